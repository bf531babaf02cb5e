package index

import (
	"fmt"
	"slices"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// decoded are the postings of a term in a field, in ascending order of the
// documents, without those that are deleted. They are to be released.
type decoded struct {
	docs  []uint32
	freqs []uint64
	// numbers hold the places, of postings among some documents: packed, or isLocated
	// and the number of bytes of the chunk behind the posting.
	numbers []uint64

	all []uint32 // room for the documents of which these are some
}

// isLocated marks a posting whose places are a location. What is packed is less.
const isLocated = 1 << 63

var decodedPool = sync.Pool{New: func() any { return new(decoded) }}

// maxPooled is the number of postings up to which room for them is kept.
const maxPooled = 1 << 17

func (d *decoded) release() {
	if cap(d.docs) <= maxPooled && cap(d.all) <= maxPooled {
		decodedPool.Put(d)
	}
}

func (d *decoded) resize(n int) {
	d.docs = slices.Grow(d.docs[:0], n)[:n]
	d.freqs = slices.Grow(d.freqs[:0], n)[:n]
}

// holders returns documents in a slice that is valid until the next call.
func (d *decoded) holders(docs *roaring.Bitmap) []uint32 {
	n := int(docs.GetCardinality())
	d.all = slices.Grow(d.all[:0], n)[:n]
	return d.all[:docs.ManyIterator().NextMany(d.all)]
}

// decodeTerm returns the postings of a term in a Bleve field, of those in some
// documents unless among is nil.
func (s *Segment) decodeTerm(field, term string, among *roaring.Bitmap) (*decoded, error) {
	// Of a word the number that Bleve takes for the frequency holds its places too.
	return s.decodeAs(field, term, term == lengthTerm || !hasPlaces(field), among)
}

// Numbers calls f with each posting of a term in a Bleve field: the document, and the
// number that Bleve takes for the frequency (segment/number.go).
func (s *Segment) Numbers(field, term string, f func(doc uint32, number uint64)) error {
	d, err := s.decodeAs(field, term, true, nil)
	if err != nil {
		return err
	}
	defer d.release()
	for i, doc := range d.docs {
		f(doc, d.freqs[i])
	}
	return nil
}

func (s *Segment) decodeAs(field, term string, raw bool, among *roaring.Bitmap) (*decoded, error) {
	return s.decodeInto(field, term, func(d *decoded) error {
		if s.file != nil {
			return s.decodeFile(d, field, term, raw, among)
		}
		return s.decodeIterator(d, field, term, raw, among)
	})
}

// decodeInto returns what a function decodes of a term.
func (s *Segment) decodeInto(field, term string, decode func(d *decoded) error) (*decoded, error) {
	d := decodedPool.Get().(*decoded)
	d.resize(0)
	d.numbers = d.numbers[:0]
	if err := decode(d); err != nil {
		d.release()
		return nil, fmt.Errorf("field %s, term %q: %w", field, term, err)
	}
	return d, nil
}

func (s *Segment) decodeFile(d *decoded, field, term string, raw bool, among *roaring.Bitmap) error {
	t, ok, err := s.file.term(field, term)
	if err != nil || !ok {
		return err
	}
	return s.decodeFound(d, t, raw, among)
}

// decodeFound is decodeFile for a term that was found.
func (s *Segment) decodeFound(d *decoded, t zapTerm, raw bool, among *roaring.Bitmap) (err error) {
	switch {
	case raw:
		err = t.decodeRaw(d)
	case among != nil && t.docs != nil:
		err = t.decodeAmong(d, among)
	default:
		err = t.decode(d)
	}
	if err != nil {
		return err
	}
	switch {
	case among != nil && (raw || t.docs == nil):
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
			d.docs[n], d.freqs[n] = doc, d.freqs[i]
			n++
		}
	}
	d.resize(n)
}

// decodeIterator is decodeFile for a segment that has no file of ours to read.
func (s *Segment) decodeIterator(d *decoded, field, term string, raw bool, among *roaring.Bitmap) error {
	list, err := s.list(field, term)
	if err != nil || list.Count() == 0 {
		return err
	}
	it := list.Iterator(true, true, true, nil)
	for {
		p, err := it.Next()
		if err != nil || p == nil {
			return err
		}
		if p.Number() >= s.seg.Count() {
			return errBeyond
		}
		if among != nil && !among.Contains(uint32(p.Number())) {
			continue
		}
		d.docs = append(d.docs, uint32(p.Number()))
		freq := p.Frequency()
		if len(p.Locations()) == 0 {
			if freq = numberOf(p); !raw {
				freq = uint64(packedCount(freq))
			}
		}
		d.freqs = append(d.freqs, freq)
	}
}

// numberOf returns the number of a posting that has no location, through zapx.
func numberOf(p segment.Posting) uint64 {
	var second uint64
	if z, ok := p.(interface{ NormUint64() uint64 }); ok {
		second = z.NormUint64()
	}
	return joinNumber(p.Frequency(), second)
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
