package packed

import (
	"encoding/binary"
	"math"

	"github.com/newsdex/newsdex/index/internal/disk"
)

// A Block is the postings of a block or of the tail. Its documents are decoded, and its
// frequencies are read where they lie. It is reused, so that reading allocates nothing.
type Block struct {
	// Docs are the documents, of which the first Len are set.
	Docs [BlockSize]uint32
	// Len is the number of postings: [BlockSize] but in the tail.
	Len int

	freqs  [Fields][]byte
	widths [Fields]uint
	tail   [Fields][BlockSize*4 + beyond]byte // the frequencies of the tail, at a width of 32
}

// Freq returns the frequency of the i-th posting in a field.
func (b *Block) Freq(f, i int) uint32 {
	if b.widths[f] == 0 {
		return 0
	}
	return number(b.freqs[f], i, b.widths[f])
}

// Freqs returns the frequencies of the i-th posting.
func (b *Block) Freqs(i int) (freq [Fields]uint32) {
	for f, width := range b.widths {
		if width != 0 {
			freq[f] = number(b.freqs[f], i, width)
		}
	}
	return freq
}

// Has reports whether one of the postings is in a field.
func (b *Block) Has(f int) bool { return b.widths[f] != 0 }

// Width returns the number of bits that the greatest frequency of a field takes.
func (b *Block) Width(f int) uint { return b.widths[f] }

// Holders returns the postings that are in a field: a bit for each, from the lowest bit of
// the first word on.
func (b *Block) Holders(f int) (set [BlockSize / 64]uint64) {
	width := b.widths[f]
	switch {
	case width == 0:
	case width == 1:
		for i := range set {
			set[i] = load(b.freqs[f], 8*i)
		}
	case width <= 8:
		all := ^uint64(0) >> (64 - 8*width)
		for i := 0; i < b.Len; i += 8 {
			eight := load(b.freqs[f], i/8*int(width)) & all
			for bit := i; eight != 0; bit++ {
				if eight&(1<<width-1) != 0 {
					set[bit/64] |= 1 << (bit % 64)
				}
				eight >>= width
			}
		}
	default:
		for i := range b.Len {
			if number(b.freqs[f], i, width) != 0 {
				set[i/64] |= 1 << (i % 64)
			}
		}
	}
	return set
}

// ReadFreqs reads the frequencies of a field.
func (b *Block) ReadFreqs(f int, to *[BlockSize]uint32) { unpack(to, b.freqs[f], b.widths[f]) }

// occurrences returns the number of positions of the i-th posting.
func (b *Block) occurrences(i int) int {
	n := 0
	for f, width := range b.widths {
		if width != 0 {
			n += int(number(b.freqs[f], i, width))
		}
	}
	return n
}

// Read reads a block of the list.
func (l *List) Read(block int, b *Block) error {
	if block == l.Full() {
		return l.readTail(b)
	}
	p, err := l.parts(block)
	if err != nil {
		return err
	}
	b.Len, b.freqs, b.widths = BlockSize, p.freqs, p.widths
	return p.readDocs(&b.Docs, l.before(block), l.Last(block))
}

// readTail reads the tail.
func (l *List) readTail(b *Block) error {
	n := l.count % BlockSize
	at := l.blocks + uint64(l.blockEnd(l.Full()))
	head, err := l.reader(at, 1+binary.MaxVarintLen64)
	if err != nil {
		return err
	}
	head.Bytes(1) // the impact
	size := head.Number()
	if head.Bad {
		return disk.ErrDamaged
	}
	bytes, err := l.bytes(head.At, size)
	if err != nil {
		return err
	}
	r := disk.Reader{Data: bytes}
	doc := l.before(l.Full())
	var widest [Fields]uint32
	for i := range n {
		v := r.Number()
		doc += v>>1 + 1
		if r.Bad || v>>1 >= l.size || doc >= l.size {
			return disk.ErrDamaged
		}
		b.Docs[i] = uint32(doc)
		freq := [Fields]uint32{Body: 1}
		if v&1 == 0 {
			for f := range freq {
				n := r.Number()
				if n > math.MaxUint32 {
					return disk.ErrDamaged
				}
				freq[f] = uint32(n)
			}
		}
		for f, n := range freq {
			binary.LittleEndian.PutUint32(b.tail[f][4*i:], n)
			widest[f] |= n
		}
	}
	if r.Bad || len(r.Data) > 0 {
		return disk.ErrDamaged
	}
	b.Len = n
	for f := range Fields {
		b.freqs[f], b.widths[f] = b.tail[f][:], 0
		if widest[f] != 0 {
			b.widths[f] = 32
		}
	}
	return nil
}
