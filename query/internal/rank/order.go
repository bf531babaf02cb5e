package rank

import (
	"cmp"
	"context"
	"math"
	"slices"

	"github.com/newsdex/newsdex/index/postings"
	"github.com/newsdex/newsdex/index/schema"
)

// Newest returns the n matches that were published last, the latest first, and the
// number of all matches. Articles without a date come last. Articles of one moment
// are ordered by ID. With a key they are the n matches behind it.
func (s *Search) Newest(ctx context.Context, n int, key *Key) ([]Candidate, int, error) {
	var from *after
	if key != nil {
		from = newAfter(s.all, key.Published, 0, key.ID)
	}
	return s.byRank(ctx, n, from, func(seg *segment) (ranks, error) {
		dates, err := seg.Published()
		return func(doc uint32) int64 { return dates[doc] }, err
	})
}

// Oldest is like [Search.Newest] but the earliest article comes first. Articles
// without a date still come last.
func (s *Search) Oldest(ctx context.Context, n int, key *Key) ([]Candidate, int, error) {
	var from *after
	if key != nil {
		from = newAfter(s.all, oldestRank(key.Published), 0, key.ID)
	}
	return s.byRank(ctx, n, from, func(seg *segment) (ranks, error) {
		dates, err := seg.Published()
		return func(doc uint32) int64 { return oldestRank(dates[doc]) }, err
	})
}

// oldestRank returns the rank of a date in the order of [Search.Oldest].
func oldestRank(date int64) int64 {
	if date == schema.NoDate {
		return date
	}
	return -date
}

// ByTitle is like [Search.Newest] but orders articles by [schema.TitleKey]. Articles
// without a title come last.
func (s *Search) ByTitle(ctx context.Context, n int, key *Key) ([]Candidate, int, error) {
	titles, err := s.snapshot.Postings().TitleOrder(ctx)
	if err != nil {
		return nil, 0, err
	}
	var from *after
	if key != nil {
		if from, err = s.afterTitle(key, titles); err != nil {
			return nil, 0, err
		}
	}
	return s.byRank(ctx, n, from, func(seg *segment) (ranks, error) {
		ranks := titles.Ranks(seg.number)
		return func(doc uint32) int64 { return titleRank(ranks[doc]) }, nil
	})
}

// titleRank returns the rank of an article in the order of [Search.ByTitle] from that of
// its title.
func titleRank(title uint32) int64 {
	if title == 0 {
		return math.MinInt64
	}
	return -int64(title)
}

// afterTitle returns the place of a key in the order by title. If no article has its title,
// it is the place before all articles with the next one.
func (s *Search) afterTitle(key *Key, titles *postings.TitleOrder) (*after, error) {
	if key.Title == "" {
		return newAfter(s.all, math.MinInt64, 0, key.ID), nil
	}
	rank, id := int64(math.MinInt64), ""
	for i, seg := range s.all {
		title, doc, err := seg.FirstTitle(key.Title)
		if err != nil {
			return nil, err
		}
		if title == "" {
			continue
		}
		rank = max(rank, titleRank(titles.Ranks(i)[doc]))
		if title == key.Title {
			id = key.ID
		}
	}
	return newAfter(s.all, rank, 0, id), nil
}

// A ranks returns the rank of a document in an order. Higher ranks come first.
type ranks func(doc uint32) int64

// byRank returns the n matches with the highest ranks and the number of all matches.
// It computes the scores of the former only.
func (s *Search) byRank(ctx context.Context, n int, from *after, ranksOf func(*segment) (ranks, error)) ([]Candidate, int, error) {
	s.after, s.ranksOf = from, ranksOf
	best := newTop(s.all, n, from)
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
