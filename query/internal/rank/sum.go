package rank

import (
	"context"
	"slices"

	"github.com/newsdex/newsdex/index/postings"
	"github.com/newsdex/newsdex/query/plan"
)

// A sum adds up the scores of documents of a segment, each from its parts: those
// of the leaves that match in the order of the query, then those of the pairs of
// words that stand near each other in the same order, and last the factor of
// recency. So it is the same to the last bit wherever the document lies and
// however it was found.
type sum struct {
	words   []*cursor // by leaf
	cursors []*cursor // of the words, and behind them of the pairs that have lists
	pairs   []*nearness
	near    float64   // no document scores more for all pairs without lists
	parts   []float64 // scores of a document by leaf, and behind them by pair
	factor  func(doc uint32) float64
	ages    *ages // bounds of the factor; or nil, it is always 1
}

// newSum returns the sum over cursors, which are in the order of their leaves,
// and over pairs of leaves.
func newSum(ctx context.Context, seg *segment, cursors []*cursor, pairs []plan.Pair) (*sum, error) {
	s := &sum{words: cursors, cursors: slices.Clip(cursors)}
	parts := 0
	for _, c := range cursors {
		parts = max(parts, c.leaf+1)
	}
	if len(pairs) > 0 && seg.scorer.Proximity > 0 {
		byLeaf := make(map[*plan.Leaf][]*cursor, len(cursors))
		for _, c := range cursors {
			byLeaf[c.of] = append(byLeaf[c.of], c)
		}
		for _, p := range pairs {
			for _, n := range pairUp(byLeaf[p.A], byLeaf[p.B]) {
				n.part = parts
				parts++
				c, err := pairCursor(ctx, seg, n)
				if err != nil {
					return nil, err
				}
				if c != nil {
					s.cursors = append(s.cursors, c)
				} else {
					s.pairs = append(s.pairs, n)
				}
			}
		}
	}
	s.parts = make([]float64, parts)
	var err error
	if s.factor, err = seg.factors(); err != nil {
		return nil, err
	}
	if seg.recency != nil {
		s.ages, err = seg.newAges()
	}
	return s, err
}

// seek takes the cursors to a document and returns a bound of its score, without
// the pairs that have no lists. Documents must come in ascending order.
func (s *sum) seek(doc uint32) float64 {
	upper := 0.0
	for _, c := range s.cursors {
		if c.seek(doc); c.at(doc) {
			upper += c.upper(c.pos)
		}
	}
	return upper
}

// score returns the score of a document that the cursors are at, false where it
// cannot get into best, if that is given.
func (s *sum) score(doc uint32, best *top) (float64, bool, error) {
	clear(s.parts)
	for _, c := range s.cursors {
		if c.at(doc) {
			s.parts[c.leaf] = c.score(c.pos)
		}
	}
	factor := s.factor(doc)
	if best != nil {
		bound := s.added()
		for _, p := range s.pairs {
			if p.a.at(doc) && p.b.at(doc) {
				bound += p.boundOf(s.parts[p.a.leaf], s.parts[p.b.leaf])
			}
		}
		if !best.admits(bound * factor * boundSlack) {
			return 0, false, nil
		}
	}
	for _, p := range s.pairs {
		if p.a.at(doc) && p.b.at(doc) {
			near, err := p.score(doc)
			if err != nil {
				return 0, false, err
			}
			s.parts[p.part] = near
		}
	}
	return s.added() * factor, true, nil
}

// added returns the sum of the parts.
func (s *sum) added() float64 {
	sum := 0.0
	for _, p := range s.parts {
		sum += p
	}
	return sum
}

// manyLists is the number of lists from which on going from document to document, which
// looks at all of them for each, takes too long: then all have impacts, for windows.
const manyLists = 32

// bind finds the bounds of the cursors and pairs; all says that most of their
// postings will be looked at.
func (s *sum) bind(all bool) {
	need := postings.ImpactsOnRepeat
	switch {
	case len(s.cursors) > manyLists:
		need = postings.ImpactsAlways
	case all:
		need = postings.ImpactsIfCached
	}
	costs := make([]int, len(s.cursors))
	for i, c := range s.cursors {
		costs[i] = c.bindCost()
	}
	_ = byCost(costs, func(i int) error { // there are no errors
		s.cursors[i].bind(need)
		return nil
	})
	s.near = 0
	for _, p := range s.pairs {
		p.bind()
		s.near += p.bound
	}
}
