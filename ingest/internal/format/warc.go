package format

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"mime"
	"strings"
	"time"

	"github.com/newsdex/newsdex/ingest/internal/charset"
	"github.com/newsdex/newsdex/ingest/internal/found"
	"github.com/newsdex/newsdex/ingest/internal/jsontext"
)

// warcFormat reads the pages of a web archive.
var warcFormat = Format{
	Name: "WARC", Extensions: []string{".warc", ".wet"}, Sniff: sniffWARC, Decode: decodeWARC,
	Charset: ofRecords,
}

// decodeWARC yields the pages of a web archive (WARC/1.0 and 1.1, ISO 28500), one record
// at a time: HTML responses of status 200, HTML resources, and the texts of conversions,
// as in WET files. WARC-Target-URI is the article's URL unless the page names a better
// one; WARC-Date is the time of retrieval. All other records are skipped and counted.
//
// A record that does not match its header yields an error with its offset, and reading
// continues at the next line that begins a record.
func decodeWARC(ctx context.Context, in Input) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		d := &warcDecoder{in: in, w: jsontext.NewWindow(in.R, in.Limit+maxWARCHeader+64), yield: yield}
		for ctx.Err() == nil && d.record() {
		}
		if d.records == 0 && !d.stopped && ctx.Err() == nil {
			yield(Record{}, &Error{File: in.File, Problem: "holds no WARC records", Remedy: "give a .warc or .wet file"})
		}
	}
}

// maxWARCHeader is the limit of bytes of a record's header.
const maxWARCHeader = 64 << 10

type warcDecoder struct {
	in      Input
	w       *jsontext.Window
	yield   func(Record, error) bool
	records int
	stopped bool // the caller wants no more
}

func (d *warcDecoder) emit(a Record, err error) bool {
	d.stopped = !d.yield(a, err)
	return !d.stopped
}

// fail yields the problem of the record at an offset.
func (d *warcDecoder) fail(offset int64, problem string, err error) bool {
	d.records++
	return d.emit(Record{}, &Error{File: d.in.File, Offset: offset, Problem: problem, Remedy: "fetch the file again, or leave that record out", Err: err})
}

// record reads the next record and reports whether there may be another.
func (d *warcDecoder) record() bool {
	for d.w.Need(1) { // blank lines stand between records
		if c := d.w.Data()[0]; c != '\r' && c != '\n' {
			break
		}
		d.w.Take(1)
	}
	if len(d.w.Data()) == 0 {
		return d.w.Err != io.EOF && d.unread()
	}
	offset := d.w.Taken
	if !d.w.Need(len(warcMagic)) || !isWARC(d.w.Data()) {
		if d.w.Err != nil && d.w.Err != io.EOF && len(d.w.Data()) < len(warcMagic) {
			return d.unread()
		}
		return d.fail(offset, "is no WARC record", nil) && d.next(1)
	}
	size, ok := d.headerSize()
	if !ok {
		if d.w.Err != nil && d.w.Err != io.EOF {
			return d.unread()
		}
		return d.fail(offset, "is a WARC record whose header does not end", nil) && d.next(1)
	}
	h := parseHeader(d.w.Data()[:size])
	length, err := contentLength(h)
	if err != nil {
		return d.fail(offset, "is a WARC record of no known length", err) && d.next(size)
	}
	if length > int64(d.in.Limit) {
		return d.big(offset, size, length, h)
	}
	end := size + int(length)
	if d.w.Need(end + 4 + len(warcMagic)); len(d.w.Data()) < end {
		if n := nextWARC(d.w.Data(), size); n > 0 {
			return d.fail(offset, "is a WARC record with a wrong Content-Length", nil) && d.skip(n)
		}
		if d.w.Err != io.EOF {
			return d.unread()
		}
		d.fail(offset, "is a WARC record that is cut short", nil)
		return false
	}
	if !endsRecord(d.w.Data()[end:]) {
		if !d.fail(offset, "is a WARC record with a wrong Content-Length", nil) {
			return false
		}
		return d.next(size)
	}
	d.records++
	a, err := d.article(h, d.w.Data()[size:end], offset)
	if err == nil {
		a.Origin = d.in.origin(d.w.Data()[:end], []byte("\r\n\r\n"))
	}
	switch {
	case err == errPassed:
	case err != nil:
		a = Record{}
		fallthrough
	default:
		if !d.emit(a, err) {
			return false
		}
	}
	return d.skip(end)
}

