package segment

import (
	"slices"
	"sort"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"
)

// A Decoded is a buffer of decoded postings of a term in a field, in ascending order
// of documents and without deleted ones. Its user releases it.
type Decoded struct {
	// Docs are the document numbers.
	Docs []uint32
	// Freqs are the frequencies, or the raw numbers of the postings.
	Freqs []uint64
	// Numbers are set by [Term.DecodeAmong] only. Each holds the packed positions
	// of a posting, or IsLocated and the number of bytes behind the posting in its
	// chunk.
	Numbers []uint64

	allDocs []uint32 // buffer of docsOf
}

// IsLocated marks a posting with a location in [Decoded.Numbers]. Packed positions
// are less.
const IsLocated = 1 << 63

// DecodedPool has buffers of type *Decoded. [Decoded.Release] puts them back.
var DecodedPool = sync.Pool{New: func() any { return new(Decoded) }}

// MaxPooled is the number of postings up to which a buffer is pooled.
const MaxPooled = 1 << 17

// Release returns the buffer to [DecodedPool], unless it is large.
func (d *Decoded) Release() {
	if cap(d.Docs) <= MaxPooled && cap(d.allDocs) <= MaxPooled {
		DecodedPool.Put(d)
	}
}

// Resize sets the length of Docs and Freqs.
func (d *Decoded) Resize(n int) {
	d.Docs = slices.Grow(d.Docs[:0], n)[:n]
	d.Freqs = slices.Grow(d.Freqs[:0], n)[:n]
}

// docsOf returns the documents of a bitmap in a slice that is valid until the next
// call.
func (d *Decoded) docsOf(docs *roaring.Bitmap) []uint32 {
	n := int(docs.GetCardinality())
	d.allDocs = slices.Grow(d.allDocs[:0], n)[:n]
	return d.allDocs[:docs.ManyIterator().NextMany(d.allDocs)]
}

// Keep drops the postings whose document keep rejects. It does not touch Numbers.
func (d *Decoded) Keep(keep func(doc uint32) bool) {
	n := 0
	for i, doc := range d.Docs {
		if keep(doc) {
			d.Docs[n], d.Freqs[n] = doc, d.Freqs[i]
			n++
		}
	}
	d.Resize(n)
}

// Seek returns the index of the first of docs, from the i-th on, that is not before
// doc. It is a galloping search (Bentley and Yao, An Almost Optimal Algorithm for
// Unbounded Searching, 1976).
func Seek(docs []uint32, i int, doc uint32) int {
	low, step := i, 1
	for low+step < len(docs) && docs[low+step] < doc {
		low += step
		step *= 2
	}
	high := min(low+step, len(docs))
	return low + sort.Search(high-low, func(i int) bool { return docs[low+i] >= doc })
}
