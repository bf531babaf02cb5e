package disk

import (
	"errors"
	"fmt"
	"os"
	"runtime/debug"
	"syscall"
)

// readError makes of the error of reading a file a [*CorruptError], where the disk
// does not give what was written to it. What the user or the system may mend is as
// it was: rights, and files that are not there.
func readError(path string, err error) error {
	if errors.Is(err, syscall.EIO) {
		return &CorruptError{Path: path, Problem: "the disk does not give it", Err: err}
	}
	return err
}

// ReadFile is os.ReadFile with the errors of [readError].
func ReadFile(path string) ([]byte, error) {
	b, err := os.ReadFile(path)
	return b, readError(path, err)
}

// A file that is mapped into memory may fail to be read as memory may not: the disk
// does not give a page, or another program made the file shorter. That ends a Go
// program, unless it asks for a panic in its place, for each goroutine.

// CatchFaults makes an error of such a failure, a [*CorruptError] of the file path:
//
//	defer CatchFaults(path, debug.SetPanicOnFault(true), &err)
//
// It is asked for where a block is looked at for the first time and where zapx reads
// on its own. A page that is lost after its block was looked at still ends the
// program when it is used.
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
