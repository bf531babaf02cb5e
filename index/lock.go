package index

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"time"

	"github.com/gofrs/flock"

	"github.com/newsdex/newsdex/index/internal/disk"
)

// A Holder is the process that has the writer's lock of an index. The lock's file names
// it while it has the lock.
type Holder struct {
	PID     int       `json:"pid"`     // number of the process
	Host    string    `json:"host"`    // name of the machine
	Since   time.Time `json:"since"`   // when it took the lock
	Command string    `json:"command"` // its command line, cut off after 200 bytes
}

// maxCommand is the limit of a kept command line, in bytes.
const maxCommand = 200

// self returns this process as a holder.
func self() Holder {
	host, _ := os.Hostname() // "" if it is unknown
	command := filepath.Base(os.Args[0]) + " " + strings.Join(os.Args[1:], " ")
	if len(command) > maxCommand {
		command = strings.ToValidUTF8(command[:maxCommand], "") + "…"
	}
	return Holder{PID: os.Getpid(), Host: host, Since: time.Now().Truncate(time.Second), Command: strings.TrimSpace(command)}
}

// String returns "process 12 on host, since 15:04:05: command".
func (h Holder) String() string {
	since := h.Since.Local().Format("2006-01-02 15:04:05")
	return fmt.Sprintf("process %d on %s, since %s: %s", h.PID, h.Host, since, h.Command)
}

// isDead reports whether the holder is known to have ended.
func (h Holder) isDead() bool {
	if host, err := os.Hostname(); err != nil || h.Host != host || runtime.GOOS == "windows" {
		return false
	}
	p, err := os.FindProcess(h.PID)
	if err != nil {
		return true
	}
	err = p.Signal(syscall.Signal(0))
	return err != nil && !errors.Is(err, os.ErrPermission)
}

// A LockedError reports that another process writes an index. It wraps [ErrLocked].
type LockedError struct {
	Path   string // the index
	Holder Holder // zero if it is unknown
}

// Error names the index and, if it is known, the process that writes it.
func (e *LockedError) Error() string {
	s := e.Path + ": " + ErrLocked.Error()
	if e.Holder.PID != 0 {
		s += " (" + e.Holder.String() + ")"
	}
	return s
}

// Unwrap returns [ErrLocked].
func (e *LockedError) Unwrap() error { return ErrLocked }

// noLocks are the errors of file systems without locks, such as many network file
// systems.
var noLocks = []error{syscall.ENOLCK, syscall.ENOSYS, syscall.ENOTSUP, syscall.EOPNOTSUPP}

// refusesLocks reports whether err means that a file system has no locks.
func refusesLocks(err error) bool {
	for _, e := range noLocks {
		if errors.Is(err, e) {
			return true
		}
	}
	return false
}

// lockFlags are the flags with which the lock's file is opened: to write, as some systems
// lock no other files.
const lockFlags = os.O_CREATE | os.O_RDWR | disk.PlainOpen

// lockError returns the error for a lock that cannot be taken.
func lockError(path string, err error) error {
	if refusesLocks(err) {
		return fmt.Errorf("%s: %w: %w; put the index on a disk of this computer", path, ErrNoLocks, err)
	}
	if stranger := (*StrangerError)(nil); errors.As(err, &stranger) {
		return err
	}
	return fmt.Errorf("lock the index: %w", err)
}

// lock takes the writer's lock of an index folder, or returns a [*LockedError] at once.
// The operating system releases the lock of a process that dies; the file's content
// then means nothing. The error is a [*StrangerError] if the folder has something that
// newsdex did not make in a place where a writer writes or removes files.
func lock(d disk.Disk, path string) (unlock func() error, err error) {
	name := filepath.Join(path, disk.LockFile)
	l := flock.New(name, flock.SetFlag(lockFlags), flock.SetPermissions(0o666))
	ok := false
	err = d.Do("lock", name, func() (err error) {
		if err := disk.CheckFile(name); err != nil {
			return err
		}
		ok, err = l.TryLock()
		return err
	})
	switch {
	case err != nil:
		return nil, lockError(path, err)
	case !ok:
		return nil, &LockedError{Path: path, Holder: holderOf(name)}
	}
	if err := disk.CheckPlaces(path); err != nil {
		return nil, errors.Join(err, l.Unlock())
	}
	b, err := json.Marshal(self())
	if err == nil {
		err = d.Write(name, append(b, '\n'))
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("lock the index: %w", err), l.Unlock())
	}
	return func() error {
		err := disk.Empty(name)
		if errors.Is(err, os.ErrNotExist) {
			err = nil // removed with the whole folder after a failed first run
		}
		return errors.Join(err, l.Unlock())
	}, nil
}

// holderOf returns the holder of a lock that this process could not take. If the holder
// has not written its name yet, holderOf waits a moment for it.
func holderOf(name string) Holder {
	for range 10 {
		var h Holder
		b, err := disk.ReadFile(name)
		if err == nil && json.Unmarshal(b, &h) == nil && h.PID != 0 && !h.isDead() {
			return h
		}
		time.Sleep(10 * time.Millisecond)
	}
	return Holder{}
}
