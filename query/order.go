package query

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/newsdex/newsdex/index"
)

// An Order is what hits are sorted by. Hits that are equal in it are in the order
// of their IDs.
type Order int

// The orders.
const (
	ByScore Order = iota // the best first
	Newest               // the last published first, articles without a date last
	Oldest               // the first published first, articles without a date last
)

var orderNames = []string{"score", "newest", "oldest"}

// String returns "score", "newest" or "oldest".
func (o Order) String() string {
	if o < 0 || int(o) >= len(orderNames) {
		return fmt.Sprintf("Order(%d)", int(o))
	}
	return orderNames[o]
}

// ParseOrder returns the order with a name, as [Order.String] gives it.
func ParseOrder(name string) (Order, error) {
	if i := slices.Index(orderNames, name); i >= 0 {
		return Order(i), nil
	}
	return 0, fmt.Errorf("query: %q is no order; it is one of %v", name, orderNames)
}

// date returns the place of a date in an order, the higher the earlier.
func (o Order) date(published int64) int64 {
	if o == Oldest && published != index.NoDate {
		return -published
	}
	return published
}

// byDate offers all documents that match to best, which has to be one of dates,
// and returns their number. They are not scored.
func (r *run) byDate(root node, order Order, best *top) (int, error) {
	p, planned := planOf(root)
	total := 0
	for seg, s := range r.segments {
		if err := r.ctx.Err(); err != nil {
			return 0, err
		}
		dates, err := s.Published()
		if err != nil {
			return 0, err
		}
		var docs *roaring.Bitmap
		if planned {
			docs, err = p.docs(r, seg)
		} else {
			var m matches
			m, err = root.eval(r, seg)
			docs = m.docs
		}
		if err != nil {
			return 0, err
		}
		total += int(docs.GetCardinality())
		for it := docs.Iterator(); it.HasNext(); {
			doc := it.Next()
			best.offer(candidate{rank: order.date(dates[doc]), seg: seg, doc: doc})
		}
	}
	return total, best.err
}

// rescore sets the scores of candidates.
func (r *run) rescore(root node, of []candidate) error {
	p, planned := planOf(root)
	bySegment := make([][]*candidate, len(r.segments))
	for i := range of {
		bySegment[of[i].seg] = append(bySegment[of[i].seg], &of[i])
	}
	for seg, candidates := range bySegment {
		if len(candidates) == 0 {
			continue
		}
		slices.SortFunc(candidates, func(a, b *candidate) int { return cmp.Compare(a.doc, b.doc) })
		var err error
		if planned {
			err = p.rescore(r, seg, candidates)
		} else {
			err = r.rescoreAll(root, seg, candidates)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// rescore sets the scores of candidates of a segment.
func (p *plan) rescore(r *run, seg int, candidates []*candidate) error {
	sum, err := p.sumOf(r, seg)
	if err != nil {
		return err
	}
	for _, c := range candidates {
		sum.collect(c.doc)
		if c.score, _, err = sum.score(c.doc, nil); err != nil {
			return err
		}
	}
	return nil
}

// rescoreAll is rescore for a node that has no plan.
func (r *run) rescoreAll(root node, seg int, candidates []*candidate) error {
	m, err := root.eval(r, seg)
	if err != nil || m.scores == nil {
		return err
	}
	factor, err := r.factors(seg)
	if err != nil {
		return err
	}
	for _, c := range candidates {
		c.score = m.scores[c.doc] * factor(c.doc)
	}
	return nil
}
