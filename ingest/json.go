package ingest

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
)

// jsonFormat is the records of a JSON file.
var jsonFormat = format{
	name: "JSON", extensions: []string{".json"}, sniff: sniffJSON, decode: decodeJSON,
}

// decodeJSON yields the records of a JSON file (RFC 8259), one at a time: the
// elements of an array; the elements of the first list of records in an object
// ({"status": "ok", "articles": [...]}), also a few objects further in
// ({"hits": {"hits": [...]}}); an object that is a record itself; one object
// after another. Objects that stand one on a line are read as JSON Lines.
func decodeJSON(ctx context.Context, in input) iter.Seq2[record, error] {
	return func(yield func(record, error) bool) {
		if isBinaryFile(in) {
			yield(record{}, errBinary)
			return
		}
		d := &jsonDecoder{ctx: ctx, in: in, j: jsonReader{w: newWindow(in.r, in.limit+1), line: 1}, yield: yield}
		if d.j.w.need(len(bomUTF8)) && bytes.HasPrefix(d.j.w.data(), bomUTF8) {
			d.j.w.take(len(bomUTF8))
		}
		if d.values() && d.met == 0 {
			yield(record{}, emptyFile(in.file))
		}
	}
}

// A jsonDecoder is one pass over a file. Its methods report false when the file
// or the caller's wish for more has come to an end.
type jsonDecoder struct {
	ctx     context.Context
	in      input
	j       jsonReader
	yield   func(record, error) bool
	met     int // records and errors
	records int
	feed    jsonFeed // what the objects around the records say
}

// values reads the values of the file, one after the other.
func (d *jsonDecoder) values() bool {
	for d.ctx.Err() == nil {
		line, ok := d.j.line, true
		switch c := d.j.next(); c {
		case 0:
			if err := d.j.w.err; err != io.EOF {
				return d.yield(record{}, d.in.readError(d.j.line, err))
			}
			return true
		case '[':
			d.j.take(1)
			ok = d.elements()
		case '{':
			line = d.j.line
			ok = d.topObject()
		default:
			d.broken(errors.New("neither an array nor an object"))
			return false
		}
		if !ok {
			return false
		}
		if d.j.line == line && d.linesFollow() {
			lines := d.in
			lines.format = jsonLinesName
			d.j.take(bytes.IndexByte(d.j.w.data(), '\n') + 1)
			lines.r = bufio.NewReaderSize(d.j.w.rest(), 64<<10)
			decodeLines(d.ctx, lines, d.j.line, d.yield)
			return false
		}
	}
	return false
}

// linesFollow reports whether the value just taken was alone on its line and the
// next line begins with another object.
func (d *jsonDecoder) linesFollow() bool {
	for {
		b := bytes.TrimLeft(d.j.w.data(), " \t\r")
		if len(b) > 1 {
			return b[0] == '\n' && b[1] == '{'
		}
		if !d.j.w.more() {
			return false
		}
	}
}

// broken reports what is wrong with the JSON at this place.
func (d *jsonDecoder) broken(err error) bool {
	d.met++
	var de *damage
	switch {
	case errors.As(err, &de):
		return d.yield(record{}, d.in.readError(d.j.line, err))
	case err == errTooLong:
		return d.yield(record{}, tooLong(d.in, d.j.line))
	}
	e := &rawError{File: d.in.file, Line: d.j.line, Offset: d.j.w.taken, Problem: "is not well-formed JSON", Err: err,
		Remedy: "give an array of objects, an object with a list of them, or one object on each line of a .jsonl file"}
	if err == io.ErrUnexpectedEOF {
		e.Problem, e.Remedy, e.Err = "is cut short: its JSON ends too early", "fetch it again", nil
	}
	return d.yield(record{}, e)
}

// elements reads the rest of an array of records, after its bracket or after a
// comma.
func (d *jsonDecoder) elements() bool {
	for d.ctx.Err() == nil {
		switch d.j.next() {
		case ']':
			d.j.take(1)
			return true
		case ',':
			d.j.take(1)
			continue
		}
		indent := d.j.col
		line, offset := d.j.line, d.j.w.taken
		raw, err := d.j.value()
		if err == nil || err == errTooLong {
			if !d.record(raw, line, offset, err) {
				return false
			}
			continue
		}
		if !d.broken(err) || err == io.ErrUnexpectedEOF || d.j.w.err != nil && len(d.j.w.data()) == 0 || !d.j.toLine(indent) {
			return false
		}
	}
	return false
}

