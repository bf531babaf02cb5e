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

// Places sets places to the positions of the current posting in a field, in ascending order.
// ok is false if one of them may cover several: then only Positions has them. It is quicker
// than Positions.
func (c *Cursor) Places(f int, places []uint32) (_ []uint32, ok bool, err error) {
	if c.at == c.List.Full() {
		return c.tailPlaces(f, places)
	}
	if c.place == nil {
		c.place = new(placesBuffer)
	}
	p := c.place
	if p.block != c.at+1 {
		if err := p.load(c.List, c.at); err != nil {
			return places, false, err
		}
	}
	g := c.i / groupSize
	width := uint(p.widths[g])
	if width&wideGroup != 0 {
		return places, false, nil
	}
	p.pass(c, g)
	freq := c.Freqs(c.i)
	before := uint64(p.passed)
	for _, tf := range freq[:f] {
		before += uint64(tf)
	}
	n := uint64(freq[f])
	from := uint64(p.offsets[g])
	if width == 0 || width > 32 || from+uint64(packedSize(int(before+n), width))+beyond > uint64(len(p.data)) {
		return places, false, disk.ErrDamaged
	}
	data, bit, mask := p.data[from:], int(before)*int(width), uint64(1)<<width-1
	if uint64(cap(places)) < n {
		places = make([]uint32, n, 2*n)
	}
	places = places[:n]
	at := uint32(0)
	for i := range places {
		at += uint32(load(data, bit>>3) >> (bit & 7) & mask)
		places[i] = at
		bit += int(width)
	}
	return places, true, nil
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

// pass counts the positions of a group before those of the current posting.
func (p *placesBuffer) pass(c *Cursor, g int) {
	if p.i > c.i || p.i < g*groupSize {
		p.i, p.passed = g*groupSize, 0
	}
	if c.widths[Title]|c.widths[Deck] == 0 {
		width := c.widths[Body]
		for ; p.i < c.i; p.i++ {
			p.passed += int(number(c.freqs[Body], p.i, width))
		}
		return
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
