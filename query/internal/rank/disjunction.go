package rank

import (
	"cmp"
	"context"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
)

// disjunction offers the documents to best that at least one cursor holds and the
// filter passes, and returns their exact number, which comes from bitmaps. It skips
// documents that cannot enter best by MaxScore (Turtle and Flood, Query Evaluation:
// Strategies and Optimizations, 1995) with bounds of blocks (Ding and Suel, Faster
// Top-k Document Retrieval Using Block-Max Indexes, 2011).
//
// The cursors are sorted by bound. The first of them, whose bounds sum to less than
// the worst score in best, cannot bring a document in by themselves. So documents
// come from the other, essential cursors, and the first are moved only to documents
// that may still enter.
//
// Pairs of words add to the bounds of documents that may have both. Positions are
// read only in documents that could enter by their pairs.
func disjunction(ctx context.Context, s *segment, sum *sum, filter *roaring.Bitmap, best *top) (int, error) {
	if !slices.ContainsFunc(sum.cursors, func(c *cursor) bool { return !c.done() }) {
		return 0, nil
	}
	total, pass, docs, err := count(ctx, slices.DeleteFunc(slices.Clone(sum.words), (*cursor).done), filter)
	if err != nil {
		return 0, err
	}
	if docs != nil {
		s.found = docs
	}
	if total == 0 || best.size == 0 {
		return total, nil
	}
	return total, alternatives(ctx, s, sum, pass, best)
}

// alternatives offers the documents that at least one cursor of a sum holds and that
// pass has, or all where pass is nil.
func alternatives(ctx context.Context, s *segment, all *sum, pass bitset, best *top) error {
	if err := all.bind(ctx, true); err != nil {
		return err
	}
	return withThreshold(all, best, func(sum *sum, best *top) error {
		return offerAlternatives(ctx, s, sum, pass, best)
	})
}

// offerAlternatives is alternatives for a sum whose bounds have been computed.
func offerAlternatives(ctx context.Context, s *segment, sum *sum, pass bitset, best *top) error {
	cursors := slices.DeleteFunc(slices.Clone(sum.cursors), (*cursor).done)
	d := newDisjunct(sum, cursors, best)
	if d.useWindows() {
		return d.byWindows(ctx, s, pass)
	}
	w := watch{ctx: ctx}
	for {
		doc, ok, err := d.next(&w)
		if err != nil || !ok {
			return err
		}
		if pass == nil || pass.has(doc) {
			score, ok, err := d.score(doc)
			if err != nil {
				return err
			}
			if ok {
				best.offer(Candidate{Score: score, Segment: s.number, Doc: doc})
			}
		}
		d.advance(doc)
	}
}

// count returns the number of documents of the cursors that pass a filter, or that
// of all where filter is nil. It also returns the documents that pass as a set, nil
// without a filter, and as a bitmap, nil where counting did not need it.
func count(ctx context.Context, cursors []*cursor, filter *roaring.Bitmap) (int, bitset, *roaring.Bitmap, error) {
	if filter == nil && len(cursors) == 1 {
		return len(cursors[0].docs), nil, nil, nil
	}
	if filter == nil && len(cursors) == 2 {
		return int(cursors[0].list.Bitmap().OrCardinality(cursors[1].list.Bitmap())), nil, nil, nil
	}
	docs, err := union(ctx, cursors)
	if err != nil {
		return 0, nil, nil, err
	}
	if filter == nil {
		return int(docs.GetCardinality()), nil, docs, nil
	}
	docs.And(filter)
	return int(docs.GetCardinality()), newBitset(docs), docs, nil
}

// A disjunct is the state of a disjunction.
type disjunct struct {
	*sum
	cursors   []*cursor // in ascending order of bounds
	below     []float64 // by cursor, the sum of the bounds of the cursors before it
	near      []float64 // by cursor, the sum of the bounds of pairs among the cursors before it
	essential int       // index of the first essential cursor
	best      *top
}