// endsRecord reports whether a record ends before b: b begins with blank lines or another
// record, or is empty.
func endsRecord(b []byte) bool {
	next := bytes.TrimLeft(b, "\r\n")
	return bytes.HasPrefix(b, []byte("\r\n\r\n")) || bytes.HasPrefix(b, []byte("\n\n")) || isWARC(next) || strings.HasPrefix(warcMagic, string(next))
}

func (d *warcDecoder) skip(n int) bool {
	d.w.Take(n)
	return true
}

// unread yields a read error. If the file continues after it, the decoder continues with
// the next record.
func (d *warcDecoder) unread() bool {
	d.records++
	offset := d.w.Taken
	err := d.in.ReadError(0, d.w.Err)
	var e *Error
	if errors.As(err, &e) && e.Offset == 0 {
		e.Offset = offset
	}
	d.w.Take(len(d.w.Data()))
	if !d.emit(Record{}, err) || d.in.Resume == nil || !d.in.Resume() {
		return false
	}
	d.w.Err = nil
	return d.w.Need(len(warcMagic)) && isWARC(d.w.Data()) || d.next(0)
}

// next moves to the next line that begins a record, after the first n bytes.
func (d *warcDecoder) next(n int) bool {
	for {
		if i := nextWARC(d.w.Data(), n); i > 0 {
			return d.skip(i)
		}
		if keep := len(d.w.Data()) - len(warcMagic) - 2; keep > n {
			d.w.Take(keep - n)
		}
		if !d.w.More() {
			if d.w.Err != nil && d.w.Err != io.EOF {
				return d.unread()
			}
			return false
		}
	}
}

// big skips a record that exceeds the limit of one article.
func (d *warcDecoder) big(offset int64, size int, length int64, h header) bool {
	if t := h.get("WARC-Type"); t == "response" && strings.HasPrefix(h.get("WARC-Identified-Payload-Type"), "text/html") || t == "conversion" {
		err := tooLong(d.in, 0)
		var e *Error
		if errors.As(err, &e) {
			e.Offset = offset
		}
		if !d.emit(Record{}, err) {
			return false
		}
	} else {
		d.in.pass("WARC records longer than an article may be")
	}
	d.records++
	d.w.Take(size)
	for left := length; left > 0; {
		// A record that begins inside this one shows that the length is wrong.
		b := d.w.Data()
		if int64(len(b)) > left {
			b = b[:left]
		}
		if i := nextWARC(b, 0); i > 0 {
			return d.fail(offset, "is a WARC record with a wrong Content-Length", nil) && d.skip(i)
		}
		n := len(b)
		if int64(n) < left {
			n = max(0, n-len(warcMagic)-2) // a record may begin in the bytes kept
		}
		d.w.Take(n)
		left -= int64(n)
		if left > 0 && !d.w.More() {
			if d.w.Err != io.EOF {
				return d.unread()
			}
			d.fail(offset, "is a WARC record that is cut short", nil)
			return false
		}
	}
	return true
}

// headerSize returns the length of the header at the window's beginning, including the
// blank line that ends it.
func (d *warcDecoder) headerSize() (int, bool) {
	for {
		b := d.w.Data()
		b = b[:min(len(b), maxWARCHeader)]
		if i := endOfHeader(b); i > 0 {
			return i, true
		}
		if len(b) == maxWARCHeader || !d.w.More() {
			return 0, false
		}
	}
}

// errPassed is the error that article returns for a skipped record.
var errPassed = errors.New("passed over")

