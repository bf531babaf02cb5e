package rank

import "slices"

// Reading the positions of two words costs more than all other work on a document.
// So where many documents have both words of a pair without a list, the search runs
// without such pairs first. Pairs only add to scores, so the worst score of its hits
// is a threshold below which no document can enter, and positions are read only in
// the few documents that can reach it.

// minCommonPostings is the number of documents that may have both words of pairs
// without lists from which a search runs twice.
const minCommonPostings = 1000

// withThreshold runs a search that offers the documents of a sum to best, after one
// without pairs where that pays.
func withThreshold(s *sum, best *top, search func(*sum, *top) error) error {
	common := 0
	for _, p := range s.pairs {
		common += min(len(p.a.docs), len(p.b.docs))
	}
	if common >= minCommonPostings && best.size > 0 {
		alone := newTop(best.segments, best.size)
		alone.threshold = best.worst()
		if err := search(s.alone(), alone); err != nil {
			return err
		}
		best.threshold = alone.worst()
	}
	return search(s, best)
}

// alone returns a copy of the sum without the pairs that lack lists. Its cursors are
// copies.
func (s *sum) alone() *sum {
	c := *s
	c.pairs, c.pairBound = nil, 0
	c.parts = slices.Clone(s.parts)
	c.cursors = make([]*cursor, len(s.cursors))
	for i, of := range s.cursors {
		own := *of
		c.cursors[i] = &own
	}
	return &c
}
