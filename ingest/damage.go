package ingest

import (
	"errors"
	"fmt"
	"io"
)

// A damage is an error of a packed file's data: everything that was to come out
// of it after this point is lost. A reader that returned it returns it again.
type damage struct {
	file   string // the packed file, which may hold the one that is being read
	form   string // "gzip"
	offset int64  // bytes that came out of it before
	packed int64  // bytes of the packed file itself until then; 0: not known
	err    error
	told   bool // it is an element of the sequence already
}

// damaged returns err as a damage of a file, or the damage that is its cause.
func damaged(file, form string, offset int64, err error) *damage {
	var cause *damage
	if errors.As(err, &cause) {
		return cause
	}
	return &damage{file: file, form: form, offset: offset, err: err}
}

func (d *damage) Error() string { return d.form + ": " + d.err.Error() }
func (d *damage) Unwrap() error { return d.err }

// input returns d as the error of its file.
func (d *damage) input() *rawError {
	d.told = true
	e := &rawError{File: d.file, Offset: d.offset, Problem: "is damaged " + d.form, Remedy: "fetch it again", Err: d.err}
	var b *bombError
	switch {
	case errors.As(d.err, &b):
		e.Problem, e.Remedy, e.Err = b.Error(), "unpack it yourself if you trust it", nil
	case errors.Is(d.err, io.ErrUnexpectedEOF):
		e.Problem, e.Err = "is cut short: its "+d.form+" data ends too early", nil
	}
	if b == nil && d.offset == 0 && d.packed > 0 {
		e.Problem += fmt.Sprintf(", after %d bytes of it", d.packed)
	}
	return e
}

// readError returns what to say of an error of in.r, met on a line (0: none is
// meant). Where the data of an archive around the file is damaged, it is the
// archive's error.
func (in input) readError(line int, err error) error {
	var d *damage
	if !errors.As(err, &d) {
		return &rawError{File: in.file, Line: line, Problem: "cannot be read further", Remedy: "check the file", Err: err}
	}
	e := d.input()
	if d.file == in.file {
		e.Line = line
	}
	return e
}
