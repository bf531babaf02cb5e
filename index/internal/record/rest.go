package record

import (
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"time"

	"github.com/newsdex/newsdex/index/internal/disk"
)

// The rest of a record's first part is all but the texts that are stored as they are, and
// the account. It is
//
//	restVersion, 1 byte
//	the fields that are not zero, a varint: field n of fields is bit n
//	these fields, one behind the other
//	16 bytes for each digest
//
// In formats before 10 it was JSON, which begins with another byte and takes 7 µs to read.
const (
	restVersion = 1
	restJSON    = '{'
)

var errRest = errors.New("its fields cannot be read")

// fields passes the fields of the rest to a coder, in the order in which they are stored.
// A new field stands at the end.
func (r *Record) fields(c coder) {
	a := &r.Article
	c.text(&a.ID)
	c.text(&a.URL)
	c.text(&a.Item)
	c.text(&a.Path)
	c.text(&a.Place)
	c.text(&a.File)
	c.text(&a.Source)
	c.flag(&a.TitleDerived)
	c.text(&a.Outlet)
	c.texts(&a.Authors)
	c.time(&a.Published)
	c.text(&a.PublishedLayout)
	c.time(&a.Updated)
	c.text(&a.UpdatedLayout)
	c.time(&a.Retrieved)
	c.text(&a.Language)
	c.text(&a.DeclaredLanguage)
	c.text(&a.Agency)
	c.text(&a.Dateline)
	c.text(&a.Section)
	c.texts(&a.Tags)
	c.json(&a.Earlier, len(a.Earlier) > 0)
	c.digest(&a.Fingerprint)
	c.digest(&a.Digest)
	for i := range r.Lengths {
		c.length(&r.Lengths[i])
	}
	c.number(&r.Original)
	c.number(&r.Source)
	c.text(&r.Base)
	c.flag(&r.Aside)
}

// A coder writes or reads fields.
type coder interface {
	text(*string)
	digest(*string)
	texts(*[]string)
	flag(*bool)
	length(*int)
	number(*uint32)
	time(*time.Time)
	json(v any, present bool)
}

// appendRest appends the rest of a record, and returns how many bytes its digests take.
func (r *Record) appendRest(b []byte) (_ []byte, digests int, err error) {
	var w restWriter
	r.fields(&w)
	b = append(b, restVersion)
	b = binary.AppendUvarint(b, w.present)
	b = append(b, w.b...)
	return append(b, w.digests...), len(w.digests), w.err
}

// decodeRest reads the rest of a record.
func (r *Record) decodeRest(b []byte) error {
	if len(b) == 0 {
		return disk.ErrRecord
	}
	switch b[0] {
	case restJSON:
		return json.Unmarshal(b, r)
	case restVersion:
	default:
		return errRest
	}
	c := restReader{Reader: disk.Reader{Data: b[1:]}}
	c.present = c.Number()
	c.all = string(c.Data)
	r.fields(&c)
	for _, s := range c.digests {
		*s = hex.EncodeToString(c.Bytes(digestSize))
	}
	switch {
	case c.err != nil:
		return c.err
	case c.Bad:
		return disk.ErrRecord
	case len(c.Data) > 0 || c.present>>c.n != 0:
		return errRest
	}
	return nil
}

// A restWriter writes fields.
type restWriter struct {
	b       []byte
	digests []byte
	present uint64
	n       int // the number of fields so far
	err     error
}

// has counts a field, and returns present, which says whether it is to be written.
func (w *restWriter) has(present bool) bool {
	if present {
		w.present |= 1 << w.n
	}
	w.n++
	return present
}

func (w *restWriter) append(s string) {
	w.b = append(binary.AppendUvarint(w.b, uint64(len(s))), s...)
}

func (w *restWriter) text(s *string) {
	if w.has(*s != "") {
		w.append(*s)
	}
}

// digestSize is the size in bytes of a digest.
const digestSize = 16

