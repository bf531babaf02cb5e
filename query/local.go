package query

import (
	"context"
	"iter"
	"time"

	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/index/postings"
	"github.com/newsdex/newsdex/index/schema"
	"github.com/newsdex/newsdex/query/internal/rank"
	"github.com/newsdex/newsdex/query/plan"
)

// Local returns the engine of a snapshot of an index. A search that has begun is not
// disturbed when the snapshot is closed; a later one returns [index.ErrClosed].
func Local(s *index.Snapshot) Engine { return local{s} }

// A local is the engine of a snapshot, whose postings are its dictionary.
type local struct{ snapshot *index.Snapshot }

// Languages returns the languages of analysis, the most frequent first.
func (e local) Languages() ([]postings.LanguageCount, error) { return e.snapshot.Languages() }

// Stems yields the stems of words with an inflected form that begins with prefix.
func (e local) Stems(language, prefix string) iter.Seq2[string, error] {
	return e.held(func(r *postings.Reader) iter.Seq2[string, error] { return r.Stems(language, prefix) })
}

// StemsNear yields the stems of words with an inflected form that near accepts.
func (e local) StemsNear(language string, near *postings.Levenshtein) iter.Seq2[string, error] {
	return e.held(func(r *postings.Reader) iter.Seq2[string, error] { return r.StemsNear(language, near) })
}

// held yields the strings of a sequence while it holds the snapshot.
func (e local) held(of func(*postings.Reader) iter.Seq2[string, error]) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		s, err := e.snapshot.Hold()
		if err != nil {
			yield("", err)
			return
		}
		defer s.Close()
		of(s.Postings())(yield)
	}
}

// TermsNear yields the terms of a field in a language that an automaton accepts,
// segment by segment.
func (e local) TermsNear(field, language string, near *postings.Levenshtein) iter.Seq2[string, error] {
	name := field
	for f := range schema.TextFields {
		if schema.TextField(f).String() == field {
			name = schema.TextField(f).In(language)
		}
	}
	return e.held(func(r *postings.Reader) iter.Seq2[string, error] {
		return func(yield func(string, error) bool) {
			for _, seg := range r.Segments() {
				for term, err := range seg.TermsNear(name, near) {
					if !yield(term, err) {
						return
					}
				}
			}
		}
	})
}

// SearchPlan returns the first hits of a plan.
func (e local) SearchPlan(ctx context.Context, p *plan.Plan, o Options) (*Results, error) {
	if err := o.Check(); err != nil {
		return nil, err
	}
	held, err := e.snapshot.Hold()
	if err != nil {
		return nil, err
	}
	defer held.Close()
	res, err := searchPlan(ctx, held, p, o)
	return res, searchError(err)
}

// searchPlan returns the first hits of a plan in a snapshot that stays open. The
// options have been checked.
func searchPlan(ctx context.Context, snapshot *index.Snapshot, p *plan.Plan, o Options) (*Results, error) {
	start := time.Now()
	after, err := o.Begin(p)
	if err != nil {
		return nil, err
	}
	found, err := rank.Bind(ctx, snapshot, p, rank.Options{Ranking: rank.Ranking(o.ranking()), HalfLife: o.Recency, CountUpTo: o.CountUpTo, Now: o.Now})
	if err != nil {
		return nil, err
	}
	s := &localSearch{Search: found, segments: snapshot.Postings().Segments(), o: o, after: after}
	widened, err := s.withFeedback(ctx, p)
	if err != nil {
		return nil, err
	}
	res := &Results{}
	next, err := s.collect(ctx, res)
	if err != nil {
		return nil, err
	}
	if next != nil {
		res.Next = o.PageToken(p, *next)
	}
	if o.Snippets > 0 && !o.IDsOnly {
		if err := addSnippets(ctx, res.Hits, widened, o.Snippets, s.Weight); err != nil {
			return nil, err
		}
	}
	if res.Facets, err = countFacets(ctx, snapshot, s.Search, o.Facets); err != nil {
		return nil, err
	}
	res.Elapsed = time.Since(start)
	return res, nil
}
