package postings

import (
	"sync/atomic"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/newsdex/newsdex/index/internal/segment"
	"github.com/newsdex/newsdex/index/schema"
)

// Exports for tests in package postings_test, which build whole indexes with package
// index.

const PositionBits = positionBits

var (
	LeastOfClass = leastOfClass
	LengthClass  = lengthClass
	NewPosition  = newPosition
)

// File returns the segment's file, nil where zapx reads the segment.
func (s *Segment) File() *segment.File { return s.file }

// ThroughZapx returns the segment as zapx reads it, with a cache of its own.
func (s *Segment) ThroughZapx() *Segment {
	return &Segment{seg: s.seg, deleted: s.deleted, cache: NewCache(0), closed: s.closed}
}

// Decode returns the documents that hold a term, and its frequencies in them.
func (s *Segment) Decode(field, term string) (docs []uint32, freqs []uint64, err error) {
	d, err := s.decodeTerm(field, term, nil)
	if err != nil {
		return nil, nil, err
	}
	return d.Docs, d.Freqs, nil
}

// LengthsAmong returns the field lengths of some documents, in their order, and
// whether the columns of all documents have been read.
func (s *Segment) LengthsAmong(among *roaring.Bitmap, language string) (lengths [schema.TextFields][]uint32, columns bool, err error) {
	some, err := s.lengthsAmong(among, language, []schema.TextField{schema.Title, schema.Deck, schema.Body})
	if err != nil {
		return lengths, false, err
	}
	defer some.release()
	for f := range some {
		for it := among.Iterator(); it.HasNext(); {
			lengths[f] = append(lengths[f], some[f].of(it.Next()))
		}
	}
	return lengths, s.lengths.isRead.Load(), nil
}

// KeptImpacts returns the impacts that the list keeps, or nil.
func (l *List) KeptImpacts() *Impacts { return l.origin.impacts.Load() }

// IsPacked reports whether the positions of the whole list are in memory.
func (r *PositionReader) IsPacked() bool { return r.packed != nil }

// NewSpanReader returns a span reader of a term.
func NewSpanReader(t segment.Term) *SpanReader {
	return &SpanReader{segment: &Segment{closed: new(atomic.Bool)}, postings: t, chunk: -1}
}
