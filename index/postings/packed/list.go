package packed

import (
	"encoding/binary"
	"math/bits"

	"github.com/newsdex/newsdex/index/internal/disk"
)

// A List is a list in a file or in memory. Its bytes are checked when they are read:
// against the checksums of the file's blocks, and so that no byte, whatever it is, leads
// beyond the list. A List does not change and is safe for concurrent use.
type List struct {
	data   []byte       // the file
	checks *disk.Blocks // nil if all of data was checked

	count   int
	size    uint64 // all documents are below
	entries []byte // of the blocks
	blocks  uint64 // offset of the blocks
	places  uint64 // offset of the positions
	end     uint64 // offset of the list, behind the positions
}

// Open returns the list at an offset of data. All its documents must be below size. data
// has eight bytes behind the list at least. The error is [disk.ErrDamaged],
// [disk.ErrBeyond] or that of a block.
func Open(data []byte, checks *disk.Blocks, at, size uint64) (*List, error) {
	l := &List{data: data, checks: checks, size: size, end: at}
	r, err := l.reader(at, 2*binary.MaxVarintLen64)
	if err != nil {
		return nil, err
	}
	count, places := r.Number(), r.Number()
	if r.Bad || count > size || places > at {
		return nil, disk.ErrDamaged
	}
	l.count, l.places = int(count), at-places
	entries := count / BlockSize * entrySize
	if l.entries, err = l.bytes(r.At, entries); err != nil {
		return nil, err
	}
	l.blocks = r.At + entries
	return l, l.checkEntries()
}

// checkEntries checks the entries of the blocks.
func (l *List) checkEntries() error {
	next, ends, places := uint64(0), uint32(0), uint32(0)
	for e := l.entries; len(e) >= entrySize; e = e[entrySize:] {
		last, end, place := binary.LittleEndian.Uint32(e), binary.LittleEndian.Uint32(e[4:]), binary.LittleEndian.Uint32(e[8:])
		if uint64(last) < next+BlockSize-1 || end < ends || place < places {
			return disk.ErrDamaged
		}
		next, ends, places = uint64(last)+1, end, place
	}
	switch {
	case next > l.size:
		return disk.ErrBeyond
	case uint64(places) > l.end-l.places, uint64(ends) > uint64(len(l.data))-l.blocks:
		return disk.ErrDamaged
	}
	return nil
}

// bytes returns n checked bytes at an offset.
func (l *List) bytes(at, n uint64) ([]byte, error) {
	size := uint64(len(l.data))
	if at > size || n > size-at {
		return nil, disk.ErrDamaged
	}
	if err := l.checks.Check(l.data, at, n); err != nil {
		return nil, err
	}
	return l.data[at : at+n : at+n], nil
}

// padded is like bytes, and has as many bytes behind as unpacking may read.
func (l *List) padded(at, n uint64) ([]byte, error) {
	if _, err := l.bytes(at, n); err != nil {
		return nil, err
	}
	end := at + n + beyond
	if end > uint64(len(l.data)) {
		return nil, disk.ErrDamaged
	}
	return l.data[at:end:end], nil
}

// reader returns a reader of at most n bytes at an offset, fewer at the end of the file.
func (l *List) reader(at, n uint64) (disk.Reader, error) {
	b, err := l.bytes(at, min(n, uint64(len(l.data))-min(at, uint64(len(l.data)))))
	return disk.Reader{Data: b, At: at}, err
}

// Len returns the number of postings.
func (l *List) Len() int { return l.count }

// Full returns the number of full blocks. If Len is no multiple of [BlockSize], the tail
// is the block behind them.
func (l *List) Full() int { return l.count / BlockSize }

// Blocks returns the number of blocks, with the tail.
func (l *List) Blocks() int { return (l.count + BlockSize - 1) / BlockSize }

// HasPositions reports whether the list has positions.
func (l *List) HasPositions() bool { return l.places < l.end }

// Size returns the number of bytes of a list in memory.
func (l *List) Size() int { return len(l.data) }

// Sizes returns the number of bytes of the list in the file, and of its positions.
func (l *List) Sizes() (list, positions int64, err error) {
	positions = int64(l.end - l.places)
	at := l.blocks + uint64(l.blockEnd(l.Full()))
	if l.count%BlockSize != 0 {
		r, err := l.reader(at, 1+binary.MaxVarintLen64)
		if err != nil {
			return 0, 0, err
		}
		r.Bytes(1) // the impact
		size := r.Number()
		if r.Bad || size > uint64(len(l.data)) {
			return 0, 0, disk.ErrDamaged
		}
		at = r.At + size
	}
	return int64(at - l.end), positions, nil
}

