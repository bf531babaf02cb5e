package postings

import (
	"fmt"

	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/index/internal/segment"
	"github.com/newsdex/newsdex/index/postings/packed"
	"github.com/newsdex/newsdex/index/schema"
)

// A SpanReader reads the positions of a term in one Bleve field. It is for one
// goroutine.
type SpanReader struct {
	segment     *Segment
	field, term string
	place       int // of the field in the list

	cursor packed.Cursor // without a list if no document holds the term
	spans  []schema.Span
}

// SpanReader returns a reader of the positions of a term in a Bleve field that keeps
// positions.
func (s *Segment) SpanReader(field, term string) (*SpanReader, error) {
	r := &SpanReader{segment: s, field: field, term: term}
	list, err := s.PackedField(field, term)
	if err == nil && list != nil && !list.HasPositions() {
		err = r.wrap(disk.ErrDamaged)
	}
	if err == nil && list != nil {
		r.place, _ = segment.PlaceOf(field)
		r.cursor.Reset(list)
	}
	return r, err
}

// wrap names the field and the term in an error.
func (r *SpanReader) wrap(err error) error {
	if err != nil {
		return fmt.Errorf("field %s, term %q: %w", r.field, r.term, err)
	}
	return nil
}

// At returns the spans of the term in a document in ascending order, none where the
// document lacks the term. They are valid until the next call. Documents must be
// requested in ascending order.
func (r *SpanReader) At(doc uint32) ([]schema.Span, error) {
	if err := r.segment.checkOpen(); err != nil {
		return nil, err
	}
	if r.cursor.List == nil || !r.cursor.Seek(doc) || r.cursor.Doc() != doc {
		return nil, r.wrap(r.cursor.Err())
	}
	spans, freq, err := r.cursor.Positions(r.spans[:0])
	if r.spans = spans; err != nil {
		return nil, r.wrap(err)
	}
	for _, n := range freq[:r.place] {
		spans = spans[n:]
	}
	return spans[:freq[r.place]], nil
}
