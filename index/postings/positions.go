package postings

import (
	"sync/atomic"

	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/index/internal/record"
	"github.com/newsdex/newsdex/index/internal/segment"
	"github.com/newsdex/newsdex/index/schema"
)

// A Position is where a word stands in an article: a field, a position in it from 1,
// and the number of positions that it covers.
type Position uint32

// The bits of a place: places of one field are in the order of their positions,
// and those of a field before those of the next.
const (
	widthBits    = 3
	positionBits = 27
)

func newPosition(f schema.TextField, pos, width int) Position {
	pos = min(pos, 1<<positionBits-1)
	width = min(max(width, 1), 1<<widthBits)
	return Position(uint32(f)<<(positionBits+widthBits) | uint32(pos)<<widthBits | uint32(width-1))
}

// Field returns the field.
func (p Position) Field() schema.TextField { return schema.TextField(p >> (positionBits + widthBits)) }

// Pos returns the first position.
func (p Position) Pos() int { return int(p >> widthBits & (1<<positionBits - 1)) }

// End returns the position behind the last.
func (p Position) End() int { return p.Pos() + int(p&(1<<widthBits-1)) + 1 }

// An origin is the term that a list is of.
type origin struct {
	segment        *Segment
	language, term string
	key            cacheKey
	places         bool         // of a term: the index has them
	readers        atomic.Int32 // how many have asked for positions
	packed         atomic.Pointer[packedPositions]
	searches       atomic.Int32 // how many have asked for impacts
	impacts        atomic.Pointer[Impacts]
}

// HasPositions reports whether the list knows where its word stands: it is that of a
// term.
func (l *List) HasPositions() bool { return l.from != nil && l.from.places }

// Language returns the code of the language of a list that has places.
func (l *List) Language() string { return l.from.language }

// Term returns the term of a list that has places.
func (l *List) Term() string { return l.from.term }

// A PositionReader reads the places of a list's postings. It is for one goroutine.
type PositionReader struct {
	list   *List
	packed *packedPositions
	fields [schema.TextFields]*SpanReader
	spans  []schema.Span
	buf    []Position
}

// Positions returns a reader of the places of the list's postings, for a list that
// has them. The first search that asks reads the places of those postings alone
// that it looks at, which costs little where these are few; with the second all
// are read and kept in the cache of the index, if they fit.
func (l *List) Positions() (*PositionReader, error) {
	r := &PositionReader{list: l, packed: l.from.packed.Load()}
	if r.packed != nil || l.some || l.from.readers.Add(1) == 1 || !l.from.segment.cache.fits(l.from.key, l.leastPacked()) {
		return r, nil
	}
	all, err := l.packPlaces()
	if err != nil {
		return nil, err
	}
	r.packed = all
	if l.from.packed.CompareAndSwap(nil, all) {
		l.from.segment.cache.grow(l.from.key, l, all.size())
	}
	return r, nil
}

// At returns the places of the i-th posting, in order. They are valid until the
// next call. Postings must be asked for in ascending order.
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

// spansOf returns where the word of the i-th posting stands in a field that has it.
func (r *PositionReader) spansOf(f schema.TextField, i int) (_ []schema.Span, err error) {
	var number uint64
	if r.list.some {
		number = r.list.numbers[f][i]
	}
	if number != 0 && number&segment.IsLocated == 0 {
		r.spans, err = record.AppendPacked(r.spans[:0], number)
		return r.spans, err
	}
	from, doc := r.list.from, r.list.docs[i]
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
