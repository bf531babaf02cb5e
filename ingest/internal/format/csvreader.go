package format

import (
	"bufio"
	"io"

	"github.com/newsdex/newsdex/ingest/internal/jsontext"
)

// A csvReader splits a table into rows.
type csvReader struct {
	r      *bufio.Reader
	limit  int // bytes of a row
	comma  byte
	line   int  // lines read
	start  int  // line on which the last row began, from 1
	broken bool // no more rows can be read

	keep bool   // keep the bytes of the last row
	raw  []byte // the bytes of the last row, if keep is set

	cells []byte // the fields of a row, concatenated
	ends  []int  // the end of each field in cells
}

// row returns the next row that is not blank, or io.EOF after the last. A row of more
// than limit bytes gives ErrTooLong and is not kept.
func (c *csvReader) row() ([]string, error) {
	for {
		c.start = c.line + 1
		blank, err := c.read()
		if err != nil {
			c.broken = true
			return nil, err
		}
		if blank {
			continue
		}
		if len(c.cells) > c.limit {
			return nil, jsontext.ErrTooLong
		}
		all := string(c.cells)
		row := make([]string, len(c.ends))
		at := 0
		for i, end := range c.ends {
			row[i] = all[at:end]
			at = end
		}
		return row, nil
	}
}

// read reads one row into cells and ends.
func (c *csvReader) read() (blank bool, err error) {
	c.cells, c.ends, c.raw = c.cells[:0], c.ends[:0], c.raw[:0]
	any, quoted, closed := false, false, false
	put := func(b byte) {
		if len(c.cells) <= c.limit {
			c.cells = append(c.cells, b)
		}
	}
	end := func() {
		if len(c.ends) <= c.limit {
			c.ends = append(c.ends, len(c.cells))
		}
		closed = false
	}
	for {
		b, err := c.r.ReadByte()
		switch {
		case err == io.EOF && quoted:
			return false, errOpenQuote
		case err == io.EOF && !any:
			return false, io.EOF
		case err == io.EOF:
			end()
			return false, nil
		case err != nil:
			return false, err
		}
		c.keepByte(b)
		if quoted {
			switch b {
			case '"':
				if next, _ := c.r.Peek(1); len(next) == 1 && next[0] == '"' {
					c.r.Discard(1) // it is buffered
					c.keepByte('"')
					put('"')
				} else {
					quoted, closed = false, true
				}
			case '\n':
				c.line++
				put(b)
			default:
				put(b)
			}
			continue
		}
		switch b {
		case '\r':
			if next, _ := c.r.Peek(1); len(next) == 1 && next[0] == '\n' {
				continue
			}
			fallthrough
		case '\n':
			c.line++
			if !any {
				return true, nil
			}
			end()
			return false, nil
		case c.comma:
			end()
		case '"':
			first := 0
			if n := len(c.ends); n > 0 {
				first = c.ends[n-1]
			}
			if quoted = len(c.cells) == first && !closed; !quoted {
				put(b)
			}
		default:
			put(b)
		}
		any = true
	}
}

// keepByte keeps a byte of the row. It may drop bytes of a row that is too long.
func (c *csvReader) keepByte(b byte) {
	if c.keep && len(c.raw) <= 3*c.limit+2 { // room for doubled quotes and separators
		c.raw = append(c.raw, b)
	}
}
