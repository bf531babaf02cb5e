package rank

import (
	"context"
	"sync"

	"github.com/newsdex/newsdex/index/postings"
)

// windowDocs is the number of documents of a window.
const windowDocs = 1 << 12

// A window sums upper bounds of the scores of consecutive documents, list by list,
// in integers. This takes a few instructions for each posting and no unpredictable
// branch. Only documents with a high sum are scored. Lucene searches disjunctions of
// long lists in this way (MaxScoreBulkScorer).
type window [windowDocs]uint32

var windows = sync.Pool{New: func() any { return new(window) }}

// windowSteps is the sum of the bounds of all lists, in the integers of a window.
const windowSteps = 1 << 28

// An adder adds the bounds of a cursor's postings to a window.
type adder struct {
	*cursor
	factor uint32 // a step of the cursor's impacts in integers of the window, rounded up
	from   int    // index of the window's first posting
	next   int    // index of the first posting behind the window
}

// byWindows offers the documents of pass to best, as [offerAlternatives] does. All
// cursors must have impacts.
func (d *disjunct) byWindows(ctx context.Context, s *segment, pass bitset) error {
	near := d.near[len(d.cursors)]
	unit := d.below[len(d.cursors)] / windowSteps
	var pairs []pairAdder
	if len(d.pairs) > maxPairChecks {
		unit = (d.below[len(d.cursors)] + near) / windowSteps
		pairs = d.pairAdders(unit)
	}
	adders := make([]adder, len(d.cursors))
	for i, c := range d.cursors {
		adders[i] = adder{cursor: c, factor: uint32(c.scale/unit) + 1, next: c.pos}
	}
	w := windows.Get().(*window)
	defer windows.Put(w)
	seen := watch{ctx: ctx}
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		base, ok := firstWindow(adders)
		if !ok {
			return nil
		}
		if !d.best.admits(near + windowBound(adders, base+windowDocs)) {
			for i := range adders {
				adders[i].skip(base + windowDocs)
			}
			continue
		}
		err := addWindow(&seen, w, base, adders, pairs)
		more := near
		if pairs != nil {
			more = 0
		}
		if err == nil {
			err = d.look(&seen, w, base, unit, more, pass, s.number)
		}
		clear(w[:])
		if err != nil {
			return err
		}
	}
}

// addWindow adds the bounds of adders and pairs in the window that starts at base.
func addWindow(seen *watch, w *window, base uint32, adders []adder, pairs []pairAdder) error {
	for i := range adders {
		adders[i].add(w, base)
		if err := seen.work(adders[i].next - adders[i].from); err != nil {
			return err
		}
	}
	for i := range pairs {
		pairs[i].add(w, base, adders)
		a, b := &adders[pairs[i].a], &adders[pairs[i].b]
		if err := seen.work(a.next - a.from + b.next - b.from); err != nil {
			return err
		}
	}
	return nil
}

// look offers the documents of a window whose sums are high enough. near is an upper
// bound of the score of pairs that are not in the sums.
func (d *disjunct) look(seen *watch, w *window, base uint32, unit, near float64, pass bitset, seg int) error {
	least, worst := d.best.leastSteps(unit, near), d.best.worst()
	for i, sum := range w {
		if sum < least {
			continue
		}
		doc := base + uint32(i)
		if pass != nil && !pass.has(doc) {
			continue
		}
		if d.ages != nil && (float64(sum)*unit+near)*d.ages.of(doc)*boundSlack < worst {
			continue
		}
		if err := seen.work(8 + 2*len(d.sum.cursors)); err != nil {
			return err
		}
		for _, c := range d.sum.cursors {
			c.seek(doc)
		}
		score, ok, err := d.sum.score(doc, d.best)
		if err != nil {
			return err
		}
		if ok {
			d.best.offer(Candidate{Score: score, Segment: seg, Doc: doc})
			least, worst = d.best.leastSteps(unit, near), d.best.worst()
		}
	}
	return nil
}

// leastSteps returns the least sum of a document that may enter, with pairs that
// score up to near.
func (t *top) leastSteps(unit, near float64) uint32 {
	return uint32(max(1, (t.worst()-near)/unit))
}

// firstWindow returns the start of the window with the next posting, and whether
// there is one.
func firstWindow(adders []adder) (uint32, bool) {
	first, found := uint32(0), false
	for i := range adders {
		if a := &adders[i]; a.next < len(a.docs) && (!found || a.docs[a.next] < first) {
			first, found = a.docs[a.next], true
		}
	}
	return first - first%windowDocs, found
}

// windowBound returns an upper bound of the scores of the documents before end.
func windowBound(adders []adder, end uint32) float64 {
	bound := 0.0
	for i := range adders {
		a := &adders[i]
		most := uint8(0)
		for b := a.next / postings.ImpactBlock; b*postings.ImpactBlock < len(a.docs); b++ {
			if first := b * postings.ImpactBlock; first > a.next && a.docs[first] >= end || a.next >= len(a.docs) {
				break
			}
			most = max(most, a.impacts.Blocks[b])
		}
		bound += a.scale * float64(most)
	}
	return bound
}

// skip skips the postings before end.
func (a *adder) skip(end uint32) {
	was := a.pos
	a.pos = a.next
	a.seek(end)
	a.next, a.pos = a.pos, was
}

// add adds the postings of the window that starts at base.
func (a *adder) add(w *window, base uint32) {
	docs, values := a.docs[a.next:], a.impacts.Values[a.next:]
	values = values[:len(docs)]
	n := len(docs)
	for i, doc := range docs {
		at := doc - base
		if at >= windowDocs {
			n = i
			break
		}
		w[at] += a.factor * uint32(values[i])
	}
	a.from = a.next
	a.next += n
}
