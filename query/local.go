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

// Local returns the engine of a snapshot of an index, which must stay open while the
// engine is used.
func Local(s *index.Snapshot) Engine { return local{s.Postings(), s} }

// A local is the engine of a snapshot, whose postings are its dictionary.
type local struct {
	*postings.Reader
	snapshot *index.Snapshot
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
	return func(yield func(string, error) bool) {
		for _, seg := range e.Segments() {
			for term, err := range seg.TermsNear(name, near) {
				if !yield(term, err) {
					return
				}
			}
		}
	}
}

// SearchPlan returns the first hits of a plan.
func (e local) SearchPlan(ctx context.Context, p *plan.Plan, o Options) (*Results, error) {
	if err := o.Check(); err != nil {
		return nil, err
	}
	res, err := e.search(ctx, p, o)
	return res, searchError(err)
}

// search is SearchPlan with options that have been checked.
func (e local) search(ctx context.Context, p *plan.Plan, o Options) (*Results, error) {
	start := time.Now()
	found, err := rank.Bind(ctx, e.snapshot, p, rank.Options{Ranking: rank.Ranking(o.ranking()), HalfLife: o.Recency, Now: o.Now})
	if err != nil {
		return nil, err
	}
	s := &localSearch{Search: found, segments: e.Segments(), o: o}
	if p, err = s.withFeedback(ctx, p); err != nil {
		return nil, err
	}
	res := &Results{}
	if err := s.collect(ctx, res); err != nil {
		return nil, err
	}
	if o.Snippets > 0 && !o.IDsOnly {
		if err := addSnippets(ctx, res.Hits, p, o.Snippets, s.Weight); err != nil {
			return nil, err
		}
	}
	if res.Facets, err = countFacets(ctx, e.snapshot, s.Search, o.Facets); err != nil {
		return nil, err
	}
	res.Elapsed = time.Since(start)
	return res, nil
}
