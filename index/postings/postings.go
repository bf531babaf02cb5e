package postings

import (
	"fmt"

	"github.com/RoaringBitmap/roaring/v2"
	segmentapi "github.com/blevesearch/scorch_segment_api/v2"

	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/index/internal/record"
	"github.com/newsdex/newsdex/index/internal/segment"
	"github.com/newsdex/newsdex/index/schema"
)

// decodeTerm returns the postings of a term in a Bleve field, of those in some
// documents unless among is nil.
func (s *Segment) decodeTerm(field, term string, among *roaring.Bitmap) (*segment.Decoded, error) {
	// Of a word the number that Bleve takes for the frequency holds its places too.
	return s.decodeAs(field, term, term == schema.LengthTerm || !schema.HasPositions(field), among)
}

// Numbers calls f with each posting of a term in a Bleve field: the document, and the
// number that Bleve takes for the frequency (segment/number.go).
func (s *Segment) Numbers(field, term string, f func(doc uint32, number uint64)) error {
	d, err := s.decodeAs(field, term, true, nil)
	if err != nil {
		return err
	}
	defer d.Release()
	for i, doc := range d.Docs {
		f(doc, d.Freqs[i])
	}
	return nil
}

func (s *Segment) decodeAs(field, term string, raw bool, among *roaring.Bitmap) (*segment.Decoded, error) {
	return s.decodeInto(field, term, func(d *segment.Decoded) error {
		if s.file != nil {
			return s.decodeFile(d, field, term, raw, among)
		}
		return s.decodeIterator(d, field, term, raw, among)
	})
}

// decodeInto returns what a function decodes of a term.
func (s *Segment) decodeInto(field, term string, decode func(d *segment.Decoded) error) (*segment.Decoded, error) {
	d := segment.DecodedPool.Get().(*segment.Decoded)
	d.Resize(0)
	d.Numbers = d.Numbers[:0]
	if err := decode(d); err != nil {
		d.Release()
		return nil, fmt.Errorf("field %s, term %q: %w", field, term, err)
	}
	return d, nil
}

func (s *Segment) decodeFile(d *segment.Decoded, field, term string, raw bool, among *roaring.Bitmap) error {
	t, ok, err := s.file.Term(field, term)
	if err != nil || !ok {
		return err
	}
	return s.decodeFound(d, t, raw, among)
}

// decodeFound is decodeFile for a term that was found.
func (s *Segment) decodeFound(d *segment.Decoded, t segment.Term, raw bool, among *roaring.Bitmap) (err error) {
	switch {
	case raw:
		err = t.DecodeRaw(d)
	case among != nil && t.Docs != nil:
		err = t.DecodeAmong(d, among)
	default:
		err = t.Decode(d)
	}
	if err != nil {
		return err
	}
	switch {
	case among != nil && (raw || t.Docs == nil):
		d.Keep(among.Contains)
	case among == nil && s.deleted != nil:
		d.Keep(func(doc uint32) bool { return !s.deleted.Contains(doc) })
	}
	return nil
}

// decodeIterator is decodeFile for a segment that has no file of ours to read.
func (s *Segment) decodeIterator(d *segment.Decoded, field, term string, raw bool, among *roaring.Bitmap) error {
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
			return disk.ErrBeyond
		}
		if among != nil && !among.Contains(uint32(p.Number())) {
			continue
		}
		d.Docs = append(d.Docs, uint32(p.Number()))
		freq := p.Frequency()
		if len(p.Locations()) == 0 {
			if freq = numberOf(p); !raw {
				freq = uint64(record.PackedCount(freq))
			}
		}
		d.Freqs = append(d.Freqs, freq)
	}
}

// numberOf returns the number of a posting that has no location, through zapx.
func numberOf(p segmentapi.Posting) uint64 {
	var second uint64
	if z, ok := p.(interface{ NormUint64() uint64 }); ok {
		second = z.NormUint64()
	}
	return segment.JoinNumber(p.Frequency(), second)
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
	t, ok, err := s.file.Term(field, term)
	if err != nil || !ok {
		return err
	}
	switch {
	case t.Docs == nil:
		if s.deleted == nil || !s.deleted.Contains(t.Only.Doc) {
			docs.Add(t.Only.Doc)
		}
	case s.deleted == nil:
		docs.Or(t.Docs) // copies what it takes
	default:
		docs.Or(roaring.AndNot(t.Docs, s.deleted))
	}
	return nil
}
