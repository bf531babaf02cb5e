package index

import (
	"encoding/binary"
	"fmt"
	"slices"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"
)

// decoded are the postings of a term in a field, in ascending order of the
// documents, without those that are deleted. They are to be released.
type decoded struct {
	docs    []uint32
	freqs   []uint64
	lengths []uint32
}

var decodedPool = sync.Pool{New: func() any { return new(decoded) }}

// maxPooled is the number of postings up to which room for them is kept.
const maxPooled = 1 << 17

func (d *decoded) release() {
	if cap(d.docs) <= maxPooled {
		decodedPool.Put(d)
	}
}

func (d *decoded) resize(n int) {
	d.docs = slices.Grow(d.docs[:0], n)[:n]
	d.freqs = slices.Grow(d.freqs[:0], n)[:n]
	d.lengths = slices.Grow(d.lengths[:0], n)[:n]
}

// decodeTerm returns the postings of a term in a Bleve field, of those in some
// documents unless among is nil.
func (s *Segment) decodeTerm(field, term string, among *roaring.Bitmap) (*decoded, error) {
	d := decodedPool.Get().(*decoded)
	d.resize(0)
	var err error
	if s.file != nil {
		err = s.decodeFile(d, field, term, among)
	} else {
		err = s.decodeIterator(d, field, term, among)
	}
	if err != nil {
		d.release()
		return nil, fmt.Errorf("field %s, term %q: %w", field, term, err)
	}
	return d, nil
}

func (s *Segment) decodeFile(d *decoded, field, term string, among *roaring.Bitmap) error {
	t, ok, err := s.file.term(field, term)
	if err != nil || !ok {
		return err
	}
	if among != nil && t.docs != nil {
		err = t.decodeAmong(d, among)
	} else {
		err = t.decode(d)
	}
	if err != nil {
		return err
	}
	switch {
	case among != nil && t.docs == nil:
		d.keep(among.Contains)
	case among == nil && s.deleted != nil:
		d.keep(func(doc uint32) bool { return !s.deleted.Contains(doc) })
	}
	return nil
}

// keep drops the postings of documents that it is not told to keep.
func (d *decoded) keep(has func(doc uint32) bool) {
	n := 0
	for i, doc := range d.docs {
		if has(doc) {
			d.docs[n], d.freqs[n], d.lengths[n] = doc, d.freqs[i], d.lengths[i]
			n++
		}
	}
	d.resize(n)
}

// decodeIterator is decodeFile for a segment that has no file of ours to read.
func (s *Segment) decodeIterator(d *decoded, field, term string, among *roaring.Bitmap) error {
	list, err := s.list(field, term)
	if err != nil || list.Count() == 0 {
		return err
	}
	it := list.Iterator(true, true, false, nil)
	for {
		p, err := it.Next()
		if err != nil || p == nil {
			return err
		}
		length, ok := p.(interface{ NormUint64() uint64 })
		if !ok {
			return fmt.Errorf("a %T does not know its field's length", p)
		}
		if p.Number() >= s.seg.Count() {
			return errBeyond
		}
		if among != nil && !among.Contains(uint32(p.Number())) {
			continue
		}
		d.docs = append(d.docs, uint32(p.Number()))
		d.freqs = append(d.freqs, p.Frequency())
		d.lengths = append(d.lengths, uint32(length.NormUint64()))
	}
}

// decode reads all postings of a term.
func (t *zapTerm) decode(d *decoded) error {
	if t.docs == nil {
		d.resize(1)
		d.docs[0], d.freqs[0], d.lengths[0] = t.only.doc, 1, t.only.length
		return nil
	}
	d.resize(int(t.docs.GetCardinality()))
	if t.docs.ManyIterator().NextMany(d.docs) != len(d.docs) {
		return errDamaged
	}
	// The chunks follow each other, so that all are one.
	b, err := t.freqs.data, error(nil)
	freqs, lengths := d.freqs, d.lengths[:len(d.freqs)]
	for i := range freqs {
		freq, length, n := smallFreq(b)
		if n > 0 {
			b = b[n:]
		} else if freq, length, b, err = nextFreq(b); err != nil {
			return err
		}
		freqs[i], lengths[i] = freq, length
	}
	return nil
}

