package ingest

import (
	"github.com/newsdex/newsdex/ingest/internal/format"
)

// An InputError says what is wrong with one input and what to do about it. It
// is an element of the sequence that [Read] returns: the run goes on.
type InputError struct {
	// File is the input as the user named it, or as it was found in a folder;
	// of a member of an archive, the archive's name and the member's:
	// "dump.zip/2025/a.txt".
	File string
	Line int // line of the file, from 1; 0 when the whole file is meant
	// Offset is the byte of the file, out of any compression, at which the
	// problem was met; 0 when the whole file is meant, or Line says enough.
	Offset  int64
	Problem string // "is empty"
	Remedy  string // "remove it, or give a file with text"; may be empty
	Err     error  // what the system said; may be nil
}

// Error returns one line: file, line and offset, problem, cause, remedy.
func (e *InputError) Error() string { return (*format.Error)(e).Error() }

// Unwrap returns Err.
func (e *InputError) Unwrap() error { return e.Err }

// inputError returns an error of a source as the public error.
func inputError(err error) error {
	if e, ok := err.(*format.Error); ok {
		return (*InputError)(e)
	}
	return err
}
