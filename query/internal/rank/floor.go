package rank

import "slices"

// Reading where two words stand costs more than all else that a document may be
// looked at for. So where many have both words and the pair has no list yet, the
// search is run without such pairs first: as they only add to scores, the worst
// of its hits is a score below which no document can get in, and positions are
// then read of those few that can.

// floorPostings is how many documents may have both words of pairs without lists
// before a search is run twice.
const floorPostings = 1000

// withFloor runs a search that offers the documents of a sum to best.
func withFloor(s *sum, best *top, search func(*sum, *top) error) error {
	common := 0
	for _, p := range s.pairs {
		common += min(len(p.a.docs), len(p.b.docs))
	}
	if common >= floorPostings && best.size > 0 {
		alone := newTop(best.segments, best.size)
		alone.floor = best.worst()
		if err := search(s.alone(), alone); err != nil {
			return err
		}
		best.floor = alone.worst()
	}
	return search(s, best)
}

// alone returns a copy of the sum, with cursors of its own, without the pairs that
// have no lists.
func (s *sum) alone() *sum {
	c := *s
	c.pairs, c.near = nil, 0
	c.parts = slices.Clone(s.parts)
	c.cursors = make([]*cursor, len(s.cursors))
	for i, of := range s.cursors {
		own := *of
		c.cursors[i] = &own
	}
	return &c
}
