package rank

import (
	"slices"

	"github.com/newsdex/newsdex/index/postings"
	"github.com/newsdex/newsdex/query/internal/heap"
)

// A Candidate is a document that matches.
type Candidate struct {
	// ID is the ID of the article.
	ID string
	// Score is the score of the article.
	Score float64
	// Segment is the number of the segment among those of the snapshot.
	Segment int
	// Doc is the number of the document in the segment.
	Doc uint32

	rank int64 // goes before the score; 0 for all where hits are by score
}

// A top keeps the best of the candidates that it is offered: those with the
// highest ranks, of one rank those with the highest scores and, of one score,
// those with the first IDs. It is a heap with the worst on top.
type top struct {
	segments []*postings.Segment
	size     int
	floor    float64 // candidates with scores below it are known not to get in
	of       []Candidate
	err      error // of the look-up of an ID

	order func(a, b *Candidate) bool // worse, for the heap
}

func newTop(segments []*postings.Segment, size int) *top {
	const room = 16 // as many as are mostly asked for
	t := &top{segments: segments, size: size, of: make([]Candidate, 0, min(size, room))}
	t.order = t.worse
	return t
}

// admits reports whether a candidate with a score may still get in. One with the
// score of the worst may, by its ID.
func (t *top) admits(score float64) bool { return t.size > 0 && score >= t.worst() }

// worst returns the score below which no candidate gets in.
func (t *top) worst() float64 {
	if len(t.of) < t.size {
		return t.floor
	}
	return max(t.floor, t.of[0].Score)
}

// admitsRank reports whether a candidate of a rank may still get in.
func (t *top) admitsRank(rank int64) bool {
	return len(t.of) < t.size || t.size > 0 && rank >= t.of[0].rank
}

// offer takes a candidate in if it is good enough.
func (t *top) offer(c Candidate) {
	switch {
	case len(t.of) < t.size:
		t.of = heap.Push(t.of, c, t.order)
	case t.size > 0 && t.worse(&t.of[0], &c):
		t.of[0] = c
		heap.FixFirst(t.of, t.order)
	}
}

// worse reports whether a comes behind b. An ID is looked up only where all else is equal.
func (t *top) worse(a, b *Candidate) bool {
	switch {
	case a.rank != b.rank:
		return a.rank < b.rank
	case a.Score != b.Score:
		return a.Score < b.Score
	}
	return t.id(a) > t.id(b)
}

// ranked returns the candidates with their IDs, the best first. The top must not be used
// afterwards.
func (t *top) ranked() ([]Candidate, error) {
	for i := range t.of {
		t.of[i].ID = t.id(&t.of[i])
	}
	slices.SortFunc(t.of, func(a, b Candidate) int {
		switch {
		case t.worse(&b, &a):
			return -1
		case t.worse(&a, &b):
			return 1
		}
		return 0
	})
	return t.of, t.err
}

func (t *top) id(c *Candidate) string {
	if c.ID == "" {
		id, err := t.segments[c.Segment].ID(c.Doc)
		if err != nil {
			t.err = err
		}
		c.ID = id
	}
	return c.ID
}