// digest writes a 0 and, behind all fields, the bytes of 32 hexadecimal digits. Another
// text is written as it is.
func (w *restWriter) digest(s *string) {
	if !w.has(*s != "") {
		return
	}
	if b, err := hex.DecodeString(*s); err == nil && len(b) == digestSize && hex.EncodeToString(b) == *s {
		w.b = append(w.b, 0)
		w.digests = append(w.digests, b...)
		return
	}
	w.append(*s)
}

func (w *restWriter) texts(all *[]string) {
	if !w.has(*all != nil) {
		return
	}
	w.b = binary.AppendUvarint(w.b, uint64(len(*all)))
	for _, s := range *all {
		w.append(s)
	}
}

func (w *restWriter) flag(f *bool) { w.has(*f) }

func (w *restWriter) length(n *int) {
	if w.has(*n != 0) {
		w.b = binary.AppendUvarint(w.b, uint64(*n))
	}
}

func (w *restWriter) number(n *uint32) {
	if w.has(*n != 0) {
		w.b = binary.AppendUvarint(w.b, uint64(*n))
	}
}

// time writes the text form of a time (RFC 3339), whose length is not 0, or a 0 and the
// seconds since 1970 of a time in UTC without a fraction of a second.
func (w *restWriter) time(t *time.Time) {
	if !w.has(!t.IsZero()) {
		return
	}
	text, err := t.MarshalText()
	if err != nil {
		w.err = err
		return
	}
	if text[len(text)-1] == 'Z' && t.Nanosecond() == 0 {
		w.b = binary.AppendVarint(append(w.b, 0), t.Unix())
		return
	}
	w.append(string(text))
}

func (w *restWriter) json(v any, present bool) {
	if !w.has(present) {
		return
	}
	b, err := json.Marshal(v)
	if err != nil {
		w.err = err
	}
	w.append(string(b))
}

// A restReader reads fields.
type restReader struct {
	disk.Reader
	all     string // what Data was at first, of which the texts are parts
	present uint64
	n       int       // the number of fields so far
	digests []*string // the fields whose digests stand behind all fields
	err     error
}

// has counts a field, and reports whether it was written.
func (r *restReader) has() bool {
	r.n++
	return r.present>>(r.n-1)&1 != 0 && !r.Bad
}

func (r *restReader) next() string {
	b := r.Bytes(r.Number())
	end := len(r.all) - len(r.Data)
	return r.all[end-len(b) : end]
}

func (r *restReader) text(s *string) {
	if r.has() {
		*s = r.next()
	}
}

func (r *restReader) digest(s *string) {
	if !r.has() {
		return
	}
	if *s = r.next(); *s == "" {
		r.digests = append(r.digests, s)
	}
}

func (r *restReader) texts(all *[]string) {
	if !r.has() {
		return
	}
	n := r.Number()
	if n > uint64(len(r.Data)) { // each takes a byte
		r.Bad = true
		return
	}
	*all = make([]string, n)
	for i := range *all {
		(*all)[i] = r.next()
	}
}

func (r *restReader) flag(f *bool) { *f = r.has() }

func (r *restReader) length(n *int) {
	if r.has() {
		*n = int(r.Number())
	}
}

func (r *restReader) number(n *uint32) {
	if r.has() {
		*n = uint32(r.Number())
	}
}

func (r *restReader) time(t *time.Time) {
	if !r.has() {
		return
	}
	if s := r.next(); s != "" {
		if err := t.UnmarshalText([]byte(s)); err != nil {
			r.err = err
		}
		return
	}
	v, n := binary.Varint(r.Data)
	if n <= 0 {
		r.Bad = true
		return
	}
	r.Bytes(uint64(n))
	*t = time.Unix(v, 0).UTC()
}

func (r *restReader) json(v any, _ bool) {
	if !r.has() {
		return
	}
	if err := json.Unmarshal(r.Bytes(r.Number()), v); err != nil {
		r.err = err
	}
}
