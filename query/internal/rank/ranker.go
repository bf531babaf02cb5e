package rank

import (
	"cmp"
	"context"
	"math"
	"slices"
	"sync"

	"github.com/newsdex/newsdex/index/postings/packed"
)

// A ranker finds the best matches of a segment. It goes through windows of documents in
// the order of their bounds, so that the first few hold most hits, and leaves the rest
// out. In a window it sums upper bounds of the scores of documents, list by list, without
// the lists whose bounds together are too low to bring a document in (MaxScore: Turtle and
// Flood, Query Evaluation: Strategies and Optimizations, 1995; with bounds of blocks: Ding
// and Suel, Faster Top-k Document Retrieval Using Block-Max Indexes, 2011). Only documents
// with a high sum are scored.
//
// Positions are read last. Pairs of words only add to scores, so the best scores without
// pairs are a floor, below which no document can enter. A document that can only enter by
// its pairs waits until the floor is final, and the best of those are read first.
type ranker struct {
	watch
	*segment
	sum     *sum
	cursors []*cursor // in the order of the query
	pass    bitset    // the documents that may enter; nil: all that a cursor holds
	lead    int       // if there are several groups: that with the fewest postings
	groups  int       // number of groups
	best    *top

	shift   uint // binary logarithm of the documents of a window
	present []*cursor
	sums    []float32
	found   []bounded // documents of the window that may enter
	waiting []waiting // documents that may enter by their pairs, a heap
	kept    []place   // of waiting documents, by cursor
	parts   []float64 // of waiting documents, their parts

	windows []uint32      // in the order of their bounds
	impacts []impactBlock // the blocks of a single cursor, in the order of their impacts
	first   []uint32      // of found, in the order of their bounds
	values  []float64     // the bounds of windows
	bounds  []float64     // of found
}

// A bounded is a document and an upper bound of its score.
type bounded struct {
	doc   uint32
	bound float64
}

// rankers keeps rankers for other searches: they have room for a window.
var rankers = sync.Pool{New: func() any { return new(ranker) }}

// newRanker returns a ranker of documents by a sum.
func newRanker(ctx context.Context, s *segment, sum *sum) *ranker {
	r := rankers.Get().(*ranker)
	r.watch, r.segment, r.sum, r.cursors = watch{ctx: ctx}, s, sum, sum.cursors
	r.lead = 0
	r.found, r.waiting, r.kept, r.parts = r.found[:0], r.waiting[:0], r.kept[:0], r.parts[:0]
	return r
}

// mostPooled is the number of documents or positions up to which the room for them is kept.
const mostPooled = 1 << 14

// release gives the ranker and its cursors back. They must not be used again.
func (r *ranker) release() {
	for _, c := range r.cursors {
		c.release()
	}
	clear(r.present[:cap(r.present)])
	clear(r.sums[:cap(r.sums)]) // they are 0 unless there was an error
	r.watch, r.segment, r.sum, r.cursors, r.pass, r.best = watch{}, nil, nil, nil, nil, nil
	if cap(r.found) > mostPooled || cap(r.waiting) > mostPooled {
		r.found, r.waiting, r.kept, r.parts = nil, nil, nil, nil
	}
	rankers.Put(r)
}

// rank offers the best matches to best.
func (r *ranker) rank() error {
	if len(r.cursors) == 1 {
		return cmp.Or(r.rankOne(r.cursors[0]), r.sum.err())
	}
	r.sharePairs()
	for _, c := range r.cursors {
		c.bounds = r.boundsOf(c)
	}
	bounds, err := r.makeWindows()
	if err != nil {
		return err
	}
	r.sums = slices.Grow(r.sums[:0], 1<<mostShift)[:1<<r.shift]
	for _, w := range r.windows {
		if !r.best.admits(bounds[w]) {
			continue
		}
		if err := r.window(int(w)); err != nil {
			return err
		}
		if err := r.sum.err(); err != nil {
			return err
		}
		if err := r.offerWaiting(earlyWaiting); err != nil {
			return err
		}
	}
	return cmp.Or(r.offerWaiting(len(r.waiting)), r.sum.err())
}

// sharePairs gives half of each pair's weight to each of its words. A document that has
// both gets the whole bound of the pair, and one that has a single word half of it.
func (r *ranker) sharePairs() {
	for _, p := range r.sum.pairs {
		p.a.near += p.weight / 2
		p.b.near += p.weight / 2
	}
	for _, c := range r.cursors {
		c.near32 = roundUp(c.near * boundSlack)
	}
}

// boundsOf returns the upper bounds of a cursor's scores by impact, with its share of
// pairs. The words of a pair have at least its weight in each field, so the pair scores at
// most 1½ times the saturation of either.
func (r *ranker) boundsOf(c *cursor) *[packed.MaxImpact + 1]float64 {
	bounds := r.segment.bounds
	for i := range bounds {
		bounds[i] *= (c.weight + 1.5*c.near) * boundSlack
	}
	return &bounds
}

