package rank

import (
	"github.com/RoaringBitmap/roaring/v2"

	"github.com/newsdex/newsdex/index/postings"
	"github.com/newsdex/newsdex/index/postings/packed"
	"github.com/newsdex/newsdex/index/schema"
)

// A segment is a segment of an index in a search.
type segment struct {
	*postings.Segment
	*shared
	number int // its index in the snapshot's segments

	classes [schema.TextFields][]uint8    // of the lengths of fields, by document
	deleted bitset                        // nil if no document is deleted
	bounds  [packed.MaxImpact + 1]float64 // upper bounds of saturations by impact
	err     error                         // of reading a length

	lengthOf   uint32                    // the document of lastLength, or noDoc
	lastLength [schema.TextFields]uint32 // the lengths that were read last

	passed bitset // documents that pass all filters of the plan; or nil
	found  bitset // documents that match the plan; or nil

	evaluated *matches // of the plan, if it is not flat; or nil
}

// newSegment returns a segment for a search.
func newSegment(seg *postings.Segment, of *shared, number int) (*segment, error) {
	s := &segment{Segment: seg, shared: of, number: number, lengthOf: noDoc}
	s.bounds = seg.Norms().Scale(of.scorer.parameters())
	for f := range s.classes {
		classes, err := seg.LengthClasses(schema.TextField(f))
		if err != nil {
			return nil, err
		}
		s.classes[f] = classes
	}
	if docs := seg.Deleted(); docs != nil {
		s.deleted = s.setOf(docs)
	}
	return s, nil
}

// length returns the lengths of a document's fields. It sets err if they cannot be read.
func (s *segment) length(doc uint32) [schema.TextFields]uint32 {
	if s.lengthOf == doc {
		return s.lastLength
	}
	length, err := s.Length(doc)
	if err != nil {
		s.err = err
	}
	s.lengthOf, s.lastLength = doc, length
	return length
}

// set returns an empty set of documents.
func (s *segment) set() bitset { return newBitset(s.Size()) }

// setOf returns the set of a bitmap's documents.
func (s *segment) setOf(docs *roaring.Bitmap) bitset { return s.set().addBitmap(docs) }

// live returns the set of all documents that are not deleted.
func (s *segment) live() bitset { return s.setOf(s.All()) }

// bitmapOf returns the bitmap of a set's documents that are not deleted.
func (s *segment) bitmapOf(set bitset) *roaring.Bitmap {
	if s.deleted != nil {
		set.andNot(s.deleted)
	}
	return roaring.FromDense(set, true)
}
