package rank

import (
	"cmp"
	"context"
	"math"
	"slices"

	"github.com/newsdex/newsdex/index/schema"
)

// Newest returns the n matches that were published last, the latest first, and the
// number of all matches. Articles without a date come last. Articles of one moment
// are ordered by ID.
func (s *Search) Newest(ctx context.Context, n int) ([]Candidate, int, error) {
	return s.byRank(ctx, n, func(seg *segment) (ranks, error) {
		dates, err := seg.Published()
		return func(doc uint32) int64 { return dates[doc] }, err
	})
}

// Oldest is like [Search.Newest] but the earliest article comes first. Articles
// without a date still come last.
func (s *Search) Oldest(ctx context.Context, n int) ([]Candidate, int, error) {
	return s.byRank(ctx, n, func(seg *segment) (ranks, error) {
		dates, err := seg.Published()
		return func(doc uint32) int64 {
			if date := dates[doc]; date == schema.NoDate {
				return date
			}
			return -dates[doc]
		}, err
	})
}

// ByTitle is like [Search.Newest] but orders articles by [schema.TitleKey]. Articles
// without a title come last.
func (s *Search) ByTitle(ctx context.Context, n int) ([]Candidate, int, error) {
	return s.byRank(ctx, n, func(seg *segment) (ranks, error) {
		titles, err := s.snapshot.Postings().TitleOrder(ctx)
		if err != nil {
			return nil, err
		}
		ranks := titles.Ranks(seg.number)
		return func(doc uint32) int64 {
			if ranks[doc] == 0 {
				return math.MinInt64
			}
			return -int64(ranks[doc])
		}, nil
	})
}

// A ranks returns the rank of a document in an order. Higher ranks come first.
type ranks func(doc uint32) int64

// byRank returns the n matches with the highest ranks and the number of all matches.
// It computes the scores of the former only.
func (s *Search) byRank(ctx context.Context, n int, ranksOf func(*segment) (ranks, error)) ([]Candidate, int, error) {
	best := newTop(s.all, n)
	total := 0
	for _, seg := range s.segments {
		rank, err := ranksOf(seg)
		if err != nil {
			return nil, 0, err
		}
		docs, err := s.matching(ctx, seg)
		if err != nil {
			return nil, 0, err
		}
		total += docs.count()
		w := watch{ctx: ctx}
		for doc := range docs.docs(0) {
			if err := w.work(4); err != nil {
				return nil, 0, err
			}
			if at := rank(doc); best.admitsRank(at) {
				best.offer(Candidate{rank: at, Segment: seg.number, Doc: doc})
			}
		}
	}
	ranked, err := best.ranked(ctx)
	if err == nil {
		err = s.rescore(ctx, ranked)
	}
	return ranked, total, err
}

// rescore sets the scores of candidates.
func (s *Search) rescore(ctx context.Context, of []Candidate) error {
	bySegment := make([][]*Candidate, len(s.segments))
	for i := range of {
		bySegment[of[i].Segment] = append(bySegment[of[i].Segment], &of[i])
	}
	for i, candidates := range bySegment {
		if len(candidates) == 0 {
			continue
		}
		slices.SortFunc(candidates, func(a, b *Candidate) int { return cmp.Compare(a.Doc, b.Doc) })
		var err error
		if s.isFlat {
			err = rescoreFlat(ctx, &s.flat, s.segments[i], candidates)
		} else {
			err = s.rescoreAny(ctx, s.segments[i], candidates)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// rescoreFlat sets the scores of candidates of a segment.
func rescoreFlat(ctx context.Context, f *flat, s *segment, candidates []*Candidate) error {
	sum, err := f.sum(ctx, s)
	if err != nil {
		return err
	}
	w := watch{ctx: ctx}
	for _, c := range candidates {
		if err := w.work(stepsOfLookup + 2*len(sum.cursors)); err != nil {
			return err
		}
		if c.Score, err = sum.score(c.Doc); err != nil {
			return err
		}
	}
	return sum.err()
}

// rescoreAny is like rescoreFlat but for a plan of any kind.
func (s *Search) rescoreAny(ctx context.Context, seg *segment, candidates []*Candidate) error {
	m, err := eval(ctx, s.plan.Root, seg)
	if err != nil || m.scores == nil {
		return err
	}
	factor, err := seg.factors()
	if err != nil {
		return err
	}
	for _, c := range candidates {
		c.Score = m.scores[c.Doc] * factor(c.Doc)
	}
	return nil
}
