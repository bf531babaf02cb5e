package rank

import (
	"context"
	"slices"

	"github.com/newsdex/newsdex/index/postings"
	"github.com/newsdex/newsdex/query/plan"
)

// A sum adds up the scores of documents of a segment from their parts: the scores of
// leaves in the order of the query, and then those of pairs of words near each other
// in the same order. It multiplies the sum by the factor of recency. The order never
// depends on the segment or on the kind of search, so that a score is always the
// same to the last bit.
type sum struct {
	words     []*cursor    // in the order of the leaves
	cursors   []*cursor    // words, then those of pairs with lists
	pairs     []*proximity // those without lists
	pairBound float64      // upper bound of the score of all pairs without lists together
	parts     []float64    // buffer: the scores of a document by cursor.part and proximity.part
	factor    func(doc uint32) float64
	ages      *ageBounds // bounds of factor; nil if it is always 1
}

// newSum returns the sum over cursors, which are in the order of their leaves, and
// over pairs of leaves.
func newSum(ctx context.Context, seg *segment, cursors []*cursor, pairs []plan.Pair) (*sum, error) {
	s := &sum{words: cursors, cursors: slices.Clip(cursors)}
	parts := 0
	for _, c := range cursors {
		parts = max(parts, c.part+1)
	}
	if len(pairs) > 0 && seg.scorer.Proximity > 0 {
		byLeaf := make(map[*plan.Leaf][]*cursor, len(cursors))
		for _, c := range cursors {
			byLeaf[c.leaf] = append(byLeaf[c.leaf], c)
		}
		w := watch{ctx: ctx}
		for _, p := range pairs {
			if err := w.work(stepsOfLookup); err != nil {
				return nil, err
			}
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

// seek moves the cursors to a document and returns an upper bound of its score
// without the pairs that lack lists. Documents must come in ascending order.
func (s *sum) seek(doc uint32) float64 {
	upper := 0.0
	for _, c := range s.cursors {
		if c.seek(doc); c.at(doc) {
			upper += c.upper(c.pos)
		}
	}
	return upper
}

// score returns the score of a document to which the cursors have been moved. If
// best is given, it returns false for a document that cannot enter best.
func (s *sum) score(doc uint32, best *top) (float64, bool, error) {
	clear(s.parts)
	for _, c := range s.cursors {
		if c.at(doc) {
			s.parts[c.part] = c.score(c.pos)
		}
	}
	factor := s.factor(doc)
	if best != nil {
		bound := s.total()
		for _, p := range s.pairs {
			if p.a.at(doc) && p.b.at(doc) {
				bound += p.boundOf(s.parts[p.a.part], s.parts[p.b.part])
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
	return s.total() * factor, true, nil
}

// total returns the sum of the parts.
func (s *sum) total() float64 {
	sum := 0.0
	for _, p := range s.parts {
		sum += p
	}
	return sum
}

// manyLists is the number of lists above which going from document to document takes
// too long, as each list is checked for each document. Then all lists get impacts,
// for windows.
const manyLists = 32

// bind computes the bounds of cursors and pairs. all says that most of their
// postings will be read. The error is ctx's when that is done.
func (s *sum) bind(ctx context.Context, all bool) error {
	policy := postings.ImpactsOnRepeat
	switch {
	case len(s.cursors) > manyLists:
		policy = postings.ImpactsAlways
	case all:
		policy = postings.ImpactsIfCached
	}
	costs := make([]int, len(s.cursors))
	for i, c := range s.cursors {
		costs[i] = c.bindCost()
	}
	err := byCost(ctx, costs, func(i int) error {
		s.cursors[i].bind(policy)
		return nil
	})
	if err != nil {
		return err
	}
	s.pairBound = 0
	for _, p := range s.pairs {
		p.bind()
		s.pairBound += p.bound
	}
	return nil
}
