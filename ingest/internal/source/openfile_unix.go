//go:build unix

package source

import (
	"io/fs"
	"os"
	"syscall"
)

// openFile opens a file for reading, as [os.Open] does, which asks the system
// whether it can wait for the file: ordinary files cannot be waited for, and five
// calls of ten that a small file takes are for that answer.
func openFile(name string) (*os.File, error) {
	for {
		fd, err := syscall.Open(name, syscall.O_RDONLY|syscall.O_CLOEXEC, 0)
		switch err {
		case nil:
			return os.NewFile(uintptr(fd), name), nil
		case syscall.EINTR: // a signal came while a network's file was opened
		default:
			return nil, &fs.PathError{Op: "open", Path: name, Err: err}
		}
	}
}
