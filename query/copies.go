package query

import (
	"context"
	"slices"

	"github.com/newsdex/newsdex/index/postings"
	"github.com/newsdex/newsdex/index/schema"
	"github.com/newsdex/newsdex/ingest"
	"github.com/newsdex/newsdex/query/internal/rank"
)

// A foundArticle is a candidate with its article.
type foundArticle struct {
	rank.Candidate
	article ingest.Article
	copies  []rank.Candidate // see copiesOf
	looked  bool             // for copies
}

// A text identifies a title and a body. A program may give different texts one
// fingerprint.
type text struct{ fingerprint, title, body string }

// A shower reads the articles of candidates in their order, and leaves out copies.
type shower struct {
	segments []*postings.Segment
	copies   bool // none is left out
	// passed reports that a copy is on an earlier page; nil: there is no such page.
	passed func(*foundArticle) (bool, error)
	seen   map[text]bool // of the candidates so far
}

// newShower returns a shower of the articles of segments, with or without copies.
func newShower(segments []*postings.Segment, copies bool) *shower {
	return &shower{segments: segments, copies: copies, seen: make(map[text]bool)}
}

// read reads the article of a candidate.
func (s *shower) read(ctx context.Context, k *foundArticle) (err error) {
	if err := ctx.Err(); err != nil {
		return err
	}
	k.article, err = s.segments[k.Segment].Shown(k.Doc)
	return err
}

// copied reports whether an article is to be left out as a copy of a better one.
func (s *shower) copied(k *foundArticle) (bool, error) {
	t := text{k.article.Fingerprint, k.article.Title, k.article.Body}
	if s.copies || t.fingerprint == "" {
		return false, nil
	}
	before := s.seen[t]
	s.seen[t] = true
	if before || s.passed == nil {
		return before, nil
	}
	return s.passed(k)
}

// first returns the first n articles that are shown, fewer if there are no more, and the
// candidates behind them.
func (s *shower) first(ctx context.Context, ranked []rank.Candidate, n int) (kept []foundArticle, rest []rank.Candidate, err error) {
	found := make([]foundArticle, min(n, len(ranked)))
	for i, c := range ranked[:len(found)] {
		found[i].Candidate = c
	}
	err = forHits(len(found), func() func(i int) error {
		return func(i int) error { return s.read(ctx, &found[i]) }
	})
	if err != nil {
		return nil, nil, err
	}
	kept = found[:0]
	for i, c := range ranked {
		if len(kept) == n {
			return kept, ranked[i:], nil
		}
		k := foundArticle{Candidate: c}
		if i < len(found) {
			k = found[i]
		} else if err := s.read(ctx, &k); err != nil {
			return nil, nil, err
		}
		copied, err := s.copied(&k)
		if err != nil {
			return nil, nil, err
		}
		if !copied {
			kept = append(kept, k)
		}
	}
	return kept, nil, nil
}

// passed reports whether an article with the text of a candidate is a match at or before
// the place behind which the hits begin. Other copies behind it are candidates. So a look
// at the copies is enough, and no earlier page need be known.
func (s *localSearch) passed(ctx context.Context, k *foundArticle) (bool, error) {
	copies, err := s.copiesOf(k)
	if err != nil || len(copies) == 0 {
		return false, err
	}
	passed, err := s.Passed(ctx, copies)
	return slices.Contains(passed, true), err
}

// copiesOf returns the other articles with the text of a candidate, matches or not. They
// have IDs and no scores. They are looked for once.
func (s *localSearch) copiesOf(k *foundArticle) ([]rank.Candidate, error) {
	if k.looked || k.article.Fingerprint == "" {
		return k.copies, nil
	}
	k.looked = true
	for i, seg := range s.segments {
		docs, err := seg.Docs(schema.Fingerprint, k.article.Fingerprint)
		if err != nil {
			return nil, err
		}
		if i == k.Segment {
			docs.Remove(k.Doc) // most have no copies, and nothing is read
		}
		for it := docs.Iterator(); it.HasNext(); {
			doc := it.Next()
			a, err := seg.Shown(doc)
			if err != nil {
				return nil, err
			}
			if a.Title == k.article.Title && a.Body == k.article.Body {
				k.copies = append(k.copies, rank.Candidate{ID: a.ID, Segment: i, Doc: doc})
			}
		}
	}
	return k.copies, nil
}

// follows reports whether one of the candidates behind those that are kept is shown.
func (s *localSearch) follows(ctx context.Context, show *shower, kept []foundArticle, rest []rank.Candidate) (bool, error) {
	if s.o.Copies {
		return len(rest) > 0, nil
	}
	if s.o.Offset == 0 && s.after == nil {
		return s.followFirst(kept, rest)
	}
	for _, c := range rest {
		k := foundArticle{Candidate: c}
		if err := show.read(ctx, &k); err != nil {
			return true, ctx.Err() // a damaged article is an error of the page that shows it
		}
		copied, err := show.copied(&k)
		if err != nil || !copied {
			return true, err
		}
	}
	return false, nil
}

// followFirst is follows behind a first page. It reads no article: all better hits are kept,
// and their copies are looked for anyhow.
func (s *localSearch) followFirst(kept []foundArticle, rest []rank.Candidate) (bool, error) {
	type document struct {
		segment int
		doc     uint32
	}
	copies := make(map[document]bool)
	for i := range kept {
		of, err := s.copiesOf(&kept[i])
		if err != nil {
			return false, err
		}
		for _, c := range of {
			copies[document{c.Segment, c.Doc}] = true
		}
	}
	for _, c := range rest {
		if !copies[document{c.Segment, c.Doc}] {
			return true, nil
		}
	}
	return false, nil
}

// copyIDs returns the IDs of other articles with the text of a candidate, sorted.
func (s *localSearch) copyIDs(k *foundArticle) ([]string, error) {
	copies, err := s.copiesOf(k)
	var ids []string
	for _, c := range copies {
		ids = append(ids, c.ID)
	}
	slices.Sort(ids)
	return ids, err
}
