package disk

import (
	"errors"
	"fmt"
	"runtime/debug"
	"syscall"
)

// readError returns a [*CorruptError] for an error of reading that means the disk
// has lost data. Other errors, such as missing files or rights, are returned
// unchanged: the user or the system may mend them.
func readError(path string, err error) error {
	if errors.Is(err, syscall.EIO) {
		return &CorruptError{Path: path, Problem: "the disk does not give it", Err: err}
	}
	return err
}

// Reading a file that is mapped into memory can fail: the disk does not return a
// page, or another program has shortened the file. Such a fault ends a Go program,
// unless the goroutine has asked for a panic instead.

// CatchFaults turns such a fault into an error, a [*CorruptError] of the file path:
//
//	defer CatchFaults(path, debug.SetPanicOnFault(true), &err)
//
// It is deferred where a block is checked for the first time, and where zapx reads
// by itself. A page that is lost after the check of its block still ends the program
// when it is used.
func CatchFaults(path string, before bool, err *error) {
	debug.SetPanicOnFault(before)
	switch p := recover().(type) {
	case nil:
	case interface{ Addr() uintptr }: // see debug.SetPanicOnFault
		*err = &CorruptError{Path: path, Problem: fmt.Sprintf("it cannot be read: %v", p)}
	default:
		panic(p)
	}
}
