package rank

import (
	"context"
	"math"
	"slices"

	"github.com/newsdex/newsdex/index/postings"
)

// A Key is the place of a match in an order, without reference to an index. It need not be
// the place of an article that is still there.
type Key struct {
	// Score is the score, in the order by score.
	Score float64
	// Published is the date in seconds since 1970 or [schema.NoDate], in orders by date.
	Published int64
	// Title is the [schema.TitleKey], in the order by title.
	Title string
	// ID is the ID of the article.
	ID string
}

// An after is the place in an order behind which candidates are kept.
type after struct {
	Candidate // its rank, score and ID
	segments  []*postings.Segment
	ids       []int64 // by segment, the least rank of an ID behind that of the candidate; -1 if unknown
}

// newAfter returns the place of a key whose rank is known.
func newAfter(segments []*postings.Segment, rank int64, score float64, id string) *after {
	return &after{
		Candidate: Candidate{ID: id, Score: score, rank: rank},
		segments:  segments, ids: slices.Repeat([]int64{-1}, len(segments)),
	}
}

// exceeds reports whether an article is before the place if its score is at least least.
func (a *after) exceeds(least float64) bool { return a != nil && least > a.Score }

// below reports whether an article is behind the place if its score is at most most.
func (a *after) below(most float64) bool { return a == nil || most < a.Score }

// precedes reports whether the place is before a candidate, whose rank and score are set.
func (a *after) precedes(c *Candidate) (bool, error) {
	switch {
	case a == nil:
		return true, nil
	case c.rank != a.rank:
		return c.rank < a.rank, nil
	case c.Score != a.Score:
		return c.Score < a.Score, nil
	case c.ID != "":
		return c.ID > a.ID, nil
	}
	if a.ids[c.Segment] < 0 {
		if err := a.findID(c.Segment); err != nil {
			return false, err
		}
	}
	rank, err := a.segments[c.Segment].RankOfID(c.Doc)
	return int64(rank) >= a.ids[c.Segment], err
}

// findID sets the least rank of an ID of a segment that is behind the ID of the place. So
// ties are decided without reading the IDs of documents.
func (a *after) findID(segment int) error {
	a.ids[segment] = math.MaxInt64
	for d, err := range a.segments[segment].IDsFrom(a.ID) {
		if err != nil {
			return err
		}
		if d.ID == a.ID {
			continue
		}
		rank, err := a.segments[segment].RankOfID(d.Doc)
		a.ids[segment] = int64(rank)
		return err
	}
	return nil
}

// Passed reports for each of some documents whether it is a match that is not behind the
// key of the last search, of which [Search.Best] or another order was asked. Without a key
// none is. Only the segments and document numbers of the documents are read.
func (s *Search) Passed(ctx context.Context, docs []Candidate) ([]bool, error) {
	passed := make([]bool, len(docs))
	if s.after == nil {
		return passed, nil
	}
	for i, c := range docs {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		at := Candidate{Segment: c.Segment, Doc: c.Doc}
		matches, err := s.locate(ctx, &at)
		if err != nil {
			return nil, err
		}
		if !matches {
			continue
		}
		behind, err := s.after.precedes(&at)
		if err != nil {
			return nil, err
		}
		passed[i] = !behind
	}
	return passed, nil
}

// locate sets the rank or the score of a document in the order of the last search, and
// reports whether it matches.
func (s *Search) locate(ctx context.Context, c *Candidate) (bool, error) {
	seg := s.segments[c.Segment]
	if s.ranksOf != nil {
		set, err := s.matching(ctx, seg)
		if err != nil || !set.has(c.Doc) {
			return false, err
		}
		rank, err := s.ranksOf(seg)
		if err == nil {
			c.rank = rank(c.Doc)
		}
		return true, err
	}
	if s.isFlat {
		return s.flat.locate(ctx, seg, c)
	}
	m := seg.evaluated
	if m == nil || !m.docs.Contains(c.Doc) {
		return false, nil
	}
	factor, err := seg.factors()
	if err == nil && m.scores != nil {
		c.Score = m.scores[c.Doc] * factor(c.Doc)
	}
	return true, err
}

// locate sets the score of a document of a segment, and reports whether it matches.
func (f *flat) locate(ctx context.Context, s *segment, c *Candidate) (bool, error) {
	pass, err := f.filter(ctx, s)
	if err != nil || pass != nil && !pass.has(c.Doc) {
		return false, err
	}
	if len(f.groups) == 0 {
		return true, nil // with the score 0
	}
	sum, err := f.sum(ctx, s)
	if err != nil {
		return false, err
	}
	sum.words(c.Doc)
	for g := range f.groups {
		holds := func(in *cursor) bool { return in.group == g && in.at(c.Doc) }
		if !slices.ContainsFunc(sum.cursors, holds) {
			return false, sum.err()
		}
	}
	if c.Score, _, err = sum.near(c.Doc, nil); err != nil {
		return false, err
	}
	return true, sum.err()
}
