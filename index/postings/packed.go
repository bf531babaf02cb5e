package postings

import (
	"encoding/binary"
	"slices"

	"github.com/newsdex/newsdex/index/schema"
)

// packedPositions are the places of all postings of a list in little room, some two
// bytes each. For each posting they hold, field by field, as many numbers as the
// word has occurrences there: the difference from the position before, doubled,
// and one more where the word covers several positions, whose number follows.
// Numbers are in the variable-length form of package binary.
type packedPositions struct {
	starts []uint32 // in bytes, of each placeGroup postings
	bytes  []byte
}

// placeGroup is the number of postings of which one is found at once.
const placeGroup = 8

func (p *packedPositions) size() int { return 4*cap(p.starts) + cap(p.bytes) }

// leastPacked returns about how many bytes the places of all postings take, and
// rather too few.
func (l *List) leastPacked() int { return len(l.docs) * (placeGroup + 4) / placeGroup }

// packPlaces reads the places of all postings.
func (l *List) packPlaces() (*packedPositions, error) {
	p := &packedPositions{starts: make([]uint32, 0, len(l.docs)/placeGroup+1), bytes: make([]byte, 0, 2*l.leastPacked())}
	r := &PositionReader{list: l}
	for i := range l.docs {
		if i%placeGroup == 0 {
			p.starts = append(p.starts, uint32(len(p.bytes)))
		}
		at, err := r.At(i)
		if err != nil {
			return nil, err
		}
		field, last := schema.Title, 0
		for _, place := range at {
			if place.Field() != field {
				field, last = place.Field(), 0
			}
			pos, width := place.Pos(), place.End()-place.Pos()
			if width == 1 {
				p.bytes = binary.AppendUvarint(p.bytes, uint64(pos-last)<<1)
			} else {
				p.bytes = binary.AppendUvarint(p.bytes, uint64(pos-last)<<1|1)
				p.bytes = binary.AppendUvarint(p.bytes, uint64(width))
			}
			last = pos
		}
	}
	p.bytes = slices.Clip(slices.Clone(p.bytes))
	return p, nil
}

// append appends the places of the i-th posting of the list.
func (p *packedPositions) append(dst []Position, l *List, i int) []Position {
	b := p.bytes[p.starts[i/placeGroup]:]
	for j := i - i%placeGroup; j < i; j++ {
		n := 0
		for _, tf := range l.Freq(j) {
			n += int(tf)
		}
		b = skipPlaces(b, n)
	}
	for f, tf := range l.Freq(i) {
		pos := 0
		for range tf {
			var v uint64
			v, b = number(b)
			pos += int(v >> 1)
			width := uint64(1)
			if v&1 != 0 {
				width, b = number(b)
			}
			dst = append(dst, newPosition(schema.TextField(f), pos, int(width)))
		}
	}
	return dst
}

// skipPlaces returns what follows n places in b.
func skipPlaces(b []byte, n int) []byte {
	for range n {
		wide := b[0]&1 != 0
		for b[0] >= 0x80 {
			b = b[1:]
		}
		b = b[1:]
		if wide {
			_, b = number(b)
		}
	}
	return b
}

// number returns the number at the start of b, and what follows it.
func number(b []byte) (uint64, []byte) {
	if b[0] < 0x80 {
		return uint64(b[0]), b[1:]
	}
	v, n := binary.Uvarint(b)
	return v, b[n:]
}
