package postings

import (
	"encoding/binary"
	"fmt"
	"slices"

	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/index/schema"
)

// packedPositions are the positions of all postings of a list in some two bytes
// each. For each posting they hold, field by field, a number for each occurrence of
// the term:
//
//	difference to the previous position × 2 + (1 if the term covers several
//	positions); then the number of positions it covers, if that is not 1
//
// Numbers are varints of package binary.
type packedPositions struct {
	starts []uint32 // offsets in bytes of each group of positionGroup postings
	bytes  []byte
}

// positionGroup is the number of postings of a group, the first of which is found
// without decoding those before.
const positionGroup = 8

func (p *packedPositions) size() int { return 4*cap(p.starts) + cap(p.bytes) }

// minPackedSize returns a low estimate of the packed size of the list's positions,
// in bytes.
func (l *List) minPackedSize() int { return len(l.docs) * (positionGroup + 4) / positionGroup }

// packPositions reads and packs the positions of all postings.
func (l *List) packPositions() (*packedPositions, error) {
	p := &packedPositions{starts: make([]uint32, 0, len(l.docs)/positionGroup+1), bytes: make([]byte, 0, 2*l.minPackedSize())}
	r := &PositionReader{list: l}
	for i := range l.docs {
		if i%positionGroup == 0 {
			p.starts = append(p.starts, uint32(len(p.bytes)))
		}
		at, err := r.At(i)
		if err != nil {
			return nil, err
		}
		if len(at) != l.occurrences(i) {
			return nil, fmt.Errorf("term %q: %w", l.Term(), disk.ErrDamaged) // its frequency is another one
		}
		field, last := schema.Title, 0
		for _, position := range at {
			if position.Field() != field {
				field, last = position.Field(), 0
			}
			pos, width := position.Pos(), position.End()-position.Pos()
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

// append appends the positions of the i-th posting of the list.
func (p *packedPositions) append(dst []Position, l *List, i int) []Position {
	before := 0 // positions of the postings of its group before it
	for j := i - i%positionGroup; j < i; j++ {
		before += l.occurrences(j)
	}
	b := skipPositions(p.bytes[p.starts[i/positionGroup]:], before)
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

// skipPositions returns the bytes of b behind n positions.
func skipPositions(b []byte, n int) []byte {
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

// number returns the varint at the start of b, and the bytes behind it.
func number(b []byte) (uint64, []byte) {
	if b[0] < 0x80 {
		return uint64(b[0]), b[1:]
	}
	v, n := binary.Uvarint(b)
	return v, b[n:]
}
