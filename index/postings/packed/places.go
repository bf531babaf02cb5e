package packed

import (
	"encoding/binary"
	"math"

	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/index/schema"
)

// A places is the positions of the current block of a cursor.
type places struct {
	block   int    // 1 + its number
	data    []byte // of a full block: its groups, and eight bytes more
	offsets [groups]uint32
	widths  [groups]uint8
	i       int // of a full block: index of a posting
	passed  int // number of positions of its group before those of that posting

	before int         // of the tail: number of postings before left
	left   disk.Reader // of the tail: the positions from that posting on
	tail   []byte
}

// Positions appends the positions of the current posting, field by field, each in
// ascending order, and returns the number of those of each field.
func (c *Cursor) Positions(spans []schema.Span) ([]schema.Span, [Fields]uint32, error) {
	freq := c.Freqs(c.i)
	if c.place == nil {
		c.place = new(places)
	}
	if c.place.block != c.at+1 {
		if err := c.place.load(c.List, c.at); err != nil {
			return spans, freq, err
		}
	}
	var err error
	if c.at == c.List.Full() {
		spans, err = c.tailPositions(spans, freq)
	} else {
		spans, err = c.groupPositions(spans, freq)
	}
	return spans, freq, err
}

// load reads the heads of the positions of a block.
func (p *places) load(l *List, block int) error {
	p.block = 0
	start := l.places + uint64(l.placesEnd(block))
	if block == l.Full() {
		b, err := l.bytes(start, l.end-start)
		p.tail, p.before, p.left = b, 0, disk.Reader{Data: b}
		if err == nil {
			p.block = block + 1
		}
		return err
	}
	end := l.places + uint64(l.placesEnd(block+1))
	b, err := l.padded(start, end-start)
	if err != nil {
		return err
	}
	size := 2
	if len(b) > 0 && b[0] == 1 {
		size = 4
	}
	head := 1 + (groups-1)*size + groups
	if len(b) < head+beyond {
		return disk.ErrDamaged
	}
	at := b[1:]
	for g := 1; g < groups; g++ {
		if size == 2 {
			p.offsets[g] = uint32(binary.LittleEndian.Uint16(at))
		} else {
			p.offsets[g] = binary.LittleEndian.Uint32(at)
		}
		at = at[size:]
	}
	copy(p.widths[:], at)
	p.data, p.block = b[head:], block+1
	p.i, p.passed = 0, 0
	return nil
}

// groupPositions is Positions in a full block.
func (c *Cursor) groupPositions(spans []schema.Span, freq [Fields]uint32) ([]schema.Span, error) {
	p, g := c.place, c.i/groupSize
	if p.i > c.i || p.i < g*groupSize {
		p.i, p.passed = g*groupSize, 0
	}
	for ; p.i < c.i; p.i++ {
		p.passed += c.occurrences(p.i)
	}
	before := p.passed
	width, step := uint(p.widths[g]&^wideGroup), 1
	if p.widths[g]&wideGroup != 0 {
		step = 2
	}
	n := 0
	for _, tf := range freq {
		n += int(tf)
	}
	from := uint64(p.offsets[g])
	if width == 0 || width > 32 || from+uint64(packedSize((before+n)*step, width))+beyond > uint64(len(p.data)) {
		return spans, disk.ErrDamaged
	}
	data := p.data[from:]
	at := before * step
	for _, tf := range freq {
		pos := 0
		for range tf {
			covers := 1
			pos += int(number(data, at, width))
			if step == 2 {
				covers += int(number(data, at+1, width))
			}
			at += step
			spans = append(spans, schema.Span{Pos: pos, End: pos + covers})
		}
	}
	return spans, nil
}

// tailPositions is Positions in the tail.
func (c *Cursor) tailPositions(spans []schema.Span, freq [Fields]uint32) ([]schema.Span, error) {
	p := c.place
	if c.i < p.before {
		p.before, p.left = 0, disk.Reader{Data: p.tail}
	}
	for ; p.before < c.i; p.before++ {
		for range c.occurrences(p.before) {
			if p.left.Number()&1 != 0 {
				p.left.Number()
			}
			if p.left.Bad {
				return spans, disk.ErrDamaged
			}
		}
	}
	for _, tf := range freq {
		pos := uint64(0)
		for range tf {
			v, covers := p.left.Number(), uint64(1)
			if v&1 != 0 {
				covers += p.left.Number()
			}
			pos += v >> 1
			if p.left.Bad || pos > math.MaxUint32 || covers > math.MaxUint32 {
				return spans, disk.ErrDamaged
			}
			spans = append(spans, schema.Span{Pos: int(pos), End: int(pos + covers)})
		}
	}
	p.before++
	return spans, nil
}
