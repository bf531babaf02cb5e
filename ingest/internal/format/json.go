package format

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"

	"github.com/newsdex/newsdex/ingest/internal/charset"
	"github.com/newsdex/newsdex/ingest/internal/jsontext"
	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// jsonFormat reads the records of a JSON file.
var jsonFormat = Format{
	Name: "JSON", Extensions: []string{".json"}, Sniff: sniffJSON, Decode: decodeJSON,
}

// decodeJSON yields the records of a JSON file (RFC 8259), one at a time. It reads the
// elements of an array; the elements of the first list of records in an object
// ({"status": "ok", "articles": [...]}), also a few objects further in
// ({"hits": {"hits": [...]}}); an object that is itself a record; and one object after
// another. Objects that stand one on a line are read as JSON Lines.
func decodeJSON(ctx context.Context, in Input) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		if isBinaryFile(in) {
			yield(Record{}, ErrBinary)
			return
		}
		d := &jsonDecoder{ctx: ctx, in: in, j: jsontext.JsonReader{W: jsontext.NewWindow(in.R, in.Limit+1), Line: 1}, yield: yield}
		if d.j.W.Need(len(charset.BomUTF8)) && bytes.HasPrefix(d.j.W.Data(), charset.BomUTF8) {
			d.j.W.Take(len(charset.BomUTF8))
		}
		if d.values() && d.met == 0 {
			yield(Record{}, EmptyFile(in.File))
		}
	}
}

// A jsonDecoder is one pass over a file. Its methods return false when the file ends or
// the caller wants no more records.
type jsonDecoder struct {
	ctx     context.Context
	in      Input
	j       jsontext.JsonReader
	yield   func(Record, error) bool
	met     int // records and errors
	records int
	feed    jsonFeed // the members of the objects around the records
}

// values reads the values of the file, one after the other.
func (d *jsonDecoder) values() bool {
	for d.ctx.Err() == nil {
		line, ok := d.j.Line, true
		switch c := d.j.Next(); c {
		case 0:
			if err := d.j.W.Err; err != io.EOF {
				return d.yield(Record{}, d.in.ReadError(d.j.Line, err))
			}
			return true
		case '[':
			d.j.Take(1)
			ok = d.elements()
		case '{':
			line = d.j.Line
			ok = d.topObject()
		default:
			d.broken(errors.New("neither an array nor an object"))
			return false
		}
		if !ok {
			return false
		}
		if d.j.Line == line && d.linesFollow() {
			lines := d.in
			lines.Format = jsonLinesName
			d.j.Take(bytes.IndexByte(d.j.W.Data(), '\n') + 1)
			lines.R = bufio.NewReaderSize(d.j.W.Rest(), 64<<10)
			decodeLines(d.ctx, lines, d.j.Line, d.yield)
			return false
		}
	}
	return false
}

// linesFollow reports whether the value just read was alone on its line and the next line
// begins with another object.
func (d *jsonDecoder) linesFollow() bool {
	for {
		b := bytes.TrimLeft(d.j.W.Data(), " \t\r")
		if len(b) > 1 {
			return b[0] == '\n' && b[1] == '{'
		}
		if !d.j.W.More() {
			return false
		}
	}
}

// broken yields the error of the JSON at the current position.
func (d *jsonDecoder) broken(err error) bool {
	d.met++
	var de *Damage
	switch {
	case errors.As(err, &de):
		return d.yield(Record{}, d.in.ReadError(d.j.Line, err))
	case err == jsontext.ErrTooLong:
		return d.yield(Record{}, tooLong(d.in, d.j.Line))
	}
	e := &Error{File: d.in.File, Line: d.j.Line, Offset: d.j.W.Taken, Problem: "is not well-formed JSON", Err: err,
		Remedy: "give an array of objects, an object with a list of them, or one object on each line of a .jsonl file"}
	if err == io.ErrUnexpectedEOF {
		e.Problem, e.Remedy, e.Err = "is cut short: its JSON ends too early", "fetch it again", nil
	}
	return d.yield(Record{}, e)
}

// elements reads the rest of an array of records, after its bracket or after a
// comma.
func (d *jsonDecoder) elements() bool {
	for d.ctx.Err() == nil {
		switch d.j.Next() {
		case ']':
			d.j.Take(1)
			return true
		case ',':
			d.j.Take(1)
			continue
		}
		indent := d.j.Col
		line, offset := d.j.Line, d.j.W.Taken
		raw, err := d.j.Value()
		if err == nil || err == jsontext.ErrTooLong {
			if !d.record(raw, line, offset, err) {
				return false
			}
			continue
		}
		if !d.broken(err) || err == io.ErrUnexpectedEOF || d.j.W.Err != nil && len(d.j.W.Data()) == 0 || !d.j.ToLine(indent) {
			return false
		}
	}
	return false
}

// record yields the article of one object that began at a line and offset.
func (d *jsonDecoder) record(raw []byte, line int, offset int64, err error) bool {
	d.met++
	d.records++
	var a Record
	switch {
	case err == jsontext.ErrTooLong || len(raw) > d.in.Limit:
		return d.yield(Record{}, tooLong(d.in, line))
	case err == nil:
		a, err = d.in.Fields.DecodeRecord(raw)
	}
	if err != nil {
		err = recordError(d.in, line, err)
		var e *Error
		if errors.As(err, &e) {
			e.Offset = offset
		}
		return d.yield(Record{}, err)
	}
	d.feed.fill(&a)
	a.File = d.in.File
	a.Path = fmt.Sprintf("%s:%d", d.in.Path, d.records)
	a.Origin = d.origin(raw)
	return d.yield(a, nil)
}

