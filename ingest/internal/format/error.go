package format

import (
	"fmt"
	"strings"
)

// An Error describes the problem of one input and its remedy. Its fields are those of the
// public InputError.
type Error struct {
	File    string
	Line    int
	Offset  int64
	Problem string
	Remedy  string
	Err     error
}

// Error returns one line: file, line and offset, problem, cause, remedy.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.File)
	if e.Line > 0 {
		fmt.Fprintf(&b, ":%d", e.Line)
	}
	b.WriteString(": ")
	if e.Offset > 0 {
		fmt.Fprintf(&b, "at byte %d: ", e.Offset)
	}
	b.WriteString(e.Problem)
	if _, told := e.Err.(Told); e.Err != nil && !told {
		fmt.Fprintf(&b, " (%v)", e.Err)
	}
	if e.Remedy != "" {
		b.WriteString("; ")
		b.WriteString(e.Remedy)
	}
	return b.String()
}

// Unwrap returns Err.
func (e *Error) Unwrap() error { return e.Err }

// A Told is the cause of an Error whose Problem tells it already. The message leaves it
// out.
type Told struct {
	// Err is the cause.
	Err error
}

// Error returns the message of Err.
func (t Told) Error() string { return t.Err.Error() }

// Unwrap returns Err.
func (t Told) Unwrap() error { return t.Err }
