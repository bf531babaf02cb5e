package disk

import (
	"errors"
	"strings"
	"syscall"
)

// blameless are errors of the system that say nothing about the bytes of a file: they
// pass, or the user ends them, and the index is whole.
var blameless = []error{
	syscall.EMFILE, syscall.ENFILE, syscall.ENOMEM, syscall.EINTR, syscall.EAGAIN, syscall.EBUSY,
	syscall.EACCES, syscall.EPERM, syscall.ESTALE, syscall.ETIMEDOUT, syscall.ENOSPC, syscall.EDQUOT,
}

// causes are the system errors that a caller may test for.
var causes = append([]error{syscall.EFBIG, syscall.EIO, syscall.EROFS}, blameless...)

// WithCause restores the system error in an error of Bleve that keeps only its text.
func WithCause(err error) error {
	for _, cause := range causes {
		if strings.Contains(err.Error(), cause.Error()) && !errors.Is(err, cause) {
			return causedError{err, cause}
		}
	}
	return err
}

// A causedError is an error with the system error that its text names.
type causedError struct {
	error
	cause error
}

func (e causedError) Unwrap() []error { return []error{e.error, e.cause} }

// IsBlameless reports whether an error is one of the system that says nothing about the
// bytes of a file, such as "too many open files".
func IsBlameless(err error) bool {
	for _, e := range blameless {
		if errors.Is(err, e) {
			return true
		}
	}
	return false
}

// Blame returns the error for a file, or a folder, that could not be used because of
// err. It is a [*CorruptError], unless err is one of the system that says nothing about
// the bytes: that is returned as it is.
func Blame(path, problem string, err error) error {
	if err = WithCause(err); IsBlameless(err) {
		return err
	}
	return &CorruptError{Path: path, Problem: problem, Err: err}
}
