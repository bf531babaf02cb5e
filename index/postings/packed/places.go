package packed

import (
	"encoding/binary"
	"math"

	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/index/schema"
)

// A placesBuffer is the positions of the current block of a cursor.
type placesBuffer struct {
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
		c.place = new(placesBuffer)
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

// A group is the bits of the positions of the current posting in a field.
type group struct {
	data  []byte
	bit   int // of the first position
	width uint
	n     int
}

// groupOf returns the positions of the current posting of a full block in a field. ok is
// false if one of them may cover several.
func (c *Cursor) groupOf(f int) (of group, ok bool, err error) {
	if c.place == nil {
		c.place = new(placesBuffer)
	}
	p := c.place
	if p.block != c.at+1 {
		if err := p.load(c.List, c.at); err != nil {
			return of, false, err
		}
	}
	g := c.i / groupSize
	width := uint(p.widths[g])
	if width&wideGroup != 0 {
		return of, false, nil
	}
	p.pass(c, g)
	freq := c.Freqs(c.i)
	before := p.passed
	for _, tf := range freq[:f] {
		before += int(tf)
	}
	n := int(freq[f])
	from := uint64(p.offsets[g])
	if width == 0 || width > 32 || from+uint64(packedSize(before+n, width))+beyond > uint64(len(p.data)) {
		return of, false, disk.ErrDamaged
	}
	return group{p.data[from:], before * int(width), width, n}, true, nil
}

// Places sets places to the positions of the current posting in a field, in ascending order.
// ok is false if one of them may cover several: then only Positions has them. It is quicker
// than Positions.
func (c *Cursor) Places(f int, places []uint32) (_ []uint32, ok bool, err error) {
	if c.at == c.List.Full() {
		return c.tailPlaces(f, places)
	}
	g, ok, err := c.groupOf(f)
	if !ok {
		return places, false, err
	}
	if cap(places) < g.n {
		places = make([]uint32, g.n, 2*g.n)
	}
	places = places[:g.n]
	data, bit, mask := g.data, g.bit, uint64(1)<<g.width-1
	at := uint32(0)
	for i := range places {
		at += uint32(load(data, bit>>3) >> (bit & 7) & mask)
		places[i] = at
		bit += int(g.width)
	}
	return places, true, nil
}

// Among returns the number of positions of the current posting in a field that are among
// some wanted ones, which ascend, but not more than most. ok is false if a position may
// cover several, or comes twice. Positions behind the last wanted one are not read.
func (c *Cursor) Among(f int, wanted []uint32, most int) (n int, ok bool, err error) {
	if c.at == c.List.Full() {
		var few [16]uint32
		places, ok, err := c.tailPlaces(f, few[:0])
		if !ok {
			return 0, false, err
		}
		last := uint32(0)
		for _, at := range places {
			if at <= last {
				return 0, false, nil
			}
			last = at
			for len(wanted) > 0 && wanted[0] < at {
				wanted = wanted[1:]
			}
			if len(wanted) > 0 && wanted[0] == at && n < most {
				n++
			}
		}
		return n, true, nil
	}
	g, ok, err := c.groupOf(f)
	if !ok || len(wanted) == 0 {
		return 0, ok, err
	}
	data, bit, mask := g.data, g.bit, uint64(1)<<g.width-1
	at, next := uint32(0), wanted[0]
	for range g.n {
		step := uint32(load(data, bit>>3) >> (bit & 7) & mask)
		if step == 0 {
			return 0, false, nil
		}
		at += step
		bit += int(g.width)
		for next < at {
			if wanted = wanted[1:]; len(wanted) == 0 {
				return n, true, nil
			}
			next = wanted[0]
		}
		if next == at {
			if n++; n == most {
				return n, true, nil
			}
		}
	}
	return n, true, nil
}

// tailPlaces is Places in the tail.
func (c *Cursor) tailPlaces(f int, places []uint32) (_ []uint32, ok bool, err error) {
	var few [8]schema.Span
	spans, freq, err := c.Positions(few[:0])
	if err != nil {
		return places, false, err
	}
	for _, n := range freq[:f] {
		spans = spans[n:]
	}
	places = places[:0]
	for _, s := range spans[:freq[f]] {
		if s.End != s.Pos+1 {
			return places, false, nil
		}
		places = append(places, uint32(s.Pos))
	}
	return places, true, nil
}

// fewPassed is the number of postings up to which their positions are counted one by one.
const fewPassed = 4

// pass counts the positions of a group before those of the current posting.
func (p *placesBuffer) pass(c *Cursor, g int) {
	if first := g * groupSize; p.i < first || p.i > c.i || p.i+fewPassed < c.i {
		p.i, p.passed = c.i, 0
		for f, width := range c.widths {
			if width != 0 {
				p.passed += sumOf(c.freqs[f], first, c.i, width)
			}
		}
	}
	for ; p.i < c.i; p.i++ {
		p.passed += c.occurrences(p.i)
	}
}

// load reads the heads of the positions of a block.
func (p *placesBuffer) load(l *List, block int) error {
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
	p.pass(c, g)
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