// decodeAmong reads the postings of a term in some documents, which are not
// deleted. The others are passed over, with whole chunks that have none of them.
func (t *zapTerm) decodeAmong(d *decoded, among *roaring.Bitmap) error {
	wanted := roaring.And(t.docs, among)
	d.resize(int(wanted.GetCardinality()))
	if len(d.docs) == 0 {
		return nil
	}
	wanted.ManyIterator().NextMany(d.docs)
	if t.freqs.docs == 0 {
		return errDamaged
	}
	docs := t.docs.ToArray()
	next, chunk := 0, -1 // the posting whose frequency b begins with, of a chunk
	var b []byte
	for i, doc := range d.docs {
		if c := int(uint64(doc) / t.freqs.docs); c != chunk {
			var err error
			if b, err = t.freqs.chunk(uint64(c)); err != nil {
				return err
			}
			chunk = c
			next = seek(docs, next, uint32(uint64(c)*t.freqs.docs))
		}
		for at := seek(docs, next, doc); next <= at; next++ {
			freq, length, n := smallFreq(b)
			if n > 0 {
				b = b[n:]
			} else {
				var err error
				if freq, length, b, err = nextFreq(b); err != nil {
					return err
				}
			}
			d.freqs[i], d.lengths[i] = freq, length
		}
	}
	return nil
}

// nextFreq reads the frequency and the length at the start of b, and returns what
// follows.
func nextFreq(b []byte) (freq uint64, length uint32, rest []byte, err error) {
	v, n := binary.Uvarint(b)
	if n <= 0 {
		return 0, 0, nil, errDamaged
	}
	b = b[n:]
	if v>>1 == 0 { // of a field that keeps neither
		return 0, 0, b, nil
	}
	norm, n := binary.Uvarint(b)
	if n <= 0 {
		return 0, 0, nil, errDamaged
	}
	return v >> 1, uint32(norm), b[n:], nil
}

// smallFreq is nextFreq for most: frequencies below 64, and lengths below 128 in two
// bytes or below 16,384 in three. It returns the number of bytes, 0 for the others.
func smallFreq(b []byte) (freq uint64, length uint32, n int) {
	if len(b) < 3 || b[0]-2 >= 0x7e {
		return 0, 0, 0
	}
	if b[1] < 0x80 {
		return uint64(b[0] >> 1), uint32(b[1]), 2
	}
	if b[2] < 0x80 {
		return uint64(b[0] >> 1), uint32(b[1]&0x7f) | uint32(b[2])<<7, 3
	}
	return 0, 0, 0
}

// addDocs adds the documents that hold a term in a Bleve field to a bitmap.
func (s *Segment) addDocs(docs *roaring.Bitmap, field, term string) error {
	err := s.addDocsOf(docs, field, term)
	if err != nil {
		return fmt.Errorf("field %s, term %q: %w", field, term, err)
	}
	return nil
}

func (s *Segment) addDocsOf(docs *roaring.Bitmap, field, term string) error {
	if s.file == nil {
		list, err := s.list(field, term)
		if err != nil || list.Count() == 0 {
			return err
		}
		return addListed(docs, list)
	}
	t, ok, err := s.file.term(field, term)
	if err != nil || !ok {
		return err
	}
	switch {
	case t.docs == nil:
		if s.deleted == nil || !s.deleted.Contains(t.only.doc) {
			docs.Add(t.only.doc)
		}
	case s.deleted == nil:
		docs.Or(t.docs) // copies what it takes
	default:
		docs.Or(roaring.AndNot(t.docs, s.deleted))
	}
	return nil
}
