package rank

import (
	"cmp"
	"context"

	"github.com/newsdex/newsdex/query/plan"
)

// A sum adds up the scores of documents of a segment from their parts: the scores of
// leaves in the order of the query, and then those of pairs of words near each other
// in the same order. It multiplies the sum by the factor of recency. The order never
// depends on the segment or on the kind of search, so that a score is always the
// same to the last bit.
type sum struct {
	cursors []*cursor // in the order of the leaves
	pairs   []*proximity
	parts   []float64 // buffer: the scores of a document by cursor.part and proximity.part
	factor  func(doc uint32) float64
	ages    *ageBounds // bounds of factor; nil if it is always 1
}

// newSum returns the sum over cursors, which are in the order of their leaves, and
// over pairs of leaves.
func newSum(ctx context.Context, seg *segment, cursors []*cursor, pairs []plan.Pair) (*sum, error) {
	s := &sum{cursors: cursors}
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
				s.pairs = append(s.pairs, n)
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

// words sets the parts of a document's words and returns their sum, without its factor. It
// moves all cursors to the document.
func (s *sum) words(doc uint32) float64 {
	clear(s.parts)
	for _, c := range s.cursors {
		if c.seek(doc) {
			s.parts[c.part] = c.score()
		}
	}
	return s.total()
}

// nearBound returns an upper bound of the scores of pairs in a document, whose words have
// been scored.
func (s *sum) nearBound(doc uint32) float64 {
	bound := 0.
	for _, p := range s.pairs {
		if p.a.at(doc) && p.b.at(doc) {
			bound += p.boundHere()
		}
	}
	return bound
}

// score returns the score of a document.
func (s *sum) score(doc uint32) (float64, error) {
	s.words(doc)
	score, _, err := s.near(doc, nil)
	return score, err
}

// near returns the score of a document whose parts of words are set. If best is given, it
// returns false as soon as the document cannot enter best.
func (s *sum) near(doc uint32, best *top) (float64, bool, error) {
	factor := s.factor(doc)
	rest := 0. // the bounds of the pairs whose scores are not known
	if best != nil && len(s.pairs) > 1 {
		rest = s.nearBound(doc)
	}
	for _, p := range s.pairs {
		if !p.a.at(doc) || !p.b.at(doc) {
			continue
		}
		if rest > 0 {
			if !best.admits((s.total() + rest) * factor * boundSlack) {
				return 0, false, nil
			}
			rest -= p.boundHere()
		}
		near, err := p.score()
		if err != nil {
			return 0, false, err
		}
		s.parts[p.part] = near
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

// err returns the error of reading the cursors or lengths.
func (s *sum) err() error {
	for _, c := range s.cursors {
		if err := cmp.Or(c.Err(), c.segment.err); err != nil {
			return err
		}
	}
	return nil
}