// topObject reads a top-level object: a record, or an object around records.
func (d *jsonDecoder) topObject() bool {
	line, offset, met := d.j.Line, d.j.W.Taken, d.met
	raw, err := d.object(0)
	switch {
	case err == errStop:
		return false
	case err != nil && err != jsontext.ErrTooLong:
		return d.broken(err) && err != io.ErrUnexpectedEOF && d.j.ToLine(0)
	case d.met > met: // the object contained records
		return true
	}
	if d.in.Fields.hasText(raw) || err != nil {
		return d.record(raw, line, offset, err)
	}
	// Records by name: {"a": {...}, "b": {...}}.
	var named map[string]json.RawMessage
	if json.Unmarshal(raw, &named) == nil {
		for _, key := range objectKeys(raw) {
			if v := named[key]; len(v) > 0 && v[0] == '{' && d.in.Fields.hasText(v) && !d.record(v, line, offset, nil) {
				return false
			}
		}
	}
	if d.met > met {
		return true
	}
	return d.record(raw, line, offset, nil)
}

// objectKeys returns the keys of a well-formed object, in order.
func objectKeys(raw []byte) []string {
	var keys []string
	j := jsontext.JsonReader{W: jsontext.NewWindow(bytes.NewReader(raw[1:]), len(raw))}
	for {
		switch j.Next() {
		case '"':
		case ',':
			j.Take(1)
			continue
		default:
			return keys
		}
		raw, err := j.Value()
		var key string
		if err != nil || json.Unmarshal(raw, &key) != nil || j.Next() != ':' {
			return keys
		}
		j.Take(1)
		if _, err := j.Value(); err != nil {
			return keys
		}
		keys = append(keys, key)
	}
}

// errStop means that the caller wants no more records, or that the error has been
// yielded.
var errStop = errors.New("stop")

// lists are the keys under which objects hold lists of records.
var lists = plain.WordSet("articles items results docs documents records entries stories posts news hits data rows response value content list feed")

// maxAround is the limit of objects around a list of records.
const maxAround = 4

// object reads an object. It yields the records of its list, if it has one, and returns
// the rest of the object, or ErrTooLong if the rest exceeds the limit.
func (d *jsonDecoder) object(depth int) ([]byte, error) {
	d.j.Take(1)
	rest := []byte{'{'}
	over := false
	text, looked := false, len(rest) // the members before rest[looked:] have a text field
	keep := func(parts ...[]byte) {
		for _, p := range parts {
			if over = over || len(rest)+len(p) > d.in.Limit; !over {
				rest = append(rest, p...)
			}
		}
	}
	for {
		switch d.j.Next() {
		case '}':
			d.j.Take(1)
			if over {
				return rest, jsontext.ErrTooLong
			}
			return append(rest, '}'), nil
		case ',':
			d.j.Take(1)
			continue
		case '"':
		case 0:
			return nil, d.j.Ended()
		default:
			return nil, errors.New("a key is missing")
		}
		raw, err := d.j.Value()
		if err != nil {
			return nil, err
		}
		key := strings.ToLower(string(bytes.Trim(raw, `"`)))
		if len(rest) > 1 {
			keep([]byte{','})
		}
		member := len(rest)
		keep(raw, []byte{':'})
		if d.j.Next() != ':' {
			return nil, errors.New("a colon is missing")
		}
		d.j.Take(1)
		c := d.j.Next()
		list := lists[key] && (c == '[' || c == '{' && depth < maxAround)
		if list && !text { // a record's own lists are no lists of records
			text = d.in.Fields.hasText(slices.Concat([]byte{'{'}, rest[looked:], []byte("0}")))
			looked = member
		}
		list = list && !text
		switch {
		case list && c == '[':
			err = d.list(keep)
		case list:
			raw, err = d.object(depth + 1)
			keep(raw)
		default:
			raw, err = d.j.Value()
			keep(raw)
			if depth == 0 {
				d.feed.see(key, raw)
				d.in.Fields.summary, d.in.Fields.base = d.feed.on, d.feed.base()
			}
		}
		switch {
		case err == jsontext.ErrTooLong:
			over = true
		case err != nil:
			return nil, err
		}
	}
}

// list reads an array. If its first element is a record, it yields all elements as
// records; otherwise it passes the array to keep.
func (d *jsonDecoder) list(keep func(...[]byte)) error {
	d.j.Take(1)
	keep([]byte{'['})
	for first := true; ; first = false {
		switch d.j.Next() {
		case ']':
			d.j.Take(1)
			keep([]byte{']'})
			return nil
		case ',':
			d.j.Take(1)
			keep([]byte{','})
			continue
		}
		line, offset := d.j.Line, d.j.W.Taken
		raw, err := d.j.Value()
		if err != nil && err != jsontext.ErrTooLong {
			return err
		}
		if first && (err == jsontext.ErrTooLong || len(raw) > 0 && raw[0] == '{' && d.in.Fields.hasText(raw)) {
			if !d.record(raw, line, offset, err) || !d.elements() {
				return errStop
			}
			keep([]byte{']'})
			return nil
		}
		keep(raw)
		if err != nil {
			return err
		}
	}
}
