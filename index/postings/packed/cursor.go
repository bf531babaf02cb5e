package packed

import (
	"encoding/binary"
	"math/bits"

	"github.com/newsdex/newsdex/index/internal/disk"
)

// A Cursor goes through the postings of a list. It is for one goroutine. A cursor whose
// list cannot be read stands behind the last posting, and Err says why.
type Cursor struct {
	Block       // the current one, once a posting was sought
	List  *List // its list
	at    int   // number of the current block
	i     int   // index of the posting in the block
	read  int   // 1 + number of the block in Block
	err   error
	place *placesBuffer // positions; nil before they are asked for

	placed int   // 1 + number of the block that part is of
	part   parts // of a bitmap
}

// Reset makes the cursor stand before the first posting of a list.
func (c *Cursor) Reset(l *List) {
	c.List, c.at, c.i, c.read, c.err, c.placed = l, 0, 0, 0, nil, 0
	if c.place != nil {
		c.place.block = 0
	}
}

// Err returns the error of reading.
func (c *Cursor) Err() error { return c.err }

// Doc returns the document of the current posting.
func (c *Cursor) Doc() uint32 { return c.Docs[c.i] }

// Index returns the index of the current posting in its block.
func (c *Cursor) Index() int { return c.i }

// BlockNumber returns the number of the current block.
func (c *Cursor) BlockNumber() int { return c.at }

// Load reads a block and stands at its first posting. It reports whether there is one.
func (c *Cursor) Load(block int) bool {
	c.at, c.i = block, 0
	if block >= c.List.Blocks() || c.err != nil {
		c.at = c.List.Blocks()
		return false
	}
	if c.read == block+1 {
		return true
	}
	c.read = 0
	if c.err = c.List.Read(block, &c.Block); c.err != nil {
		c.at = c.List.Blocks()
		return false
	}
	c.read = block + 1
	return true
}

// Rewind makes the cursor stand before the first posting of a block, earlier or later. It
// reads nothing.
func (c *Cursor) Rewind(block int) { c.at, c.i = block, 0 }

// Place makes the cursor stand at the i-th posting of a block, whose documents it does not
// read: only its frequencies and positions may be asked for, until the cursor moves. It
// reports whether the block can be read.
func (c *Cursor) Place(block, i int) bool {
	if c.read == block+1 || block == c.List.Full() {
		ok := c.Load(block)
		c.at, c.i = block, i
		return ok
	}
	c.at, c.i, c.read = block, i, 0
	var p parts
	if p, c.err = c.List.parts(block); c.err != nil {
		c.at = c.List.Blocks()
		return false
	}
	c.Len, c.freqs, c.widths = BlockSize, p.freqs, p.widths
	return true
}

// Next moves to the next posting and reports whether there is one. A cursor moves by Seek
// first.
func (c *Cursor) Next() bool {
	if c.at >= c.List.Blocks() {
		return false
	}
	if c.i++; c.i < c.Len {
		return true
	}
	return c.Load(c.at + 1)
}

// Seek moves to the first posting from the current block on whose document is not before
// doc, and reports whether there is one.
func (c *Cursor) Seek(doc uint32) bool {
	if c.read != c.at+1 || c.Docs[c.Len-1] < doc {
		if !c.Load(c.blockOf(doc)) || c.Docs[c.Len-1] < doc {
			c.at = c.List.Blocks()
			return false
		}
	} else if c.Docs[c.i] >= doc && (c.i == 0 || c.Docs[c.i-1] < doc) {
		return true
	}
	c.i = search(&c.Docs, c.Len, doc)
	return true
}

// Find reports whether the list has a document, and then stands at its posting. Documents
// come in ascending order, but for a Rewind. Documents of bitmaps are not decoded: only
// Index, the frequencies and the positions may be asked for, until the cursor moves.
func (c *Cursor) Find(doc uint32) bool {
	if c.read != c.at+1 || c.Docs[c.Len-1] < doc {
		block := c.blockOf(doc)
		if block >= c.List.Full() || c.read == block+1 || c.List.docWidth(block) != bitmapWidth {
			return c.Seek(doc) && c.Docs[c.i] == doc
		}
		if c.placed != block+1 {
			if c.part, c.err = c.List.parts(block); c.err != nil {
				c.at = c.List.Blocks()
				return false
			}
			c.placed = block + 1
		}
		c.at, c.read = block, 0
		return c.findBit(doc)
	}
	c.i = search(&c.Docs, c.Len, doc)
	return c.Docs[c.i] == doc
}

// findBit is Find in a bitmap.
func (c *Cursor) findBit(doc uint32) bool {
	p := &c.part
	at := int(doc/64) - int(p.first)
	if uint(at) >= uint(p.words) {
		return false
	}
	word := load(p.docs, 8*at)
	if word&(1<<(doc%64)) == 0 {
		return false
	}
	c.i = int(p.docs[8*p.words+at]) + bits.OnesCount64(word&(1<<(doc%64)-1))
	c.Len, c.freqs, c.widths = BlockSize, p.freqs, p.widths
	if c.i >= BlockSize {
		c.err = disk.ErrDamaged
		return false
	}
	return true
}

// blockOf returns the first block, from the current one on, whose last document is not
// before doc; the tail if there is none.
func (c *Cursor) blockOf(doc uint32) int {
	entries, full := c.List.entries, c.List.Full()
	last := func(b int) uint32 { return binary.LittleEndian.Uint32(entries[b*entrySize:]) }
	low, step := c.at, 1
	if low >= full || last(low) >= doc {
		return min(low, c.List.Blocks())
	}
	for low+step < full && last(low+step) < doc {
		low += step
		step *= 2
	}
	high := min(low+step, full)
	for low++; low < high; {
		if mid := int(uint(low+high) / 2); last(mid) < doc {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return low
}

// search returns the index of the first of n documents that is not before doc. It has no
// branch that depends on the documents.
func search(docs *[BlockSize]uint32, n int, doc uint32) int {
	if n < BlockSize {
		for i, d := range docs[:n] {
			if d >= doc {
				return i
			}
		}
		return n
	}
	i := 0
	for step := BlockSize / 2; step > 0; step /= 2 {
		if docs[(i+step-1)&(BlockSize-1)] < doc {
			i += step
		}
	}
	return i
}
