package query

import (
	"context"

	"github.com/newsdex/newsdex/index/postings"
	"github.com/newsdex/newsdex/index/schema"
	"github.com/newsdex/newsdex/query/internal/parallel"
	"github.com/newsdex/newsdex/query/internal/rank"
)

// A localSearch is a search in a snapshot.
type localSearch struct {
	*rank.Search
	segments []*postings.Segment
	o        Options
	after    *SortKey // the hits begin behind it; nil: with the first
}

// mostAhead is the number of copies behind a page of which it is found out that no hit
// follows them. Each must be read.
const mostAhead = 100

// collect sets the total and the hits of the options, and returns the key of the last one
// if others follow, or else nil. If copies are left out, it asks for more candidates until
// there are enough hits.
func (s *localSearch) collect(ctx context.Context, res *Results) (next *SortKey, err error) {
	o := s.o
	end, size := 0, 0 // the number of hits up to the end of the page; of candidates
	if o.Limit > 0 {
		end = o.Offset + o.Limit
		size = end + 1 // the last tells whether others follow
	}
	res.Offset = o.Offset
	if s.after != nil {
		res.Offset = s.after.Number
	}
	for ; ; size *= 4 {
		ranked, total, err := s.best(ctx, size)
		if err != nil {
			return nil, err
		}
		res.Total, res.AtLeast = total, s.AtLeast()
		if o.IDsOnly {
			err := s.ids(ctx, res, ranked[min(o.Offset, len(ranked)):min(end, len(ranked))])
			if err != nil || len(ranked) <= end {
				return nil, err
			}
			return s.keyOf(ranked[end-1], nil, res)
		}
		show := newShower(s.segments, o.Copies)
		if s.after != nil {
			show.passed = func(k *foundArticle) (bool, error) { return s.passed(ctx, k) }
		}
		kept, rest, err := show.first(ctx, ranked, end)
		if err != nil {
			return nil, err
		}
		if len(kept) < end && len(ranked) == size {
			continue
		}
		follow, err := s.follows(ctx, show, kept, rest)
		if err != nil {
			return nil, err
		}
		if !follow && len(ranked) == size && size > 0 {
			if len(rest) < mostAhead {
				continue
			}
			follow = true
		}
		page := kept[min(o.Offset, len(kept)):]
		if err := s.articles(ctx, res, page); err != nil || len(page) == 0 || !follow {
			return nil, err
		}
		last := &page[len(page)-1]
		return s.keyOf(last.Candidate, last, res)
	}
}

// best returns the first n matches of the page in the order of the options, and the number
// of all matches.
func (s *localSearch) best(ctx context.Context, n int) ([]rank.Candidate, int, error) {
	var after *rank.Key
	if k := s.after; k != nil {
		after = &rank.Key{Score: k.Score, Published: k.Published, Title: k.Title, ID: k.ID}
	}
	switch s.o.Order {
	case Newest:
		return s.Newest(ctx, n, after)
	case Oldest:
		return s.Oldest(ctx, n, after)
	case ByTitle:
		return s.ByTitle(ctx, n, after)
	}
	return s.Best(ctx, n, after)
}

// keyOf returns the key of the last of the hits. The article is read if it is needed and
// not given.
func (s *localSearch) keyOf(c rank.Candidate, k *foundArticle, res *Results) (*SortKey, error) {
	key := &SortKey{ID: c.ID, Number: res.Offset + len(res.Hits)}
	switch s.o.Order {
	case Newest, Oldest:
		dates, err := s.segments[c.Segment].Published()
		if err != nil {
			return nil, err
		}
		key.Published = dates[c.Doc]
	case ByTitle:
		if k == nil {
			a, err := s.segments[c.Segment].Shown(c.Doc)
			if err != nil {
				return nil, err
			}
			k = &foundArticle{article: a}
		}
		key.Title = schema.TitleKey(k.article.Title)
	default:
		key.Score = c.Score
	}
	return key, nil
}

// ids sets hits that have only IDs, scores and explanations.
func (s *localSearch) ids(ctx context.Context, res *Results, ranked []rank.Candidate) error {
	res.Hits = make([]Hit, len(ranked))
	for i, c := range ranked {
		res.Hits[i].ID = c.ID
		if err := s.fillHit(ctx, &res.Hits[i], c); err != nil {
			return err
		}
	}
	return nil
}

// articles sets hits that have articles.
func (s *localSearch) articles(ctx context.Context, res *Results, page []foundArticle) error {
	res.Hits = make([]Hit, len(page))
	for i := range page {
		h := &res.Hits[i]
		*h = hitOf(&page[i].article)
		if err := s.fillHit(ctx, h, page[i].Candidate); err != nil {
			return err
		}
		if s.o.Copies {
			continue
		}
		var err error
		if h.Copies, err = s.copyIDs(&page[i]); err != nil {
			return err
		}
	}
	return nil
}

// fillHit sets the members of a hit that do not come from its article.
func (s *localSearch) fillHit(ctx context.Context, h *Hit, c rank.Candidate) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	h.Score = c.Score
	if s.o.Explain {
		e, err := s.Explain(ctx, c)
		if err != nil {
			return err
		}
		h.Explanation = explanationOf(e)
	}
	return nil
}

// fewHits is the number of hits from which another goroutine pays.
const fewHits = 3

// forHits calls a function for 0 to n-1, on several goroutines unless n is small.
// Reading a hit and choosing its passages depends on no other hit. begin returns the
// function of a goroutine.
func forHits(n int, begin func() func(i int) error) error {
	return parallel.Do(n, n/fewHits, begin)
}
