package rank

import (
	"iter"
	"math/bits"

	"github.com/RoaringBitmap/roaring/v2"
)

// A bitset is a set of documents with a bit for each.
type bitset []uint64

// newBitset returns an empty set of documents below size.
func newBitset(size int) bitset { return make(bitset, (size+63)/64) }

// addBitmap adds the documents of a bitmap, all below the size of the set.
func (b bitset) addBitmap(docs *roaring.Bitmap) bitset {
	copy(b, docs.ToDense())
	return b
}

// count returns the number of documents.
func (b bitset) count() (n int) {
	for _, word := range b {
		n += bits.OnesCount64(word)
	}
	return n
}

// and removes the documents that are not in other.
func (b bitset) and(other bitset) {
	for i, word := range other[:len(b)] {
		b[i] &= word
	}
}

// or adds the documents of other.
func (b bitset) or(other bitset) {
	for i, word := range other[:len(b)] {
		b[i] |= word
	}
}

// andNot removes the documents of other.
func (b bitset) andNot(other bitset) {
	for i, word := range other[:len(b)] {
		b[i] &^= word
	}
}

// has reports whether the set has a document.
func (b bitset) has(doc uint32) bool {
	return int(doc/64) < len(b) && b[doc/64]&(1<<(doc%64)) != 0
}

// docs yields the documents of the set in ascending order. The first bit is that of
// the document first.
func (b bitset) docs(first uint32) iter.Seq[uint32] {
	return func(yield func(uint32) bool) {
		for i, word := range b {
			for ; word != 0; word &= word - 1 {
				if !yield(first + uint32(i)*64 + uint32(bits.TrailingZeros64(word))) {
					return
				}
			}
		}
	}
}
