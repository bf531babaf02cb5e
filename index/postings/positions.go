package postings

import (
	"sync/atomic"

	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/index/internal/record"
	"github.com/newsdex/newsdex/index/internal/segment"
	"github.com/newsdex/newsdex/index/schema"
)

// A Position is an occurrence of a term in an article: a field, the first position
// in it, counted from 1, and the number of positions that the term covers. Positions
// of one article sort by field, then by first position.
type Position uint32

// The bits of a Position: above the lowest positionBits+widthBits stands the field,
// then the first position, then the number of covered positions less one. Positions
// beyond 2²⁷-1 and widths beyond 8 are cut to these.
const (
	widthBits    = 3
	positionBits = 27
)

// newPosition packs a position of a field.
func newPosition(f schema.TextField, pos, width int) Position {
	pos = min(pos, 1<<positionBits-1)
	width = min(max(width, 1), 1<<widthBits)
	return Position(uint32(f)<<(positionBits+widthBits) | uint32(pos)<<widthBits | uint32(width-1))
}

// Field returns the field.
func (p Position) Field() schema.TextField { return schema.TextField(p >> (positionBits + widthBits)) }

// Pos returns the first position that the term covers.
func (p Position) Pos() int { return int(p >> widthBits & (1<<positionBits - 1)) }

// End returns the position behind the last that the term covers.
func (p Position) End() int { return p.Pos() + int(p&(1<<widthBits-1)) + 1 }

// An origin tells the term or the derived list that a list holds, and keeps data
// computed from the list.
type origin struct {
	segment          *Segment
	language, term   string
	key              cacheKey
	isTerm           bool                            // the list is not derived, so that the index has its positions
	positionRequests atomic.Int32                    // calls of List.Positions
	packed           atomic.Pointer[packedPositions] // nil until computed
	impactRequests   atomic.Int32                    // calls of List.Impacts without impacts
	impacts          atomic.Pointer[Impacts]         // nil until computed
}

// HasPositions reports whether the positions of the list can be read: it is the list
// of a term, and not derived.
func (l *List) HasPositions() bool { return l.origin != nil && l.origin.isTerm }

// Language returns the language code of a list that has positions.
func (l *List) Language() string { return l.origin.language }

// Term returns the term of a list that has positions.
func (l *List) Term() string { return l.origin.term }

// A PositionReader reads the positions of a list's postings. It is for one
// goroutine.
type PositionReader struct {
	list   *List
	packed *packedPositions // nil where the positions are read from the segment
	fields [schema.TextFields]*SpanReader
	spans  []schema.Span
	buf    []Position
}

// Positions returns a reader of the positions of the list's postings. The list must
// have positions. The first reader of a list reads the positions of requested
// postings only. The second reads those of all postings and keeps them in the cache
// of the index, if they fit.
func (l *List) Positions() (*PositionReader, error) {
	r := &PositionReader{list: l, packed: l.origin.packed.Load()}
	if r.packed != nil || l.partial || l.origin.positionRequests.Add(1) == 1 || !l.origin.segment.cache.fits(l.origin.key, l.minPackedSize()) {
		return r, nil
	}
	all, err := l.packPositions()
	if err != nil {
		return nil, err
	}
	r.packed = all
	if l.origin.packed.CompareAndSwap(nil, all) {
		l.origin.segment.cache.grow(l.origin.key, l, all.size())
	}
	return r, nil
}

// At returns the positions of the i-th posting in ascending order. They are valid
// until the next call. Postings must be requested in ascending order.
func (r *PositionReader) At(i int) ([]Position, error) {
	r.buf = r.buf[:0]
	if r.packed != nil {
		r.buf = r.packed.append(r.buf, r.list, i)
		return r.buf, nil
	}
	for f, tf := range r.list.Freq(i) {
		if tf == 0 {
			continue
		}
		spans, err := r.spansOf(schema.TextField(f), i)
		if err != nil {
			return nil, err
		}
		for _, s := range spans {
			r.buf = append(r.buf, newPosition(schema.TextField(f), s.Pos, s.End-s.Pos))
		}
	}
	return r.buf, nil
}

// spansOf returns the spans of the i-th posting in a field that holds the term.
func (r *PositionReader) spansOf(f schema.TextField, i int) (_ []schema.Span, err error) {
	var number uint64
	if r.list.partial {
		number = r.list.numbers[f][i]
	}
	if number != 0 && number&segment.IsLocated == 0 {
		r.spans, err = record.AppendPacked(r.spans[:0], number)
		return r.spans, err
	}
	from, doc := r.list.origin, r.list.docs[i]
	if r.fields[f] == nil {
		if r.fields[f], err = from.segment.SpanReader(f.In(from.language), from.term); err != nil {
			return nil, err
		}
	}
	if number != 0 {
		return r.fields[f].located(doc, int(number&^segment.IsLocated))
	}
	spans, err := r.fields[f].At(doc)
	if err == nil && len(spans) == 0 {
		err = r.fields[f].wrap(disk.ErrDamaged)
	}
	return spans, err
}
