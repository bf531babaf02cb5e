package format

import (
	"errors"
	"fmt"
	"io"
)

// The size to which a file may unpack: MaxRatio bytes for each byte read of it, and
// BombFloor more. Text packs to a third or a tenth of its size, and the same article over
// and over to a hundredth. A byte of gzip at its best unpacks to a thousand bytes, and so
// do the members of a zip bomb.
const (
	MaxRatio  = 300
	BombFloor = 64 << 20
	// RecordCost is the number of bytes that each record counts in addition to its own,
	// for a record takes about as long to read as that many bytes: a bomb may be a
	// hundred million "{}". A record with content takes at least 10 bytes of its file.
	RecordCost = 512
)

// A BombError is the error of a file that unpacks to too many bytes.
type BombError struct{}

func (*BombError) Error() string {
	return fmt.Sprintf("unpacks to more than %d times its size", MaxRatio)
}

// A Damage is an error in the data of a packed file: all data after this point is lost. A
// reader that returned it returns it again.
type Damage struct {
	File   string // the packed file, which may contain the file being read
	Form   string // "gzip"
	Offset int64  // bytes unpacked before the damage
	Packed int64  // bytes of the packed file up to the damage; 0: not known
	Err    error
	Told   bool // it has been yielded already
}

// Damaged returns err as a Damage of a file, or the Damage that is its cause.
func Damaged(file, form string, offset int64, err error) *Damage {
	var cause *Damage
	if errors.As(err, &cause) {
		return cause
	}
	return &Damage{File: file, Form: form, Offset: offset, Err: err}
}

func (d *Damage) Error() string { return d.Form + ": " + d.Err.Error() }

func (d *Damage) Unwrap() error { return d.Err }

// Input returns the damage as the error of its file and sets Told.
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

// ReadError returns the error for a failed read of in.R at a line (0: unknown). If the
// data of an archive around the file is damaged, it is the archive's error.
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
