package index

import (
	"encoding/binary"
	"fmt"
	"iter"

	"github.com/RoaringBitmap/roaring/v2"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// A spanReader reads where a term stands in the field of documents, which must be
// asked for in ascending order. It is for one goroutine.
type spanReader interface {
	// appendSpans appends the spans in a document, of which it is known that
	// it holds the term.
	appendSpans(dst []Span, doc uint32) ([]Span, error)
}

// spanReader returns the reader of a term in a Bleve field.
func (s *Segment) spanReader(field, term string) (spanReader, error) {
	if s.file == nil {
		list, err := s.list(field, term)
		if err != nil {
			return nil, err
		}
		return &spanIterator{list.Iterator(true, false, true, nil)}, nil
	}
	t, ok, err := s.file.term(field, term)
	if err == nil && (!ok || t.docs == nil) {
		err = errDamaged
	}
	if err != nil {
		return nil, fmt.Errorf("field %s, term %q: %w", field, term, err)
	}
	return &zapSpans{locations: t.locations, docs: t.docs.Iterator()}, nil
}

// zapSpans reads spans out of the file of a segment. Every posting of the term has
// locations, as those of all words have.
type zapSpans struct {
	locations zapChunks
	docs      roaring.IntPeekable // the next one is that of the next locations
	chunk     uint64              // 1 + the number of the chunk that rest is of
	rest      []byte              // of the chunk, from the next locations on
}

func (z *zapSpans) appendSpans(dst []Span, doc uint32) ([]Span, error) {
	if z.locations.docs == 0 {
		return dst, errDamaged
	}
	if chunk := uint64(doc) / z.locations.docs; chunk+1 != z.chunk {
		var err error
		if z.rest, err = z.locations.chunk(chunk); err != nil {
			return dst, err
		}
		z.chunk = chunk + 1
		z.docs.AdvanceIfNeeded(uint32(chunk * z.locations.docs))
	}
	for z.docs.HasNext() {
		at := z.docs.Next()
		if at > doc {
			break
		}
		n, size := binary.Uvarint(z.rest)
		if size <= 0 || n > uint64(len(z.rest)-size) {
			return dst, errDamaged
		}
		locations := z.rest[size : size+int(n)]
		z.rest = z.rest[size+int(n):]
		if at == doc {
			return appendLocations(dst, locations)
		}
	}
	return dst, errDamaged
}

// appendLocations appends the spans of locations.
func appendLocations(dst []Span, b []byte) ([]Span, error) {
	for len(b) > 0 {
		var numbers [5]uint64 // field, position, 0, width, 0
		for i := range numbers {
			if len(b) == 0 {
				return dst, errDamaged
			}
			if b[0] < 0x80 {
				numbers[i], b = uint64(b[0]), b[1:]
				continue
			}
			v, n := binary.Uvarint(b)
			if n <= 0 {
				return dst, errDamaged
			}
			numbers[i], b = v, b[n:]
		}
		if numbers[4] != 0 {
			return dst, errDamaged
		}
		dst = append(dst, Span{Pos: int(numbers[1]), End: int(numbers[1] + numbers[3])})
	}
	return dst, nil
}

// A spanIterator reads spans through zapx.
type spanIterator struct{ it segment.PostingsIterator }

func (s *spanIterator) appendSpans(dst []Span, doc uint32) ([]Span, error) {
	p, err := s.it.Advance(uint64(doc))
	if err != nil {
		return dst, err
	}
	if p == nil || p.Number() != uint64(doc) {
		return dst, fmt.Errorf("the postings of document %d are gone", doc)
	}
	for _, l := range p.Locations() {
		dst = append(dst, Span{Pos: int(l.Pos()), End: int(l.Pos() + l.End())})
	}
	return dst, nil
}

// Spans returns the documents that hold term in a Bleve field whose words have
// positions, those only that are among the given ones, with the spans of each. The
// spans are valid until the next posting.
func (s *Segment) Spans(field, term string, among *roaring.Bitmap) iter.Seq2[Posting, error] {
	return func(yield func(Posting, error) bool) {
		docs, err := s.Docs(field, term)
		if err == nil {
			docs.And(among)
		}
		if err == nil && docs.IsEmpty() {
			return
		}
		var r spanReader
		if err == nil {
			r, err = s.spanReader(field, term)
		}
		if err != nil {
			yield(Posting{}, err)
			return
		}
		var buf []Span
		for it := docs.Iterator(); it.HasNext(); {
			doc := it.Next()
			if buf, err = r.appendSpans(buf[:0], doc); err != nil {
				yield(Posting{}, fmt.Errorf("field %s, term %q: %w", field, term, err))
				return
			}
			if !yield(Posting{Doc: doc, Freq: len(buf), Spans: buf}, nil) {
				return
			}
		}
	}
}
