package format

import (
	"errors"
	"fmt"
	"io"
)

// What a file may unpack to: MaxRatio bytes for each byte that was read of it,
// and BombFloor more. Text packs to a third or a tenth of its size, the same
// article over and over to a hundredth; gzip at its best makes a thousand bytes
// of one, and so do the members of a zip bomb.
const (
	MaxRatio  = 300
	BombFloor = 64 << 20
	// RecordCost is what a record counts for besides its bytes, for it takes
	// about as long as so many of them: a bomb may be a hundred million of "{}".
	// One that says something takes 10 bytes of its file or more.
	RecordCost = 512
)

type BombError struct{}

func (*BombError) Error() string {
	return fmt.Sprintf("unpacks to more than %d times its size", MaxRatio)
}

// A Damage is an error of a packed file's data: everything that was to come out
// of it after this point is lost. A reader that returned it returns it again.
type Damage struct {
	File   string // the packed file, which may hold the one that is being read
	Form   string // "gzip"
	Offset int64  // bytes that came out of it before
	Packed int64  // bytes of the packed file itself until then; 0: not known
	Err    error
	Told   bool // it is an element of the sequence already
}

// Damaged returns err as a damage of a file, or the damage that is its cause.
func Damaged(file, form string, offset int64, err error) *Damage {
	var cause *Damage
	if errors.As(err, &cause) {
		return cause
	}
	return &Damage{File: file, Form: form, Offset: offset, Err: err}
}

func (d *Damage) Error() string { return d.Form + ": " + d.Err.Error() }

func (d *Damage) Unwrap() error { return d.Err }

// Input returns d as the error of its file.
func (d *Damage) Input() *Error {
	d.Told = true
	e := &Error{File: d.File, Offset: d.Offset, Problem: "is damaged " + d.Form, Remedy: "fetch it again", Err: d.Err}
	var b *BombError
	switch {
	case errors.As(d.Err, &b):
		e.Problem, e.Remedy, e.Err = b.Error(), "unpack it yourself if you trust it", nil
	case errors.Is(d.Err, io.ErrUnexpectedEOF):
		e.Problem, e.Err = "is cut short: its "+d.Form+" data ends too early", nil
	}
	if b == nil && d.Offset == 0 && d.Packed > 0 {
		e.Problem += fmt.Sprintf(", after %d bytes of it", d.Packed)
	}
	return e
}

// ReadError returns what to say of an error of in.r, met on a line (0: none is
// meant). Where the data of an archive around the file is damaged, it is the
// archive's error.
func (in Input) ReadError(line int, err error) error {
	var d *Damage
	if !errors.As(err, &d) {
		return &Error{File: in.File, Line: line, Problem: "cannot be read further", Remedy: "check the file", Err: err}
	}
	e := d.Input()
	if d.File == in.File {
		e.Line = line
	}
	return e
}
