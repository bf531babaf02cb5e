package disk

import (
	"errors"
	"fmt"
)

// A CorruptError says that a file of an index is missing or damaged.
type CorruptError struct {
	Path    string // the file or folder
	Problem string // what is wrong with it
	Err     error  // the cause, or nil
}

// What returns the problem and its cause, without the file.
func (e *CorruptError) What() string {
	if e.Err != nil {
		return e.Problem + ": " + e.Err.Error()
	}
	return e.Problem
}

// Error returns the file and the problem, and names the commands that help.
func (e *CorruptError) Error() string {
	return fmt.Sprintf("%s: the index is damaged: %s", e.Path, e.What())
}

// Unwrap returns the cause.
func (e *CorruptError) Unwrap() error { return e.Err }

// Caught turns a panic into an error that wraps [ErrDamaged]. Bleve, zapx and vellum
// panic on some kinds of damage. Functions that call them defer Caught.
func Caught(err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("%w: reading it panicked: %v", ErrDamaged, p)
	}
}

// ErrBeyond is the error of a posting whose document number is beyond its segment.
var ErrBeyond = errors.New("a posting is beyond its segment")

// ErrRecord is the error of a record or an original whose bytes end too early.
var ErrRecord = errors.New("it is cut off")

// ErrClosed is the error of reading from an index, or a snapshot of one, that is closed.
var ErrClosed = errors.New("the index or its snapshot is closed")

// ErrDamaged is the error of a segment's file whose bytes are not valid.
var ErrDamaged = errors.New("the segment's file is damaged")
