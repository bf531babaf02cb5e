package disk

import (
	"errors"
	"fmt"
)

// A CorruptError says that a file of an index is missing or damaged.
type CorruptError struct {
	Path    string // the file or folder
	Problem string
	Err     error // the cause, or nil
}

// What says what is wrong with the file.
func (e *CorruptError) What() string {
	if e.Err != nil {
		return e.Problem + ": " + e.Err.Error()
	}
	return e.Problem
}

func (e *CorruptError) Error() string {
	return fmt.Sprintf("%s: the index is damaged: %s", e.Path, e.What())
}

func (e *CorruptError) Unwrap() error { return e.Err }

// Caught makes an error of a panic: Bleve and zapx panic for some of what may be
// damaged in an index. Deferred by what calls them.
func Caught(err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("%w: Bleve panicked: %v", ErrDamaged, p)
	}
}

// ErrBeyond is what is wrong with a damaged index whose postings name documents
// that it does not have.
var ErrBeyond = errors.New("a posting is beyond its segment")

var ErrRecord = errors.New("it is cut off")

// ErrDamaged is what is wrong with an index whose files do not hold what they
// should. The file says no more than that.
var ErrDamaged = errors.New("the segment's file is damaged")
