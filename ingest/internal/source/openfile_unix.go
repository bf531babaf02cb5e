//go:build unix

package source

import (
	"io/fs"
	"os"
	"syscall"
)

// openFile opens a file for reading. Unlike [os.Open] it does not ask the system whether
// the file can be polled: ordinary files cannot be, and five of the ten system calls for
// a small file serve that question.
func openFile(name string) (*os.File, error) {
	for {
		fd, err := syscall.Open(name, syscall.O_RDONLY|syscall.O_CLOEXEC, 0)
		switch err {
		case nil:
			return os.NewFile(uintptr(fd), name), nil
		case syscall.EINTR: // a signal interrupted the opening of a network file
		default:
			return nil, &fs.PathError{Op: "open", Path: name, Err: err}
		}
	}
}