// Last returns the last document of a full block.
func (l *List) Last(block int) uint32 {
	return binary.LittleEndian.Uint32(l.entries[block*entrySize:])
}

// Impact returns the impact of a full block.
func (l *List) Impact(block int) uint8 { return l.entries[block*entrySize+12] }

// docWidth returns the width of the documents of a full block.
func (l *List) docWidth(block int) uint { return uint(l.entries[block*entrySize+13] & 63) }

// TailImpact returns the impact of the tail.
func (l *List) TailImpact() (uint8, error) {
	at := l.blocks + uint64(l.blockEnd(l.Full()))
	b, err := l.bytes(at, 1)
	if err != nil {
		return 0, err
	}
	return b[0], nil
}

// blockEnd returns the end of the blocks before a block.
func (l *List) blockEnd(block int) uint32 {
	if block == 0 {
		return 0
	}
	return binary.LittleEndian.Uint32(l.entries[block*entrySize-12:])
}

// placesEnd returns the end of the positions of the blocks before a block.
func (l *List) placesEnd(block int) uint32 {
	if block == 0 {
		return 0
	}
	return binary.LittleEndian.Uint32(l.entries[block*entrySize-8:])
}

// before returns the last document before a block.
func (l *List) before(block int) uint64 {
	if block == 0 {
		return noDocument
	}
	return uint64(l.Last(block - 1))
}

// A parts is the bytes of a full block.
type parts struct {
	docs     []byte
	docWidth uint
	first    uint32 // of a bitmap: its first word
	words    int    // of a bitmap
	freqs    [Fields][]byte
	widths   [Fields]uint
}

// parts returns the bytes of a full block.
func (l *List) parts(block int) (p parts, err error) {
	start, end := l.blockEnd(block), l.blockEnd(block+1)
	b, err := l.padded(l.blocks+uint64(start), uint64(end-start))
	if err != nil {
		return p, err
	}
	packed := binary.LittleEndian.Uint32(l.entries[block*entrySize+12:]) >> 8
	p.docWidth = uint(packed & 63)
	size := 0
	if p.docWidth == bitmapWidth {
		p.first, p.words = bitmapOf(l.before(block), l.Last(block))
		if p.words > BlockSize*4 { // the packed documents would be smaller
			return p, disk.ErrDamaged
		}
		size = 9 * p.words
	} else {
		size = packedSize(BlockSize, p.docWidth)
	}
	for f := range Fields {
		p.widths[f] = uint(packed >> (6 * (f + 1)) & 63)
		if p.widths[f] > 32 {
			return p, disk.ErrDamaged
		}
	}
	p.docs = b
	at := size
	for _, f := range fieldOrder {
		size := packedSize(BlockSize, p.widths[f])
		if at+size+beyond > len(b) {
			return p, disk.ErrDamaged
		}
		p.freqs[f] = b[at : at+size+beyond]
		at += size
	}
	if at+beyond != len(b) || p.docWidth > 32 && p.docWidth != bitmapWidth {
		return p, disk.ErrDamaged
	}
	return p, p.checkBitmap(l.before(block), l.Last(block))
}

// checkBitmap checks that the first and the last word of a bitmap have no bits of
// documents outside the block.
func (p *parts) checkBitmap(before uint64, last uint32) error {
	if p.docWidth == bitmapWidth {
		low, high := load(p.docs, 0), load(p.docs, 8*(p.words-1))
		if low&(1<<((before+1)%64)-1) != 0 || bits.Len64(high) != int(last%64)+1 {
			return disk.ErrDamaged
		}
	}
	return nil
}

// readDocs reads the documents of a full block.
func (p *parts) readDocs(to *[BlockSize]uint32, before uint64, last uint32) error {
	if p.docWidth != bitmapWidth {
		if unpackSums(to, p.docs, p.docWidth, before) != uint64(last) {
			return disk.ErrDamaged
		}
		return nil
	}
	n := 0
	for i := range p.words {
		n += bits.OnesCount64(load(p.docs, 8*i))
	}
	if n != BlockSize {
		return disk.ErrDamaged
	}
	n = 0
	for i := range p.words {
		base := (p.first + uint32(i)) * 64
		for word := load(p.docs, 8*i); word != 0; word &= word - 1 {
			to[n&(BlockSize-1)] = base + uint32(bits.TrailingZeros64(word))
			n++
		}
	}
	return nil
}
