package jsontext

import (
	"bytes"
	"errors"
	"io"
)

// A JsonReader splits a stream into the raw bytes of JSON values. Of each value it tracks
// only open strings and brackets, so nesting costs nothing. It does not check that a
// value is well formed; the decoder of the value does.
type JsonReader struct {
	W    *Window
	Line int // line of the next byte, from 1
	Col  int // bytes before the next byte on its line
}

var (
	ErrTooLong   = errors.New("too long")
	errLineBreak = errors.New("a string is not closed on its line")
	errNoValue   = errors.New("a value is missing")
)

// Take takes n bytes of the window and counts their lines.
func (j *JsonReader) Take(n int) {
	b := j.W.Data()[:n]
	if lines := bytes.Count(b, []byte("\n")); lines > 0 {
		j.Line += lines
		j.Col = n - 1 - bytes.LastIndexByte(b, '\n')
	} else {
		j.Col += n
	}
	j.W.Take(n)
}

// Next skips white space and returns the next byte without taking it. At the end it
// returns 0, and W.Err is set.
func (j *JsonReader) Next() byte {
	for {
		b := j.W.Data()
		for i, c := range b {
			if c != ' ' && c != '\n' && c != '\t' && c != '\r' {
				j.Take(i)
				return max(c, 1) // a zero byte is not the end; neither 0 nor 1 begins a value
			}
		}
		j.Take(len(b))
		if !j.W.More() {
			return 0
		}
	}
}

// Value takes the next value and returns its bytes, which are valid until the next call.
// A value longer than the window is taken and gives ErrTooLong.
func (j *JsonReader) Value() ([]byte, error) {
	switch c := j.Next(); c {
	case 0:
		return nil, j.Ended()
	case ',', ':', ']', '}':
		return nil, errNoValue
	}
	var s jsonScan
	var err error
	for at := 0; ; {
		b := j.W.Data()
		var done bool
		if at, done, err = s.scan(b, at); done || err != nil {
			if err == nil && s.over {
				err = ErrTooLong
			}
			j.Take(at)
			return b[:at], err
		}
		if !j.W.More() {
			switch {
			case j.W.Full():
				s.over = true
				j.Take(at)
				at = 0
			case s.scalar && j.W.Err == io.EOF:
				j.Take(at)
				return b[:at], nil
			default:
				j.Take(at)
				return nil, j.Ended()
			}
		}
	}
}

// Ended returns the error that ended the stream; the end of the stream is
// io.ErrUnexpectedEOF.
func (j *JsonReader) Ended() error { return NoEOF(j.W.Err) }

// ToLine moves to the next line that begins with "{" after at most indent bytes of white
// space, and reports whether there is one.
func (j *JsonReader) ToLine(indent int) bool {
	for {
		i := bytes.IndexByte(j.W.Data(), '\n')
		if i < 0 {
			j.Take(len(j.W.Data()))
			if !j.W.More() {
				return false
			}
			continue
		}
		j.Take(i + 1)
		if j.Next() == '{' && j.Col <= indent {
			return true
		}
		if len(j.W.Data()) == 0 {
			return false
		}
	}
}

// A jsonScan is the state of a partly read value.
type jsonScan struct {
	depth   int  // open brackets and braces
	text    bool // inside a string
	escaped bool // after a backslash in a string
	scalar  bool // a number or a word
	over    bool // the value is too long, and part of it has been dropped
}

// scan continues at b[at] and returns the end of the value, or the length of b.
func (s *jsonScan) scan(b []byte, at int) (end int, done bool, err error) {
	for i := at; i < len(b); i++ {
		c := b[i]
		if s.text {
			switch {
			case s.escaped:
				s.escaped = false
			case c == '\\':
				s.escaped = true
			case c == '"':
				s.text = false
				if s.depth == 0 {
					return i + 1, true, nil
				}
			case c == '\n':
				return i, false, errLineBreak
			}
			continue
		}
		switch c {
		case '"':
			if s.scalar {
				return i, true, nil
			}
			s.text = true
		case '{', '[':
			if s.scalar {
				return i, true, nil
			}
			s.depth++
		case '}', ']':
			if s.depth == 0 {
				return i, true, nil
			}
			if s.depth--; s.depth == 0 {
				return i + 1, true, nil
			}
		case ',', ':', ' ', '\t', '\r', '\n':
			if s.depth == 0 {
				return i, true, nil
			}
		default:
			if s.depth == 0 {
				s.scalar = true
			}
		}
	}
	return len(b), false, nil
}
