package query

import (
	"cmp"
	"slices"

	"github.com/newsdex/newsdex/index/postings"
)

// A candidate is a document that matches.
type candidate struct {
	rank  int64 // goes before the score; 0 for all where hits are by score
	score float64
	seg   int
	doc   uint32
	id    string // once it is known
}

// A top keeps the best of the candidates that it is offered: those with the
// highest ranks, of one rank those with the highest scores and, of one score,
// those with the first IDs. It is a heap with the worst on top.
type top struct {
	segments []*postings.Segment
	size     int
	floor    float64 // candidates with scores below it are known not to get in
	of       []candidate
	err      error // of the look-up of an ID
}

func newTop(segments []*postings.Segment, size int) *top {
	const room = 16 // as many as are mostly asked for
	return &top{segments: segments, size: size, of: make([]candidate, 0, min(size, room))}
}

// admits reports whether a candidate with a score may still get in. One with the
// score of the worst may, by its ID.
func (t *top) admits(score float64) bool { return t.size > 0 && score >= t.worst() }

// worst returns the score below which no candidate gets in.
func (t *top) worst() float64 {
	if len(t.of) < t.size {
		return t.floor
	}
	return max(t.floor, t.of[0].score)
}

// admitsRank reports whether a candidate of a rank may still get in.
func (t *top) admitsRank(rank int64) bool {
	return len(t.of) < t.size || t.size > 0 && rank >= t.of[0].rank
}

// offer takes a candidate in if it is good enough.
func (t *top) offer(c candidate) {
	switch {
	case len(t.of) < t.size:
		t.of = append(t.of, c)
		t.up(len(t.of) - 1)
	case t.size > 0 && t.compare(&c, &t.of[0]) < 0:
		t.of[0] = c
		t.down(0)
	}
}

// compare orders candidates, the best first. An ID is looked up only where all
// else is equal.
func (t *top) compare(a, b *candidate) int {
	if a.rank != b.rank {
		return cmp.Compare(b.rank, a.rank)
	}
	if a.score != b.score {
		return cmp.Compare(b.score, a.score)
	}
	return cmp.Compare(t.id(a), t.id(b))
}

// ranked returns the candidates with their IDs, the best first. The top is not
// one any more.
func (t *top) ranked() ([]candidate, error) {
	for i := range t.of {
		t.of[i].id = t.id(&t.of[i])
	}
	slices.SortFunc(t.of, func(a, b candidate) int { return t.compare(&a, &b) })
	return t.of, t.err
}

func (t *top) id(c *candidate) string {
	if c.id == "" {
		id, err := t.segments[c.seg].ID(c.doc)
		if err != nil {
			t.err = err
		}
		c.id = id
	}
	return c.id
}

// worse reports whether the i-th of the heap is worse than the j-th.
func (t *top) worse(i, j int) bool { return t.compare(&t.of[i], &t.of[j]) > 0 }

// up takes the i-th of the heap as far up as it belongs.
func (t *top) up(i int) {
	for i > 0 {
		parent := (i - 1) / 2
		if !t.worse(i, parent) {
			return
		}
		t.of[i], t.of[parent] = t.of[parent], t.of[i]
		i = parent
	}
}

// down takes the i-th of the heap as far down as it belongs.
func (t *top) down(i int) {
	for {
		child := 2*i + 1
		if child >= len(t.of) {
			return
		}
		if other := child + 1; other < len(t.of) && t.worse(other, child) {
			child = other
		}
		if !t.worse(child, i) {
			return
		}
		t.of[i], t.of[child] = t.of[child], t.of[i]
		i = child
	}
}
