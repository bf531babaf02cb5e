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

// decodeTerm returns the postings of a term in a Bleve field: those in the documents
// of among, or all where among is nil.
func (s *Segment) decodeTerm(field, term string, among *roaring.Bitmap) (*segment.Decoded, error) {
	// A field with positions packs them into Bleve's frequency; the raw number is
	// not one.
	return s.decodeAs(field, term, term == schema.LengthTerm || !schema.HasPositions(field), among)
}

// Numbers calls f for each posting of a term in a Bleve field, with the document and
// the raw number of the posting (index/internal/segment/postingnumber.go). It is for
// comparing indexes.
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

// decodeAs is like decodeTerm but returns frequencies, or raw numbers if raw is set.
func (s *Segment) decodeAs(field, term string, raw bool, among *roaring.Bitmap) (*segment.Decoded, error) {
	return s.decodeInto(field, term, func(d *segment.Decoded) error {
		if s.file != nil {
			return s.decodeFile(d, field, term, raw, among)
		}
		return s.decodeIterator(d, field, term, raw, among)
	})
}

// decodeInto returns the postings that decode reads, and names the field and the
// term in its error.
func (s *Segment) decodeInto(field, term string, decode func(d *segment.Decoded) error) (*segment.Decoded, error) {
	if err := s.checkOpen(); err != nil {
		return nil, err
	}
	d := segment.DecodedPool.Get().(*segment.Decoded)
	d.Resize(0)
	d.Numbers = d.Numbers[:0]
	if err := decode(d); err != nil {
		d.Release()
		return nil, fmt.Errorf("field %s, term %q: %w", field, term, err)
	}
	return d, nil
}

// decodeFile decodes a term from the segment's file.
func (s *Segment) decodeFile(d *segment.Decoded, field, term string, raw bool, among *roaring.Bitmap) error {
	t, ok, err := s.file.Term(field, term)
	if err != nil || !ok {
		return err
	}
	return s.decodeFound(d, t, raw, among)
}

// decodeFound is like decodeFile but for a term that has been looked up.
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

// decodeIterator is like decodeFile but reads through zapx, for a segment without a
// file.
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

// numberOf returns the raw number of a posting without locations, which zapx has
// split in two.
func numberOf(p segmentapi.Posting) uint64 {
	var second uint64
	if z, ok := p.(interface{ NormUint64() uint64 }); ok {
		second = z.NormUint64()
	}
	return segment.JoinNumber(p.Frequency(), second)
}

// addDocs adds the documents that hold a term in a Bleve field to docs.
func (s *Segment) addDocs(docs *roaring.Bitmap, field, term string) error {
	err := s.addDocsOf(docs, field, term)
	if err != nil {
		return fmt.Errorf("field %s, term %q: %w", field, term, err)
	}
	return nil
}

// addDocsOf is like addDocs but names neither field nor term in its error.
func (s *Segment) addDocsOf(docs *roaring.Bitmap, field, term string) error {
	if err := s.checkOpen(); err != nil {
		return err
	}
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
		docs.Or(t.Docs) // Or copies the containers it takes
	default:
		docs.Or(roaring.AndNot(t.Docs, s.deleted))
	}
	return nil
}
