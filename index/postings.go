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

// decodeTerm returns the postings of a term in a Bleve field.
func (s *Segment) decodeTerm(field, term string) (*decoded, error) {
	d := decodedPool.Get().(*decoded)
	d.resize(0)
	var err error
	if s.file != nil {
		err = s.decodeFile(d, field, term)
	} else {
		err = s.decodeIterator(d, field, term)
	}
	if err != nil {
		d.release()
		return nil, fmt.Errorf("field %s, term %q: %w", field, term, err)
	}
	return d, nil
}

func (s *Segment) decodeFile(d *decoded, field, term string) error {
	t, ok, err := s.file.term(field, term)
	if err != nil || !ok {
		return err
	}
	if err := t.decode(d); err != nil {
		return err
	}
	if s.deleted == nil {
		return nil
	}
	n := 0
	for i, doc := range d.docs {
		if s.deleted.Contains(doc) {
			continue
		}
		d.docs[n], d.freqs[n], d.lengths[n] = doc, d.freqs[i], d.lengths[i]
		n++
	}
	d.resize(n)
	return nil
}

// decodeIterator is decodeFile for a segment that has no file of ours to read.
func (s *Segment) decodeIterator(d *decoded, field, term string) error {
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
	b, at := t.freqs.data, 0
	for i := range d.freqs {
		if at >= len(b) {
			return errDamaged
		}
		freq := uint64(b[at])
		at++
		if freq >= 0x80 {
			var n int
			if freq, n = binary.Uvarint(b[at-1:]); n <= 0 {
				return errDamaged
			}
			at += n - 1
		}
		if freq>>1 == 0 { // of a field that keeps neither
			d.freqs[i], d.lengths[i] = 0, 0
			continue
		}
		if at >= len(b) {
			return errDamaged
		}
		length := uint64(b[at])
		at++
		if length >= 0x80 {
			if at < len(b) && b[at] < 0x80 { // most lengths
				length = length&0x7f | uint64(b[at])<<7
				at++
			} else {
				var n int
				if length, n = binary.Uvarint(b[at-1:]); n <= 0 {
					return errDamaged
				}
				at += n - 1
			}
		}
		d.freqs[i], d.lengths[i] = freq>>1, uint32(length)
	}
	return nil
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
