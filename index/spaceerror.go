package index

import (
	"errors"
	"syscall"
)

// A SpaceError reports that the disk has no room to write an index. Written data is
// removed, or kept for a run that continues from there ([CanResume]). It wraps the
// error of the system or of Bleve, and so [syscall.ENOSPC] or [syscall.EDQUOT].
type SpaceError struct {
	Path string // the index
	// Stays reports that an index exists and is unchanged.
	Stays bool
	Err   error // the system's error
}

// noSpace are the system's errors for a full disk.
var noSpace = []struct {
	err  error
	says string
}{
	{syscall.ENOSPC, "no space is left on its disk"},
	{syscall.EDQUOT, "its disk gives this user no more space"},
}

// Error names the index and its present state.
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

// spaceError turns the error of a run that writes the index in the folder path into a
// [*SpaceError] if it is about space and is not a [*PublishedError].
func spaceError(path string, err *error) {
	if published := (*PublishedError)(nil); errors.As(*err, &published) {
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