// article makes a Record of one WARC record.
func (d *warcDecoder) article(h header, block []byte, offset int64) (Record, error) {
	url := strings.Trim(h.get("WARC-Target-URI"), "<>")
	kind := h.get("WARC-Type")
	contentType := h.get("Content-Type")
	var a Record
	var err error
	switch media, _, _ := mime.ParseMediaType(contentType); {
	case kind == "conversion" && (media == "text/plain" || media == ""):
		body, bad := charset.ValidUTF8(string(block))
		if strings.TrimSpace(body) == "" {
			d.in.pass("WARC records without text")
			return a, errPassed
		}
		language, _, _ := strings.Cut(h.get("WARC-Identified-Content-Language"), ",")
		a = Record{Body: body, Language: language}
		a.setURL(url, "", found.FetchedAddress)
		if bad > 0 {
			a.Repairs = []charset.Repair{charset.InvalidUTF8(bad)}
		}
	case kind == "resource" && isHTMLType(media):
		a, err = ReadHTML(block, url, contentType)
	case kind == "response" && strings.HasPrefix(media, "application/http"):
		a, err = d.response(block, url)
	default:
		d.in.pass("WARC records of type " + kind)
		return a, errPassed
	}
	switch {
	case err == errNoArticle:
		d.in.pass("WARC records without text")
		return a, errPassed
	case err == errPassed:
		return a, err
	case err != nil:
		return a, &Error{File: d.in.File, Offset: offset, Problem: "is a page that cannot be read", Err: err, Remedy: "leave that record out"}
	}
	a.Path, a.File = fmt.Sprintf("%s:%d", d.in.Path, d.records), d.in.File
	if t, err := time.Parse(time.RFC3339Nano, h.get("WARC-Date")); err == nil {
		a.Retrieved = t
	}
	return a, nil
}

// response makes a Record of an HTTP response.
func (d *warcDecoder) response(block []byte, url string) (Record, error) {
	r, err := parseResponse(block)
	if err != nil {
		return Record{}, err
	}
	if r.status != 200 {
		d.in.pass(fmt.Sprintf("WARC responses of status %d", r.status))
		return Record{}, errPassed
	}
	contentType := r.header.get("Content-Type")
	media, _, _ := mime.ParseMediaType(contentType)
	if !isHTMLType(media) && media != "" {
		d.in.pass("WARC responses of type " + media)
		return Record{}, errPassed
	}
	body, cut, err := r.decoded(d.in.Limit)
	switch {
	case err != nil:
		return Record{}, err
	case media == "" && !sniffHTML(body[:min(len(body), SniffBytes)]):
		d.in.pass("WARC responses of no type")
		return Record{}, errPassed
	}
	a, err := ReadHTML(body, url, contentType)
	if cut != nil && err == nil {
		a.Repairs = append(a.Repairs, charset.Repair{Kind: "cut-short", Detail: "the page ends where its encoding is damaged: " + cut.Error(), Count: 1})
	}
	return a, err
}

func isHTMLType(media string) bool {
	return media == "text/html" || media == "application/xhtml+xml"
}

const warcMagic = "WARC/1.0"

// isWARC reports whether b begins a record.
func isWARC(b []byte) bool {
	return bytes.HasPrefix(b, []byte("WARC/1.")) || bytes.HasPrefix(b, []byte("WARC/0."))
}

// nextWARC returns the offset in b, from at on, of the next line that begins a record, or
// 0 if there is none.
func nextWARC(b []byte, at int) int {
	for at < len(b) {
		i := bytes.Index(b[at:], []byte("\nWARC/1."))
		if i < 0 {
			return 0
		}
		at += i + 1
		if v := at + len("WARC/1."); v+1 < len(b) && b[v] >= '0' && b[v] <= '9' && (b[v+1] == '\r' || b[v+1] == '\n') {
			return at
		}
	}
	return 0
}

func sniffWARC(head []byte) bool { return isWARC(head) }
