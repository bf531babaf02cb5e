package index

import (
	"encoding/json"
	"io"
	"os"
	"path/filepath"

	"github.com/newsdex/newsdex/index/internal/disk"
)

// maxHolderBytes bounds the part of a lock's file that is read. The file holds one
// [Holder].
const maxHolderBytes = 4 << 10

// Writing returns the process that is making or changing the index in the folder path,
// and whether there is one. It only reads the file of the writer's lock: it takes no
// lock, so that no writer fails for it, and follows no link. A process of this machine
// that has died is no writer. One of another machine is taken for alive.
func Writing(path string) (Holder, bool) {
	name := filepath.Join(path, disk.LockFile)
	before, err := os.Lstat(name)
	if err != nil || !before.Mode().IsRegular() {
		return Holder{}, false
	}
	f, err := os.Open(name)
	if err != nil {
		return Holder{}, false
	}
	defer f.Close()
	if opened, err := f.Stat(); err != nil || !os.SameFile(before, opened) {
		return Holder{}, false // replaced in between, perhaps by a link
	}
	b, err := io.ReadAll(io.LimitReader(f, maxHolderBytes))
	var h Holder
	if err != nil || json.Unmarshal(b, &h) != nil || h.PID <= 0 || h.isDead() {
		return Holder{}, false
	}
	return h, true
}
