package ingest

import (
	"bytes"
	"errors"
	"io"
)

// A jsonReader splits a stream into the raw bytes of JSON values. It keeps no
// more of a value than where its strings and brackets are open, so nesting
// costs nothing; whether a value is well formed is for its decoder to say.
type jsonReader struct {
	w    *window
	line int // of the next byte, from 1
	col  int // bytes before it on its line
}

var (
	errTooLong   = errors.New("too long")
	errLineBreak = errors.New("a string is not closed on its line")
	errNoValue   = errors.New("a value is missing")
)

// take takes n bytes of the window and counts their lines.
func (j *jsonReader) take(n int) {
	b := j.w.data()[:n]
	if lines := bytes.Count(b, []byte("\n")); lines > 0 {
		j.line += lines
		j.col = n - 1 - bytes.LastIndexByte(b, '\n')
	} else {
		j.col += n
	}
	j.w.take(n)
}

// next skips white space and returns the next byte without taking it; 0 at the
// end, with w.err.
func (j *jsonReader) next() byte {
	for {
		b := j.w.data()
		for i, c := range b {
			if c != ' ' && c != '\n' && c != '\t' && c != '\r' {
				j.take(i)
				return max(c, 1) // a zero is no end, and neither begins a value
			}
		}
		j.take(len(b))
		if !j.w.more() {
			return 0
		}
	}
}

// value takes the next value and returns its bytes, which are good until the
// next call. One that is longer than the window is errTooLong, and has been
// taken.
func (j *jsonReader) value() ([]byte, error) {
	switch c := j.next(); c {
	case 0:
		return nil, j.ended()
	case ',', ':', ']', '}':
		return nil, errNoValue
	}
	var s jsonScan
	var err error
	for at := 0; ; {
		b := j.w.data()
		var done bool
		if at, done, err = s.scan(b, at); done || err != nil {
			if err == nil && s.over {
				err = errTooLong
			}
			j.take(at)
			return b[:at], err
		}
		if !j.w.more() {
			switch {
			case j.w.full():
				s.over = true
				j.take(at)
				at = 0
			case s.scalar && j.w.err == io.EOF:
				j.take(at)
				return b[:at], nil
			default:
				j.take(at)
				return nil, j.ended()
			}
		}
	}
}

// ended returns why there is no more.
func (j *jsonReader) ended() error { return noEOF(j.w.err) }

// toLine goes to the next line that begins with "{" after at most indent bytes
// of white space, and reports whether there is one.
func (j *jsonReader) toLine(indent int) bool {
	for {
		i := bytes.IndexByte(j.w.data(), '\n')
		if i < 0 {
			j.take(len(j.w.data()))
			if !j.w.more() {
				return false
			}
			continue
		}
		j.take(i + 1)
		if j.next() == '{' && j.col <= indent {
			return true
		}
		if len(j.w.data()) == 0 {
			return false
		}
	}
}

// A jsonScan is what is known of a value that has been seen in part.
type jsonScan struct {
	depth   int  // brackets and braces that are open
	text    bool // within a string
	escaped bool // after a backslash in it
	scalar  bool // a number or a word
	over    bool // part of it is gone: it is too long
}

// scan goes on at b[at] and returns where the value ends, or the length of b.
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
