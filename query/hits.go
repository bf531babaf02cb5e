package query

import (
	"context"
	"slices"

	"github.com/newsdex/newsdex/index/postings"
	"github.com/newsdex/newsdex/index/schema"
	"github.com/newsdex/newsdex/ingest"
	"github.com/newsdex/newsdex/query/internal/parallel"
	"github.com/newsdex/newsdex/query/internal/rank"
)

// A localSearch is a search in a snapshot.
type localSearch struct {
	*rank.Search
	segments []*postings.Segment
	o        Options
}

// collect sets the total and the hits of the options. If copies are left out, it
// asks for more candidates until there are enough hits.
func (s *localSearch) collect(ctx context.Context, res *Results) error {
	o := s.o
	want := 0
	if o.Limit > 0 {
		want = o.Offset + o.Limit
	}
	for size := want; ; size *= 4 {
		ranked, total, err := s.best(ctx, size)
		if err != nil {
			return err
		}
		res.Total, res.AtLeast = total, s.AtLeast()
		if o.IDsOnly {
			return s.ids(ctx, res, ranked[min(o.Offset, len(ranked)):])
		}
		kept, err := shownArticles(ctx, s.segments, ranked, want, o.Copies)
		if err != nil {
			return err
		}
		if len(kept) < want && len(ranked) == size {
			continue
		}
		kept = kept[min(o.Offset, len(kept)):]
		res.Hits = make([]Hit, len(kept))
		for i := range kept {
			res.Hits[i] = hitOf(&kept[i].article)
			if err := s.fillHit(ctx, &res.Hits[i], kept[i].Candidate); err != nil {
				return err
			}
		}
		return nil
	}
}

// best returns the first n matches in the order of the options, and the number of
// all matches.
func (s *localSearch) best(ctx context.Context, n int) ([]rank.Candidate, int, error) {
	switch s.o.Order {
	case Newest:
		return s.Newest(ctx, n)
	case Oldest:
		return s.Oldest(ctx, n)
	case ByTitle:
		return s.ByTitle(ctx, n)
	}
	return s.Best(ctx, n)
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

// fillHit sets the members of a hit that do not come from its article.
func (s *localSearch) fillHit(ctx context.Context, h *Hit, c rank.Candidate) (err error) {
	if err := ctx.Err(); err != nil {
		return err
	}
	h.Score = c.Score
	if !s.o.Copies && !s.o.IDsOnly {
		if h.Copies, err = s.copies(h, c); err != nil {
			return err
		}
	}
	if s.o.Explain {
		e, err := s.Explain(ctx, c)
		if err != nil {
			return err
		}
		h.Explanation = explanationOf(e)
	}
	return nil
}

// copies returns the IDs of other articles with the text of a hit, sorted.
func (s *localSearch) copies(h *Hit, c rank.Candidate) ([]string, error) {
	if h.Fingerprint == "" {
		return nil, nil
	}
	var ids []string
	for i, seg := range s.segments {
		docs, err := seg.Docs(schema.Fingerprint, h.Fingerprint)
		if err != nil {
			return nil, err
		}
		if i == c.Segment {
			docs.Remove(c.Doc) // most have no copies, and nothing is read
		}
		for it := docs.Iterator(); it.HasNext(); {
			a, err := seg.Shown(it.Next())
			if err != nil {
				return nil, err
			}
			if a.Title == h.Title && a.Body == h.Body {
				ids = append(ids, a.ID)
			}
		}
	}
	slices.Sort(ids)
	return ids, nil
}

// A foundArticle is a candidate with its article.
type foundArticle struct {
	rank.Candidate
	article ingest.Article
}

// shownArticles reads the articles of up to n candidates. Unless copies is set it
// leaves out copies of better ones.
func shownArticles(ctx context.Context, segments []*postings.Segment, ranked []rank.Candidate, n int, copies bool) ([]foundArticle, error) {
	read := func(k *foundArticle) (err error) {
		if err := ctx.Err(); err != nil {
			return err
		}
		k.article, err = segments[k.Segment].Shown(k.Doc)
		return err
	}
	out := make([]foundArticle, min(n, len(ranked)))
	for i, c := range ranked[:len(out)] {
		out[i].Candidate = c
	}
	err := forHits(len(out), func() func(i int) error {
		return func(i int) error { return read(&out[i]) }
	})
	if err != nil || copies {
		return out, err
	}
	// A program may give different texts one fingerprint.
	type text struct{ fingerprint, title, body string }
	seen := make(map[text]bool)
	copied := func(k foundArticle) bool {
		t := text{k.article.Fingerprint, k.article.Title, k.article.Body}
		if t.fingerprint == "" {
			return false
		}
		before := seen[t]
		seen[t] = true
		return before
	}
	out = slices.DeleteFunc(out, copied)
	for _, c := range ranked[min(n, len(ranked)):] {
		if len(out) == n {
			break
		}
		k := foundArticle{Candidate: c}
		if err := read(&k); err != nil {
			return nil, err
		}
		if !copied(k) {
			out = append(out, k)
		}
	}
	return out, nil
}

// fewHits is the number of hits from which another goroutine pays.
const fewHits = 3

// forHits calls a function for 0 to n-1, on several goroutines unless n is small.
// Reading a hit and choosing its passages depends on no other hit. begin returns the
// function of a goroutine.
func forHits(n int, begin func() func(i int) error) error {
	return parallel.Do(n, n/fewHits, begin)
}
