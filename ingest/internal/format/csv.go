package format

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"

	"github.com/newsdex/newsdex/ingest/internal/charset"
	"github.com/newsdex/newsdex/ingest/internal/jsontext"
)

// csvFormat reads the rows of a table.
var csvFormat = Format{
	Name: "CSV", Extensions: []string{".csv", ".tsv", ".tab"}, Sniff: sniffCSV, Decode: decodeCSV,
}

// decodeCSV yields one article for each row below the header of a table whose fields are
// separated by commas, semicolons, tabs or bars (RFC 4180; quotes that the standard
// forbids are taken literally). The separator is the one that makes the most known names
// of the header. Columns are fields of records, as in JSON. A row whose number of fields
// differs from the header's is an error.
func decodeCSV(ctx context.Context, in Input) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		head, _ := in.R.Peek(4 << 10)
		if charset.IsBinary(head) {
			yield(Record{}, ErrBinary)
			return
		}
		if bytes.HasPrefix(head, charset.BomUTF8) {
			in.R.Discard(len(charset.BomUTF8)) // it is buffered
			head = head[len(charset.BomUTF8):]
		}
		c := &csvReader{r: in.R, limit: in.Limit, comma: separator(in.Fields, head), keep: in.Origins}
		header, err := c.row()
		head = bytes.Clone(c.raw)
		switch {
		case err == io.EOF:
			yield(Record{}, EmptyFile(in.File))
			return
		case err != nil:
			yield(Record{}, c.failure(in, err))
			return
		}
		for i, name := range header {
			header[i] = strings.ToLower(strings.TrimSpace(name))
		}
		if !in.Fields.know(header, "text", "html") {
			yield(Record{}, &Error{File: in.File, Line: c.start, Problem: "has no column of text",
				Remedy: "name it in the header: " + in.Fields.list("text")})
			return
		}
		for ctx.Err() == nil {
			row, err := c.row()
			if err == io.EOF {
				return
			}
			var a Record
			if err == nil {
				a, err = articleOfRow(in.Fields, header, row)
			}
			if err != nil {
				err = c.failure(in, err)
				a = Record{}
			} else {
				a.File = in.File
				a.Path = fmt.Sprintf("%s:%d", in.Path, c.start)
				a.Origin = in.origin(head, c.raw)
			}
			if !yield(a, err) || c.broken {
				return
			}
		}
	}
}

var (
	errOpenQuote = errors.New("a quote that opens in it is never closed")
	errNoRow     = errors.New("neither text nor title")
)

// A wrongCount is the error of a row whose number of fields differs from the header's.
type wrongCount struct{ got, want int }

func (e wrongCount) Error() string { return fmt.Sprintf("%d, not %d", e.got, e.want) }

// failure returns the error of the row read last.
func (c *csvReader) failure(in Input, err error) error {
	e := &Error{File: in.File, Line: c.start, Err: err}
	switch err.(type) {
	case wrongCount:
		e.Problem = "has another number of fields than the header"
		e.Remedy = "quote fields that hold separators, quotes or line ends"
		return e
	}
	switch err {
	case jsontext.ErrTooLong:
		return tooLong(in, c.start)
	case errOpenQuote:
		e.Problem, e.Remedy = "is no row", `close it, double it (""), or fetch the file again if it is cut short`
	case errNoRow:
		e.Problem, e.Remedy, e.Err = "has neither text nor title", "remove it, or fill it in", nil
	default:
		return in.ReadError(c.start, err)
	}
	return e
}

// articleOfRow makes an article of one row.
func articleOfRow(m FieldMap, header, row []string) (Record, error) {
	if n := len(row); n == len(header)+1 && row[n-1] == "" {
		row = row[:n-1] // a separator at the end
	}
	if len(row) != len(header) {
		return Record{}, wrongCount{len(row), len(header)}
	}
	object := make(map[string]any, len(row))
	bad := 0
	for i, cell := range row {
		if _, taken := object[header[i]]; taken || slices.Contains(nothings, cell) {
			continue
		}
		cell, n := charset.ValidUTF8(cell)
		bad += n
		object[header[i]] = cell
	}
	a, _ := m.articleOf(object)
	if strings.TrimSpace(a.Body) == "" && a.Title == "" {
		return a, errNoRow
	}
	if bad > 0 {
		a.Repairs = append([]charset.Repair{charset.InvalidUTF8(bad)}, a.Repairs...)
	}
	return a, nil
}

// nothings are the values that programs write into an empty cell.
var nothings = []string{"nan", "NaN", "None", "NULL", "null", "NA", `\N`}

// separators are the field separators, the most common first.
const separators = ",;\t|"

// separator returns the separator of a table that begins with head.
func separator(m FieldMap, head []byte) byte {
	best, comma := -1, byte(',')
	for _, s := range []byte(separators) {
		header := headerOf(head, s)
		score := len(header)
		for _, name := range header {
			if m.know([]string{strings.ToLower(strings.TrimSpace(name))}) {
				score += 1000
			}
		}
		if score > best {
			best, comma = score, s
		}
	}
	return comma
}

// headerOf returns the first row of a table, split at the separator comma.
func headerOf(head []byte, comma byte) []string {
	c := &csvReader{r: bufio.NewReader(bytes.NewReader(head)), limit: len(head), comma: comma}
	row, err := c.row()
	if err != nil {
		return nil
	}
	return row
}

// know reports whether one of the names is a name of one of the given fields, or of any
// field if none is given.
func (m FieldMap) know(names []string, some ...string) bool {
	for _, f := range fields {
		if len(some) > 0 && !slices.Contains(some, f.name) {
			continue
		}
		for _, name := range m.names(f.name) {
			if slices.Contains(names, strings.ToLower(name)) {
				return true
			}
		}
	}
	return false
}

// sniffCSV accepts a table whose header has at least two known names, one of them of a
// text.
func sniffCSV(head []byte) bool {
	line, _, ok := bytes.Cut(head, []byte("\n"))
	if !ok || bytes.ContainsAny(line, "{}<>") {
		return false
	}
	var m FieldMap
	header := headerOf(head, separator(m, head))
	known := 0
	for i, name := range header {
		header[i] = strings.ToLower(strings.TrimSpace(name))
		if m.know(header[i : i+1]) {
			known++
		}
	}
	return known >= 2 && m.know(header, "text", "html")
}