// newDisjunct returns the state before the first document. It sorts cursors.
func newDisjunct(sum *sum, cursors []*cursor, best *top) *disjunct {
	slices.SortStableFunc(cursors, func(a, b *cursor) int { return cmp.Compare(a.bound, b.bound) })
	n := len(cursors) + 1
	d := &disjunct{sum: sum, cursors: cursors, best: best, below: make([]float64, n), near: make([]float64, n)}
	for i, c := range cursors {
		c.rank = i
		d.below[i+1] = d.below[i] + c.bound
	}
	for _, p := range sum.pairs {
		d.near[max(p.a.rank, p.b.rank)+1] += p.bound
	}
	for i := range cursors {
		d.near[i+1] += d.near[i]
	}
	return d
}

// useWindows reports whether windows are quicker than going from document to
// document: where most postings are those of essential cursors.
func (d *disjunct) useWindows() bool {
	if len(d.cursors) < 2 || !d.haveImpacts() {
		return false
	}
	essential, all := 0, 0
	for i, c := range d.cursors {
		all += len(c.docs)
		if d.best.admits(d.below[i+1] + d.near[i+1]) {
			essential += len(c.docs)
		}
	}
	return essential*postingsPerDoc > all
}

// haveImpacts reports whether all cursors have impacts.
func (d *disjunct) haveImpacts() bool {
	return !slices.ContainsFunc(d.cursors, func(c *cursor) bool { return c.impacts == nil })
}

// postingsPerDoc is the number of postings whose bounds can be summed in the time
// that it takes to score one document.
const postingsPerDoc = 12

// next returns the next document of an essential cursor whose blocks do not rule it
// out. The error is that of the watch.
func (d *disjunct) next(w *watch) (uint32, bool, error) {
	pairs := d.near[len(d.cursors)]
	for {
		if err := w.work(2 * len(d.cursors)); err != nil {
			return 0, false, err
		}
		for d.essential < len(d.cursors) && !d.best.admits(d.below[d.essential+1]+d.near[d.essential+1]) {
			d.essential++
		}
		doc, end, bound := uint32(0), uint32(0), d.below[d.essential]+pairs
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
			return 0, false, nil
		}
		if d.best.admits(bound) {
			return doc, true, nil
		}
		// No document up to the end of the first of these blocks can enter.
		for _, c := range d.cursors[d.essential:] {
			c.seek(end + 1)
		}
	}
}

// score returns the score of a document, and false as soon as it cannot enter best.
func (d *disjunct) score(doc uint32) (float64, bool, error) {
	upper := 0.0
	for _, c := range d.cursors[d.essential:] {
		if c.at(doc) {
			upper += c.upper(c.pos)
		}
	}
	for i := d.essential - 1; i >= 0; i-- {
		if !d.best.admits(upper + d.below[i+1] + d.nearBound(doc, i)) {
			return 0, false, nil
		}
		c := d.cursors[i]
		if c.seek(doc); c.at(doc) {
			upper += c.upper(c.pos)
		}
	}
	if !d.best.admits(upper + d.nearBound(doc, -1)) {
		return 0, false, nil
	}
	return d.sum.score(doc, d.best)
}

// nearBound returns an upper bound of the score of pairs in a document. The cursors
// from the i-th down have not been moved to the document.
func (d *disjunct) nearBound(doc uint32, i int) float64 {
	if len(d.pairs) > maxPairChecks {
		return d.near[len(d.cursors)]
	}
	bound := 0.0
	for _, p := range d.pairs {
		if (p.a.rank <= i || p.a.at(doc)) && (p.b.rank <= i || p.b.at(doc)) {
			bound += p.bound
		}
	}
	return bound
}

// maxPairChecks is the number of pairs up to which checking each is quicker than
// seeking postings in vain.
const maxPairChecks = 8

// advance moves the essential cursors past a document.
func (d *disjunct) advance(doc uint32) {
	for _, c := range d.cursors[d.essential:] {
		if c.at(doc) {
			c.pos++
		}
	}
}