// window offers the matches of a window.
func (r *ranker) window(w int) error {
	r.present = r.present[:0]
	for _, c := range r.cursors {
		if c.most[w] != 0 {
			c.top = c.bounds[c.most[w]]
			c.rewind(c.first[w])
			r.present = append(r.present, c)
		}
	}
	if err := r.work(8 * len(r.present)); err != nil {
		return err
	}
	rest := r.split()
	essential := r.present[len(rest):]
	if len(essential) == 0 {
		return nil
	}
	base := uint32(w) << r.shift
	summed := r.summedAtOnce(rest, essential[0])
	err := r.collect(essential, rest[len(rest)-summed:], topsOf(rest[:len(rest)-summed]), base)
	rest = rest[:len(rest)-summed]
	below := topsOf(rest)
	for i := len(rest) - 1; i >= 0 && err == nil && len(r.found) > 0; i-- {
		below -= rest[i].top
		err = r.addRest(rest[i], base, max(below, 0))
	}
	if err != nil {
		return err
	}
	return r.offerFound(w)
}

const (
	// fewFound is the number of documents of a window that are offered in their order.
	fewFound = 64
	// firstOffered is the number of the others that are offered first.
	firstOffered = 24
)

// offerFound offers the documents found in a window. If they are many, as in the first
// window, some with the highest bounds come first, so that most need not be scored.
func (r *ranker) offerFound(w int) error {
	rewind := func() {
		for _, c := range r.present {
			c.rewind(c.first[w])
		}
	}
	if len(r.found) > fewFound {
		r.bounds = r.bounds[:0]
		for _, f := range r.found {
			r.bounds = append(r.bounds, f.bound)
		}
		r.first = inOrder(r.first, r.bounds)
		for _, i := range r.first[:firstOffered] {
			f := &r.found[i]
			if r.mayEnter(f.doc, f.bound) {
				rewind()
				if err := r.offer(f.doc); err != nil {
					return err
				}
			}
			f.bound = math.Inf(-1) // not again
		}
	}
	rewind()
	for _, f := range r.found {
		if f.bound >= 0 && r.mayEnter(f.doc, f.bound) {
			if err := r.offer(f.doc); err != nil {
				return err
			}
		}
	}
	return nil
}

const (
	// passShare is the share of the bound of an essential cursor that most documents exceed.
	passShare = .7
	// passRatio is the greatest ratio of the postings of a cursor to those of the essential
	// one with which it is summed up at once.
	passRatio = 6
)

// summedAtOnce returns the number of the last cursors of rest whose bounds are summed up
// for all documents. If most documents of the essential cursor may enter, this costs less
// than to look each of them up.
func (r *ranker) summedAtOnce(rest []*cursor, essential *cursor) (n int) {
	need := r.best.worst() - topsOf(rest)
	for i := len(rest) - 1; i >= 0 && need < passShare*essential.top && rest[i].List.Len() < passRatio*essential.List.Len(); i-- {
		need += rest[i].top
		n++
	}
	return n
}

// split sorts the cursors of a window so that the essential ones, one of which each
// document that may enter has, are behind the others, which it returns. The others are in
// ascending order of their bounds.
func (r *ranker) split() []*cursor {
	leads := func(c *cursor) bool { return r.groups > 1 && c.group == r.lead }
	slices.SortStableFunc(r.present, func(a, b *cursor) int {
		if leads(a) != leads(b) {
			if leads(b) {
				return -1
			}
			return 1
		}
		return cmp.Compare(a.top, b.top)
	})
	below, n := 0., 0
	for ; n < len(r.present); n++ {
		c := r.present[n]
		if leads(c) || r.groups == 1 && r.best.admits((below+c.top)*boundSlack) {
			break
		}
		below += c.top
	}
	return r.present[:n]
}

// topsOf returns the sum of the bounds of cursors in the current window.
func topsOf(cursors []*cursor) (sum float64) {
	for _, c := range cursors {
		sum += c.top
	}
	return sum
}

// mayEnter reports whether a document may enter whose score is at most bound, without the
// factor of its age.
func (r *ranker) mayEnter(doc uint32, bound float64) bool {
	if r.sum.ages != nil {
		bound *= r.sum.ages.of(doc)
	}
	return r.best.admits(bound * boundSlack)
}

// offer scores a document and offers it, now or when the floor is final.
func (r *ranker) offer(doc uint32) error {
	if err := r.work(8 * (1 + len(r.cursors))); err != nil {
		return err
	}
	words := r.sum.words(doc)
	factor := r.sum.factor(doc)
	near := r.sum.nearBound(doc)
	bound := (words + near) * factor * boundSlack
	if !r.best.admits(bound) {
		return nil
	}
	if r.best.after.exceeds(words * factor) {
		return nil // its pairs only add
	}
	r.best.raise(words*factor, bound)
	if near == 0 {
		r.best.offer(Candidate{Score: words * factor, Segment: r.number, Doc: doc})
		return nil
	}
	r.wait(doc, bound)
	return nil
}
