package rank

import (
	"github.com/newsdex/newsdex/index/schema"
	"github.com/newsdex/newsdex/query/internal/heap"
)

// A waiting is a document that may enter by its pairs.
type waiting struct {
	bounded
	kept int // 1 + the index of its postings and parts; 0 without
}

// A place is a posting of a cursor.
type place struct {
	block int32 // -1 without a posting
	i     int32
	freq  [schema.TextFields]uint32
}

// mostKept is the number of cursors up to which the postings of a document that waits are
// kept, so that they need not be looked up again.
const mostKept = 8

// wait makes a document wait, to which the cursors have been moved.
func (r *ranker) wait(doc uint32, bound float64) {
	w := waiting{bounded: bounded{doc, bound}}
	if len(r.cursors) <= mostKept {
		w.kept = len(r.kept)/len(r.cursors) + 1
		for _, c := range r.cursors {
			p := place{block: -1}
			if c.at(doc) {
				p = place{int32(c.BlockNumber()), int32(c.Index()), c.freq}
			}
			r.kept = append(r.kept, p)
		}
		r.parts = append(r.parts, r.sum.parts...)
	}
	r.waiting = heap.Push(r.waiting, w, higher)
}

// rescore returns the score of a document that waited, and false as soon as it cannot enter.
func (r *ranker) rescore(w waiting) (float64, bool, error) {
	if w.kept == 0 {
		for _, c := range r.cursors {
			c.rewind(0)
		}
		score, err := r.sum.score(w.doc)
		return score, true, err
	}
	n := len(r.sum.parts)
	copy(r.sum.parts, r.parts[(w.kept-1)*n:][:n])
	for i, p := range r.kept[(w.kept-1)*len(r.cursors):][:len(r.cursors)] {
		c := r.cursors[i]
		c.here = noDoc
		if p.block >= 0 && c.Place(int(p.block), int(p.i)) {
			c.here, c.freq = w.doc, p.freq
		}
	}
	return r.sum.near(w.doc, r.best)
}

// earlyWaiting is the number of documents that are offered behind each window, to raise the
// floor by their pairs.
const earlyWaiting = 6

// offerWaiting offers the n documents that wait with the highest bounds, as long as they may
// enter.
func (r *ranker) offerWaiting(n int) error {
	for ; n > 0 && len(r.waiting) > 0; n-- {
		first := r.waiting[0]
		if !r.best.admits(first.bound) {
			r.waiting = r.waiting[:0]
			return nil
		}
		r.waiting = heap.Pop(r.waiting, higher)
		if err := r.work(stepsOfPosition * len(r.cursors)); err != nil {
			return err
		}
		score, ok, err := r.rescore(first)
		if err != nil {
			return err
		}
		if ok {
			r.best.offer(Candidate{Score: score, Segment: r.number, Doc: first.doc})
		}
	}
	return nil
}

// higher reports whether a has the higher bound.
func higher(a, b *waiting) bool { return a.bound > b.bound }
