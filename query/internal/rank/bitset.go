package rank

import (
	"iter"
	"math/bits"

	"github.com/RoaringBitmap/roaring/v2"
)

// A bitset is a set of documents with a bit for each.
type bitset []uint64

// newBitset returns the documents of a bitmap. It is never nil.
func newBitset(docs *roaring.Bitmap) bitset {
	if set := docs.ToDense(); set != nil {
		return set
	}
	return bitset{}
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
