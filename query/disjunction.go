package query

import (
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
)

// disjunction offers the documents that at least one cursor holds and the filter
// lets through, and returns their exact number, which comes from bitmaps. It
// skips documents that cannot get in: MaxScore (Turtle and Flood, Query
// Evaluation: Strategies and Optimizations, 1995) with the bounds of blocks
// (Ding and Suel, Faster Top-k Document Retrieval Using Block-Max Indexes, 2011).
//
// The cursors are sorted by their bounds. Those at the front, whose bounds
// together stay below the worst score that is kept, cannot bring a document in
// by themselves: documents come from the others, the essential ones, and the
// front is looked at only for documents that may still get in.
//
// The score of a document that gets so far is added up in the order of the
// query, so that it is the same to the last bit wherever the document lies.
func (r *run) disjunction(cursors []*cursor, filter *roaring.Bitmap, seg int, best *top) (int, error) {
	cursors = slices.DeleteFunc(cursors, (*cursor).done)
	if len(cursors) == 0 {
		return 0, nil
	}
	total, pass := count(cursors, filter)
	if total == 0 || best.size == 0 {
		return total, nil
	}
	for _, c := range cursors {
		c.bind()
	}
	slices.SortStableFunc(cursors, func(a, b *cursor) int {
		switch {
		case a.bound < b.bound:
			return -1
		case a.bound > b.bound:
			return 1
		}
		return 0
	})
	d := &disjunct{cursors: cursors, best: best, below: make([]float64, len(cursors)+1)}
	leaves := 0
	for i, c := range cursors {
		d.below[i+1] = d.below[i] + c.bound
		leaves = max(leaves, c.leaf+1)
	}
	d.parts = make([]float64, leaves)
	for n := 0; ; n++ {
		if n%4096 == 0 {
			if err := r.ctx.Err(); err != nil {
				return 0, err
			}
		}
		doc, ok := d.next()
		if !ok {
			return total, nil
		}
		if pass != nil && !pass.has(doc) {
			d.advance(doc)
			continue
		}
		if score, ok := d.score(doc); ok {
			best.offer(candidate{score: score, seg: seg, doc: doc})
		}
		d.advance(doc)
	}
}

// count returns the number of documents of the cursors that a filter lets
// through, and the filter in a form that is quick to ask, nil if there is none.
func count(cursors []*cursor, filter *roaring.Bitmap) (int, bitset) {
	if filter == nil && len(cursors) == 1 {
		return len(cursors[0].docs), nil
	}
	docs := union(cursors)
	if filter == nil {
		return int(docs.GetCardinality()), nil
	}
	docs.And(filter)
	return int(docs.GetCardinality()), newBitset(docs)
}

// A disjunct is the state of a disjunction.
type disjunct struct {
	cursors   []*cursor // by bound
	below     []float64 // sums of the bounds of the cursors before each
	essential int       // the first cursor that can bring a document in
	best      *top
	parts     []float64 // scores of a document by leaf
}

// next returns the next document of an essential cursor whose blocks do not rule
// it out.
func (d *disjunct) next() (uint32, bool) {
	for {
		for d.essential < len(d.cursors) && !d.best.admits(d.below[d.essential+1]) {
			d.essential++
		}
		doc, end, bound := uint32(0), uint32(0), d.below[d.essential]
		found := false
		for _, c := range d.cursors[d.essential:] {
			if c.done() {
				continue
			}
			if !found || c.doc() < doc {
				doc = c.doc()
			}
			if e := c.blockEnd(); !found || e < end {
				end = e
			}
			bound += c.blockBound()
			found = true
		}
		if !found {
			return 0, false
		}
		if d.best.admits(bound) {
			return doc, true
		}
		// No document up to the end of the first of these blocks gets in.
		for _, c := range d.cursors[d.essential:] {
			c.seek(end + 1)
		}
	}
}

// score returns the score of a document, false as soon as it cannot get in.
func (d *disjunct) score(doc uint32) (float64, bool) {
	clear(d.parts)
	sum := 0.0
	for _, c := range d.cursors[d.essential:] {
		if !c.done() && c.doc() == doc {
			s := c.score(c.pos)
			d.parts[c.leaf] = s
			sum += s * boundSlack
		}
	}
	for i := d.essential - 1; i >= 0; i-- {
		if !d.best.admits(sum + d.below[i+1]) {
			return 0, false
		}
		c := d.cursors[i]
		if c.seek(doc); !c.done() && c.doc() == doc {
			s := c.score(c.pos)
			d.parts[c.leaf] = s
			sum += s * boundSlack
		}
	}
	score := 0.0
	for _, s := range d.parts {
		score += s
	}
	return score, true
}

// advance moves the essential cursors past a document.
func (d *disjunct) advance(doc uint32) {
	for _, c := range d.cursors[d.essential:] {
		if !c.done() && c.doc() == doc {
			c.pos++
		}
	}
}

// A bitset is a set of documents that is quick to ask.
type bitset []uint64

func newBitset(docs *roaring.Bitmap) bitset {
	if docs.IsEmpty() {
		return bitset{}
	}
	set := make(bitset, docs.Maximum()/64+1)
	buf := make([]uint32, 256)
	for it := docs.ManyIterator(); ; {
		n := it.NextMany(buf)
		if n == 0 {
			return set
		}
		for _, doc := range buf[:n] {
			set[doc/64] |= 1 << (doc % 64)
		}
	}
}

func (b bitset) has(doc uint32) bool {
	return int(doc/64) < len(b) && b[doc/64]&(1<<(doc%64)) != 0
}
