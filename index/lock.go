package index

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/gofrs/flock"
)

// lock takes the writer's lock of an index folder, or returns an error that
// wraps [ErrLocked] and says who has it. The operating system lets go of the
// lock of a process that dies.
func lock(path string) (unlock func() error, err error) {
	name := filepath.Join(path, lockFile)
	l := flock.New(name)
	ok, err := l.TryLock()
	if err != nil {
		return nil, fmt.Errorf("lock the index: %w", err)
	}
	if !ok {
		holder, rerr := os.ReadFile(name)
		if rerr != nil || len(holder) == 0 {
			return nil, fmt.Errorf("%s: %w", path, ErrLocked)
		}
		return nil, fmt.Errorf("%s: %w (%s)", path, ErrLocked, strings.TrimSpace(string(holder)))
	}
	if err := os.WriteFile(name, fmt.Appendf(nil, "process %d\n", os.Getpid()), 0o644); err != nil {
		return nil, errors.Join(fmt.Errorf("lock the index: %w", err), l.Unlock())
	}
	return l.Unlock, nil
}
