package query

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/newsdex/newsdex/index/schema"
)

// An Order is what hits are sorted by. Hits that are equal in it are in the order
// of their IDs.
type Order int

// The orders.
const (
	ByScore Order = iota // the best first
	Newest               // the last published first, articles without a date last
	Oldest               // the first published first, articles without a date last
	ByTitle              // by [index.TitleKey], articles without a title last
)

var orderNames = []string{"score", "newest", "oldest", "title"}

// String returns "score", "newest", "oldest" or "title".
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

// ranks returns the places of a segment's documents in an order that is not by
// score, the higher the earlier.
func (r *run) ranks(order Order, seg int) (func(doc uint32) int64, error) {
	if order == ByTitle {
		titles, err := r.snapshot.TitleOrder(r.ctx)
		if err != nil {
			return nil, err
		}
		places := titles.Ranks(seg)
		return func(doc uint32) int64 {
			if places[doc] == 0 {
				return math.MinInt64
			}
			return -int64(places[doc])
		}, nil
	}
	dates, err := r.segments[seg].Published()
	if err != nil {
		return nil, err
	}
	return func(doc uint32) int64 {
		if date := dates[doc]; order == Newest || date == schema.NoDate {
			return date
		}
		return -dates[doc]
	}, nil
}

// byRank offers all documents that match to best in an order that is not by score,
// and returns their number. They are not scored.
func (r *run) byRank(root node, order Order, best *top) (int, error) {
	total, buf := 0, make([]uint32, 4096)
	for seg := range r.segments {
		rank, err := r.ranks(order, seg)
		if err != nil {
			return 0, err
		}
		docs, err := r.matched(root, seg)
		if err != nil {
			return 0, err
		}
		total += int(docs.GetCardinality())
		for it := docs.ManyIterator(); ; {
			if err := r.ctx.Err(); err != nil {
				return 0, err
			}
			n := it.NextMany(buf)
			if n == 0 {
				break
			}
			for _, doc := range buf[:n] {
				if at := rank(doc); best.admitsRank(at) {
					best.offer(candidate{rank: at, seg: seg, doc: doc})
				}
			}
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
	docs := roaring.New()
	for _, c := range candidates {
		docs.Add(c.doc)
	}
	sum, err := p.sumOf(r, seg, docs)
	if err != nil {
		return err
	}
	for _, c := range candidates {
		sum.seek(c.doc)
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
