package index

import (
	"encoding/binary"
	"fmt"
	"sort"

	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// A Span is a run of positions in a field: from Pos, up to and without End.
type Span struct{ Pos, End int }

// A SpanReader reads where a term stands in the field of documents. It is for one
// goroutine.
type SpanReader struct {
	field, term string

	docs      []uint32 // that hold the term, deleted ones among them
	next      int      // the first whose locations are in rest
	locations zapChunks
	chunk     int    // the number of the chunk that rest is of, or -1
	rest      []byte // of the chunk

	it segment.PostingsIterator // of a segment that has no file of ours to read, or nil
	at segment.Posting          // the first from the document that was asked for last

	spans []Span
}

// SpanReader returns the reader of a term in a Bleve field whose words have
// positions.
func (s *Segment) SpanReader(field, term string) (*SpanReader, error) {
	r := &SpanReader{field: field, term: term, chunk: -1}
	return r, r.wrap(r.open(s))
}

func (r *SpanReader) wrap(err error) error {
	if err != nil {
		return fmt.Errorf("field %s, term %q: %w", r.field, r.term, err)
	}
	return nil
}

func (r *SpanReader) open(s *Segment) error {
	if s.file == nil {
		list, err := s.list(r.field, r.term)
		if err != nil {
			return err
		}
		r.it = list.Iterator(true, false, true, nil)
		r.at, err = r.it.Next()
		return err
	}
	t, ok, err := s.file.term(r.field, r.term)
	if err != nil || !ok {
		return err
	}
	if t.docs == nil || t.locations.docs == 0 {
		return errDamaged // it has no positions
	}
	r.docs, r.locations = t.docs.ToArray(), t.locations
	return nil
}

// At returns where the term stands in a document, in order: nowhere, if it does
// not. The spans are valid until the next call. Documents must be asked for in
// ascending order.
func (r *SpanReader) At(doc uint32) ([]Span, error) {
	var err error
	if r.it != nil {
		err = r.ask(doc)
	} else {
		err = r.read(doc)
	}
	return r.spans, r.wrap(err)
}

// read is At for the file of a segment. Every posting of a word has locations.
func (r *SpanReader) read(doc uint32) error {
	r.spans = r.spans[:0]
	i := seek(r.docs, r.next, doc)
	if i == len(r.docs) || r.docs[i] != doc {
		return nil
	}
	if chunk := int(uint64(doc) / r.locations.docs); chunk != r.chunk {
		var err error
		if r.rest, err = r.locations.chunk(uint64(chunk)); err != nil {
			return err
		}
		r.chunk = chunk
		r.next = seek(r.docs, r.next, uint32(uint64(chunk)*r.locations.docs))
	}
	var locations []byte
	for ; r.next <= i; r.next++ {
		n, size := uint64(0), 1
		if len(r.rest) > 0 && r.rest[0] < 0x80 {
			n = uint64(r.rest[0])
		} else {
			n, size = binary.Uvarint(r.rest)
		}
		if size <= 0 || n > uint64(len(r.rest)-size) {
			return errDamaged
		}
		locations, r.rest = r.rest[size:size+int(n)], r.rest[size+int(n):]
	}
	return r.appendLocations(locations)
}

// seek returns the place of the first of docs, from the i-th, that is not before
// doc, in steps that double.
func seek(docs []uint32, i int, doc uint32) int {
	low, step := i, 1
	for low+step < len(docs) && docs[low+step] < doc {
		low += step
		step *= 2
	}
	high := min(low+step, len(docs))
	return low + sort.Search(high-low, func(i int) bool { return docs[low+i] >= doc })
}

func (r *SpanReader) appendLocations(b []byte) error {
	for len(b) > 0 {
		var numbers [5]uint64 // field, position, 0, width, 0
		for i := range numbers {
			if len(b) == 0 {
				return errDamaged
			}
			if b[0] < 0x80 {
				numbers[i], b = uint64(b[0]), b[1:]
				continue
			}
			v, n := binary.Uvarint(b)
			if n <= 0 {
				return errDamaged
			}
			numbers[i], b = v, b[n:]
		}
		if numbers[4] != 0 {
			return errDamaged
		}
		r.spans = append(r.spans, Span{Pos: int(numbers[1]), End: int(numbers[1] + numbers[3])})
	}
	return nil
}

// ask is At through zapx.
func (r *SpanReader) ask(doc uint32) error {
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
	for _, l := range r.at.Locations() {
		r.spans = append(r.spans, Span{Pos: int(l.Pos()), End: int(l.Pos() + l.End())})
	}
	return nil
}
