package index

import (
	"errors"
	"syscall"
)

// A SpaceError says that there was no room on the disk to write an index. Whatever could
// be written is removed again, or kept for a run that goes on from there
// ([CanResume]). It wraps what the system and Bleve said, and so [syscall.ENOSPC] or
// [syscall.EDQUOT].
type SpaceError struct {
	Path string // the index
	// Stays says that there is an index, and that it is as it was before.
	Stays bool
	Err   error // what the system said
}

// noSpace are the errors of the system that say so.
var noSpace = []struct {
	err  error
	says string
}{
	{syscall.ENOSPC, "no space is left on its disk"},
	{syscall.EDQUOT, "its disk gives this user no more space"},
}

// Error names the index and what became of it.
func (e *SpaceError) Error() string {
	why := e.Err.Error()
	for _, no := range noSpace {
		if errors.Is(e.Err, no.err) {
			why = no.says
			break
		}
	}
	left := "no index was made"
	if e.Stays {
		left = "it is as it was"
	}
	return e.Path + ": the index could not be written: " + why + "; " + left
}

// Unwrap returns Err.
func (e *SpaceError) Unwrap() error { return e.Err }

// spaceError makes a [*SpaceError] of the error of a run that writes the index in the
// folder path, if it is about space, and unless it is unsettled.
func spaceError(path string, err *error) {
	if unsettled := (*unsettledError)(nil); errors.As(*err, &unsettled) {
		return
	}
	for _, no := range noSpace {
		if errors.Is(*err, no.err) {
			_, perr := currentPointer(path)
			*err = &SpaceError{Path: path, Stays: !errors.Is(perr, ErrNoIndex), Err: *err}
			return
		}
	}
}

// An unsettledError is the error of a run after which the pointer may name what it wrote
// ([disk.publish]).
type unsettledError struct{ error }

func (e *unsettledError) Unwrap() error { return e.error }
