package index

import (
	"encoding/json"
	"path/filepath"

	"github.com/newsdex/newsdex/index/internal/disk"
)

// Writing returns the process that is making or changing the index in the folder path,
// and whether there is one. It only reads the file of the writer's lock: it takes no
// lock, so that no writer fails for it, and follows no link. A process of this machine
// that has died is no writer. One of another machine is taken for alive.
func Writing(path string) (Holder, bool) {
	var h Holder
	b, err := disk.ReadFile(filepath.Join(path, disk.LockFile))
	if err != nil || json.Unmarshal(b, &h) != nil || h.PID <= 0 || h.isDead() {
		return Holder{}, false
	}
	return h, true
}