// record yields the article of one object that began at a line and offset.
func (d *jsonDecoder) record(raw []byte, line int, offset int64, err error) bool {
	d.met++
	d.records++
	var a record
	switch {
	case err == errTooLong || len(raw) > d.in.limit:
		return d.yield(record{}, tooLong(d.in, line))
	case err == nil:
		a, err = d.in.fields.decodeRecord(raw)
	}
	if err != nil {
		err = recordError(d.in, line, err)
		var e *rawError
		if errors.As(err, &e) {
			e.Offset = offset
		}
		return d.yield(record{}, err)
	}
	d.feed.fill(&a)
	a.File = d.in.file
	a.Path = fmt.Sprintf("%s:%d", d.in.path, d.records)
	a.Origin = d.origin(raw)
	return d.yield(a, nil)
}

// topObject reads an object of the file itself: a record, or what is around
// some.
func (d *jsonDecoder) topObject() bool {
	line, offset, met := d.j.line, d.j.w.taken, d.met
	raw, err := d.object(0)
	switch {
	case err == errStop:
		return false
	case err != nil && err != errTooLong:
		return d.broken(err) && err != io.ErrUnexpectedEOF && d.j.toLine(0)
	case d.met > met: // it was around records
		return true
	}
	if d.in.fields.hasText(raw) || err != nil {
		return d.record(raw, line, offset, err)
	}
	// Records by name: {"a": {...}, "b": {...}}.
	var named map[string]json.RawMessage
	if json.Unmarshal(raw, &named) == nil {
		for _, key := range objectKeys(raw) {
			if v := named[key]; len(v) > 0 && v[0] == '{' && d.in.fields.hasText(v) && !d.record(v, line, offset, nil) {
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
	j := jsonReader{w: newWindow(bytes.NewReader(raw[1:]), len(raw))}
	for {
		switch j.next() {
		case '"':
		case ',':
			j.take(1)
			continue
		default:
			return keys
		}
		raw, err := j.value()
		var key string
		if err != nil || json.Unmarshal(raw, &key) != nil || j.next() != ':' {
			return keys
		}
		j.take(1)
		if _, err := j.value(); err != nil {
			return keys
		}
		keys = append(keys, key)
	}
}

// errStop says that the caller wants no more, or that all has been said.
var errStop = errors.New("stop")

// lists are the keys under which objects keep lists of records.
var lists = wordSet("articles items results docs documents records entries stories posts news hits data rows response value content list feed")

// maxAround is how many objects may stand around a list of records.
const maxAround = 4

// object takes an object. It yields the records of its list, if it has one, and
// returns all else of it; errTooLong if that is too much.
func (d *jsonDecoder) object(depth int) ([]byte, error) {
	d.j.take(1)
	rest := []byte{'{'}
	over := false
	keep := func(parts ...[]byte) {
		for _, p := range parts {
			if over = over || len(rest)+len(p) > d.in.limit; !over {
				rest = append(rest, p...)
			}
		}
	}
	for {
		switch d.j.next() {
		case '}':
			d.j.take(1)
			if over {
				return rest, errTooLong
			}
			return append(rest, '}'), nil
		case ',':
			d.j.take(1)
			continue
		case '"':
		case 0:
			return nil, d.j.ended()
		default:
			return nil, errors.New("a key is missing")
		}
		raw, err := d.j.value()
		if err != nil {
			return nil, err
		}
		key := strings.ToLower(string(bytes.Trim(raw, `"`)))
		if len(rest) > 1 {
			keep([]byte{','})
		}
		keep(raw, []byte{':'})
		if d.j.next() != ':' {
			return nil, errors.New("a colon is missing")
		}
		d.j.take(1)
		c := d.j.next()
		list := lists[key] && (c == '[' || c == '{' && depth < maxAround)
		if list { // but not in a record
			list = !d.in.fields.hasText(append(rest[:len(rest):len(rest)], "0}"...))
		}
		switch {
		case list && c == '[':
			err = d.list(keep)
		case list:
			raw, err = d.object(depth + 1)
			keep(raw)
		default:
			raw, err = d.j.value()
			keep(raw)
			if depth == 0 {
				d.feed.see(key, raw)
				d.in.fields.summary = d.feed.on
			}
		}
		switch {
		case err == errTooLong:
			over = true
		case err != nil:
			return nil, err
		}
	}
}

// list takes an array. If its first element is a record they all are and are
// yielded; otherwise the array is kept.
func (d *jsonDecoder) list(keep func(...[]byte)) error {
	d.j.take(1)
	keep([]byte{'['})
	for first := true; ; first = false {
		switch d.j.next() {
		case ']':
			d.j.take(1)
			keep([]byte{']'})
			return nil
		case ',':
			d.j.take(1)
			keep([]byte{','})
			continue
		}
		line, offset := d.j.line, d.j.w.taken
		raw, err := d.j.value()
		if err != nil && err != errTooLong {
			return err
		}
		if first && (err == errTooLong || len(raw) > 0 && raw[0] == '{' && d.in.fields.hasText(raw)) {
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
