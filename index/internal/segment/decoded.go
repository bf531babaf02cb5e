package segment

import (
	"slices"
	"sort"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"
)

// Decoded are the postings of a term in a field, in ascending order of the
// documents, without those that are deleted. They are to be released.
type Decoded struct {
	Docs  []uint32
	Freqs []uint64
	// numbers hold the places, of postings among some documents: packed, or IsLocated
	// and the number of bytes of the chunk behind the posting.
	Numbers []uint64

	all []uint32 // room for the documents of which these are some
}

// IsLocated marks a posting whose places are a location. What is packed is less.
const IsLocated = 1 << 63

var DecodedPool = sync.Pool{New: func() any { return new(Decoded) }}

// MaxPooled is the number of postings up to which room for them is kept.
const MaxPooled = 1 << 17

func (d *Decoded) Release() {
	if cap(d.Docs) <= MaxPooled && cap(d.all) <= MaxPooled {
		DecodedPool.Put(d)
	}
}

func (d *Decoded) Resize(n int) {
	d.Docs = slices.Grow(d.Docs[:0], n)[:n]
	d.Freqs = slices.Grow(d.Freqs[:0], n)[:n]
}

// holders returns documents in a slice that is valid until the next call.
func (d *Decoded) holders(docs *roaring.Bitmap) []uint32 {
	n := int(docs.GetCardinality())
	d.all = slices.Grow(d.all[:0], n)[:n]
	return d.all[:docs.ManyIterator().NextMany(d.all)]
}

// Keep drops the postings of documents that it is not told to keep.
func (d *Decoded) Keep(has func(doc uint32) bool) {
	n := 0
	for i, doc := range d.Docs {
		if has(doc) {
			d.Docs[n], d.Freqs[n] = doc, d.Freqs[i]
			n++
		}
	}
	d.Resize(n)
}

// Seek returns the place of the first of docs, from the i-th, that is not before
// doc, in steps that double.
func Seek(docs []uint32, i int, doc uint32) int {
	low, step := i, 1
	for low+step < len(docs) && docs[low+step] < doc {
		low += step
		step *= 2
	}
	high := min(low+step, len(docs))
	return low + sort.Search(high-low, func(i int) bool { return docs[low+i] >= doc })
}
