package packed

import "encoding/binary"

// A Cursor goes through the postings of a list. It is for one goroutine. A cursor whose
// list cannot be read stands behind the last posting, and Err says why.
type Cursor struct {
	Block       // the current one, once a posting was sought
	List  *List // its list
	at    int   // number of the current block
	i     int   // index of the posting in the block
	read  int   // 1 + number of the block in Block
	err   error
	place *places // positions; nil before they are asked for
}

// Reset makes the cursor stand before the first posting of a list.
func (c *Cursor) Reset(l *List) {
	c.List, c.at, c.i, c.read, c.err = l, 0, 0, 0, nil
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
