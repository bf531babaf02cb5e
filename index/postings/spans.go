package postings

import (
	"encoding/binary"
	"fmt"

	segmentapi "github.com/blevesearch/scorch_segment_api/v2"

	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/index/internal/record"
	"github.com/newsdex/newsdex/index/internal/segment"
	"github.com/newsdex/newsdex/index/schema"
)

// A SpanReader reads the positions of a term in one Bleve field. It is for one
// goroutine.
type SpanReader struct {
	segment     *Segment
	field, term string

	postings  segment.Term
	docs      []uint32 // all documents with the term, deleted ones too; nil before the first call of At
	next      int      // index in docs of the first posting in freqs
	chunk     int      // index of the chunk that freqs and locations are in, or -1
	freqs     []byte   // the chunk's postings from next on
	locations []byte   // the chunk's locations, from that of the first located posting in unlocated
	unlocated []byte   // the chunk's postings whose locations have not been read

	it segmentapi.PostingsIterator // nil where the segment's file is read
	at segmentapi.Posting          // the first posting of it that is not before the requested document

	spans []schema.Span
}

// SpanReader returns a reader of the positions of a term in a Bleve field that keeps
// positions.
func (s *Segment) SpanReader(field, term string) (*SpanReader, error) {
	r := &SpanReader{segment: s, field: field, term: term, chunk: -1}
	return r, r.wrap(r.open(s))
}

// wrap names the field and the term in an error.
func (r *SpanReader) wrap(err error) error {
	if err != nil {
		return fmt.Errorf("field %s, term %q: %w", r.field, r.term, err)
	}
	return nil
}

// open looks the term up.
func (r *SpanReader) open(s *Segment) error {
	if err := s.checkOpen(); err != nil {
		return err
	}
	if s.file == nil {
		list, err := s.list(r.field, r.term)
		if err != nil {
			return err
		}
		r.it = list.Iterator(true, false, true, nil)
		r.at, err = r.it.Next()
		return err
	}
	t, ok, err := s.file.Term(r.field, r.term)
	if err != nil || !ok {
		return err
	}
	if t.Docs == nil || t.Freqs.Docs == 0 {
		return disk.ErrDamaged // the postings lack positions
	}
	r.postings = t
	return nil
}

// At returns the spans of the term in a document in ascending order, none where the
// document lacks the term. They are valid until the next call. Documents must be
// requested in ascending order.
func (r *SpanReader) At(doc uint32) ([]schema.Span, error) {
	err := r.segment.checkOpen()
	switch {
	case err != nil:
		r.spans = nil
	case r.it != nil:
		err = r.readZapx(doc)
	default:
		err = r.readFile(doc)
	}
	return r.spans, r.wrap(err)
}

// readFile is At for a segment with a file.
func (r *SpanReader) readFile(doc uint32) error {
	r.spans = r.spans[:0]
	if r.postings.Docs == nil {
		return nil
	}
	if r.docs == nil {
		r.docs = r.postings.Docs.ToArray()
	}
	i := segment.Seek(r.docs, r.next, doc)
	if i == len(r.docs) || r.docs[i] != doc {
		return nil
	}
	if err := r.load(doc); err != nil {
		return err
	}
	r.next = segment.Seek(r.docs, r.next, uint32(uint64(r.chunk)*r.postings.Freqs.Docs))
	r.freqs = segment.PassPostings(r.freqs, i-r.next)
	r.next = i + 1
	at := r.freqs
	v, n := binary.Uvarint(at)
	if n <= 0 || n >= len(at) || v>>1 == 0 {
		return disk.ErrDamaged
	}
	r.freqs = at[n+1:]
	if v&1 == 0 {
		var err error
		r.spans, err = record.AppendPacked(r.spans, segment.JoinNumber(v>>1, uint64(at[n])))
		return err
	}
	location, err := r.location(len(r.freqs))
	if err != nil {
		return err
	}
	return r.appendLocation(location)
}

// load reads the chunk of a document, unless it is the current one.
func (r *SpanReader) load(doc uint32) error {
	chunk := int(uint64(doc) / r.postings.Freqs.Docs)
	if chunk == r.chunk {
		return nil
	}
	var err error
	if r.freqs, err = r.postings.Freqs.Chunk(uint64(chunk)); err != nil {
		return err
	}
	r.locations, r.unlocated = nil, r.freqs
	if r.postings.Locations.Docs > 0 {
		if r.locations, err = r.postings.Locations.Chunk(uint64(chunk)); err != nil {
			return err
		}
	}
	r.chunk = chunk
	return nil
}

// located returns the spans of a posting with a location. left is the number of
// bytes behind the posting in its chunk of frequencies.
func (r *SpanReader) located(doc uint32, left int) ([]schema.Span, error) {
	r.spans = r.spans[:0]
	err := r.segment.checkOpen()
	if err == nil {
		err = r.load(doc)
	}
	var location []byte
	if err == nil {
		location, err = r.location(left)
	}
	if err == nil {
		err = r.appendLocation(location)
	}
	return r.spans, r.wrap(err)
}

// location returns the location of the last located posting that ends before the
// last left bytes of the chunk. It skips the postings before.
func (r *SpanReader) location(left int) (location []byte, err error) {
	for len(r.unlocated) > left {
		if _, n := segment.SmallFreq(r.unlocated); n > 0 {
			r.unlocated = r.unlocated[n:]
			continue
		}
		v, n := binary.Uvarint(r.unlocated)
		if n <= 0 || n >= len(r.unlocated) {
			return nil, disk.ErrDamaged
		}
		r.unlocated = r.unlocated[n+1:]
		if v&1 == 0 {
			continue
		}
		size, n := binary.Uvarint(r.locations)
		if n <= 0 || size == 0 || size > uint64(len(r.locations)-n) {
			return nil, disk.ErrDamaged
		}
		location, r.locations = r.locations[n:n+int(size)], r.locations[n+int(size):]
	}
	return location, nil
}

// appendLocation appends the spans of a location, whose bytes are: field, position,
// 0, end, number of array positions, array positions
// (index/internal/record/positions.go).
func (r *SpanReader) appendLocation(b []byte) error {
	in := disk.Reader{Data: b}
	in.Number()
	position := in.Number()
	in.Number()
	end, n := in.Number(), in.Number()
	if n > uint64(len(in.Data)) {
		return disk.ErrDamaged
	}
	r.spans = record.AppendLocated(r.spans, position, end, n, in.Number)
	if in.Bad || len(in.Data) > 0 {
		return disk.ErrDamaged
	}
	return nil
}

// readZapx is At through zapx.
func (r *SpanReader) readZapx(doc uint32) error {
	r.spans = r.spans[:0]
	if r.at != nil && r.at.Number() < uint64(doc) {
		var err error
		if r.at, err = r.it.Advance(uint64(doc)); err != nil {
			return err
		}
	}
	if r.at == nil || r.at.Number() != uint64(doc) {
		return nil
	}
	all := r.at.Locations()
	if len(all) == 0 {
		var err error
		r.spans, err = record.AppendPacked(r.spans, numberOf(r.at))
		return err
	}
	more := all[0].ArrayPositions()
	r.spans = record.AppendLocated(r.spans, all[0].Pos(), all[0].End(), uint64(len(more)), func() uint64 {
		v := more[0]
		more = more[1:]
		return v
	})
	return nil
}
