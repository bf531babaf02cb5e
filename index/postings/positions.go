package postings

import (
	"cmp"
	"fmt"
	"sync/atomic"

	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/index/postings/packed"
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
	segment        *Segment
	language, term string
	key            cacheKey
	isTerm         bool                    // the list is not derived, so that the index has its positions
	impactRequests atomic.Int32            // calls of List.Impacts without impacts
	impacts        atomic.Pointer[Impacts] // nil until computed
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
	cursor packed.Cursor
	spans  []schema.Span
	buf    []Position
}

// Positions returns a reader of the positions of the list's postings. The list must
// have positions.
func (l *List) Positions() (*PositionReader, error) {
	r := &PositionReader{list: l}
	if len(l.docs) == 0 {
		return r, nil
	}
	list, err := l.segment.Packed(l.origin.language, l.origin.term)
	if err == nil && list == nil {
		err = r.wrap(disk.ErrDamaged)
	}
	if err != nil {
		return nil, err
	}
	r.cursor.Reset(list)
	return r, nil
}

// wrap names the term in an error.
func (r *PositionReader) wrap(err error) error {
	if err != nil {
		return fmt.Errorf("term %q: %w", r.list.Term(), err)
	}
	return nil
}

// At returns the positions of the i-th posting in ascending order. They are valid
// until the next call. Postings must be requested in ascending order.
func (r *PositionReader) At(i int) ([]Position, error) {
	r.buf = r.buf[:0]
	if err := r.list.segment.checkOpen(); err != nil {
		return nil, err
	}
	if doc := r.list.docs[i]; !r.cursor.Seek(doc) || r.cursor.Doc() != doc {
		return nil, r.wrap(cmp.Or(r.cursor.Err(), disk.ErrDamaged))
	}
	spans, all, err := r.cursor.Positions(r.spans[:0])
	if r.spans = spans; err != nil {
		return nil, r.wrap(err)
	}
	freq := r.list.Freq(i)
	for f, n := range all {
		of := spans[:n]
		spans = spans[n:]
		if freq[f] == 0 {
			continue // the field is not asked for
		}
		for _, s := range of {
			r.buf = append(r.buf, newPosition(schema.TextField(f), s.Pos, s.End-s.Pos))
		}
	}
	return r.buf, nil
}
