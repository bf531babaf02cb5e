package rank

import (
	"context"
	"math"
	"slices"

	"github.com/newsdex/newsdex/index/postings"
	"github.com/newsdex/newsdex/query/internal/heap"
)

// A Candidate is a match.
type Candidate struct {
	// ID is the ID of the article.
	ID string
	// Score is the score of the article.
	Score float64
	// Segment is the index of the segment in the snapshot's segments.
	Segment int
	// Doc is the document number in the segment.
	Doc uint32

	rank int64 // decides before the score; 0 where hits are ordered by score
}

// A top keeps the best candidates offered: those with the highest ranks, among equal
// ranks those with the highest scores, and among equal scores those with the first
// IDs. It is a heap with the worst on top.
type top struct {
	segments   []*postings.Segment
	size       int
	after      *after    // candidates at this place or before it are not kept; nil: all are
	floors     []float64 // a heap of scores that as many candidates have at least, the lowest first
	candidates []Candidate
	err        error // of looking up an ID

	order func(a, b *Candidate) bool // the worse first, for the heap
}

// newTop returns an empty top of size candidates of the segments.
func newTop(segments []*postings.Segment, size int, after *after) *top {
	const room = 16 // a common number of hits
	t := &top{segments: segments, size: size, after: after, candidates: make([]Candidate, 0, min(size, room))}
	t.order = t.worse
	return t
}

// admits reports whether a candidate with a score may enter. One that equals the
// worst score may, by its ID.
func (t *top) admits(score float64) bool { return t.size > 0 && score >= t.worst() }

// worst returns the score below which no candidate can enter.
func (t *top) worst() float64 {
	worst := math.Inf(-1)
	if len(t.candidates) == t.size && t.size > 0 {
		worst = t.candidates[0].Score
	}
	if len(t.floors) == t.size && t.size > 0 {
		worst = max(worst, t.floors[0])
	}
	return worst
}

// raise notes that a candidate which is offered later has a score from least to most. One
// that may not be behind the place is no floor.
func (t *top) raise(least, most float64) {
	if !t.after.below(most) {
		return
	}
	less := func(a, b *float64) bool { return *a < *b }
	switch {
	case len(t.floors) < t.size:
		t.floors = heap.Push(t.floors, least, less)
	case t.size > 0 && least > t.floors[0]:
		t.floors[0] = least
		heap.FixFirst(t.floors, less)
	}
}

// admitsRank reports whether a candidate with a rank may enter.
func (t *top) admitsRank(rank int64) bool {
	if t.after != nil && rank > t.after.rank {
		return false
	}
	return len(t.candidates) < t.size || t.size > 0 && rank >= t.candidates[0].rank
}

// offer keeps a candidate if it is good enough.
func (t *top) offer(c Candidate) {
	if t.after != nil && !t.behind(&c) {
		return
	}
	switch {
	case len(t.candidates) < t.size:
		t.candidates = heap.Push(t.candidates, c, t.order)
	case t.size > 0 && t.worse(&t.candidates[0], &c):
		t.candidates[0] = c
		heap.FixFirst(t.candidates, t.order)
	}
}

// behind reports whether a candidate is behind the place.
func (t *top) behind(c *Candidate) bool {
	behind, err := t.after.precedes(c)
	if err != nil {
		t.err = err
	}
	return behind
}

// worse reports whether a is ordered behind b. IDs are looked up only to break a
// tie.
func (t *top) worse(a, b *Candidate) bool {
	switch {
	case a.rank != b.rank:
		return a.rank < b.rank
	case a.Score != b.Score:
		return a.Score < b.Score
	}
	if a.Segment == b.Segment && a.ID == "" {
		return t.rankOfID(a) > t.rankOfID(b)
	}
	return t.id(a) > t.id(b)
}

// rankOfID returns the rank of a candidate's ID in its segment.
func (t *top) rankOfID(c *Candidate) uint32 {
	rank, err := t.segments[c.Segment].RankOfID(c.Doc)
	if err != nil {
		t.err = err
	}
	return rank
}

// ranked returns the candidates with their IDs, the best first. The top must not be
// used afterwards. The error is ctx's when that is done.
func (t *top) ranked(ctx context.Context) ([]Candidate, error) {
	w := watch{ctx: ctx}
	for i := range t.candidates {
		if err := w.work(stepsOfLookup); err != nil {
			return nil, err
		}
		t.candidates[i].ID = t.id(&t.candidates[i])
	}
	slices.SortFunc(t.candidates, func(a, b Candidate) int {
		switch {
		case t.worse(&b, &a):
			return -1
		case t.worse(&a, &b):
			return 1
		}
		return 0
	})
	return t.candidates, t.err
}

// id returns the ID of a candidate.
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
