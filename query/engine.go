package query

import (
	"context"
	"iter"
	"time"

	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/index/postings"
	"github.com/newsdex/newsdex/query/plan"
)

// A Dictionary has the languages and words of an index: all that [Compile] needs of
// it.
type Dictionary interface {
	// Languages returns the languages of analysis, the most frequent first.
	Languages() ([]postings.LanguageCount, error)
	// Stems yields the stems of words of a language with an inflected form that
	// begins with prefix. A stem may come more than once.
	Stems(language, prefix string) iter.Seq2[string, error]
	// StemsNear yields the stems of words of a language with an inflected form that
	// near accepts. A stem may come more than once.
	StemsNear(language string, near *postings.Levenshtein) iter.Seq2[string, error]
	// TermsNear yields the terms of a field in a language that near accepts. field
	// is a name of package plan. The language of a field that is not ranked is
	// [schema.FilterLanguage]. A term may come more than once.
	TermsNear(field, language string, near *postings.Levenshtein) iter.Seq2[string, error]
}

// An Engine runs plans on its articles. [Local] returns the engine of a newsdex
// index. An engine must be safe for concurrent use.
type Engine interface {
	Dictionary
	// SearchPlan returns a page of hits of a plan, as [Search] describes them. The caller
	// has checked the options ([Options.Check]). [Options.Begin] tells the engine where the
	// page begins, and [Options.PageToken] makes the [Results].Next of its last hit.
	SearchPlan(ctx context.Context, p *plan.Plan, o Options) (*Results, error)
}

// SearchOn returns the first hits of q in an engine, or those of a further page. The error
// wraps [ErrInvalid] if the query or the options cannot be searched, and is ctx's when that is
// done.
func SearchOn(ctx context.Context, e Engine, q Query, o Options) (*Results, error) {
	start := time.Now()
	if err := o.Check(); err != nil {
		return nil, err
	}
	p, err := Compile(ctx, e, q)
	if err != nil {
		return nil, err
	}
	res, err := e.SearchPlan(ctx, p, o)
	if err != nil {
		return nil, err
	}
	res.Elapsed = time.Since(start)
	return res, nil
}

// Search returns the first hits of q in an index, in its state at the moment of the
// call. The error wraps [ErrInvalid] if the query or the options cannot be searched,
// and is ctx's when that is done.
func Search(ctx context.Context, x *index.Index, q Query, o Options) (*Results, error) {
	s, err := x.Snapshot()
	if err != nil {
		return nil, err
	}
	defer s.Close()
	return SearchSnapshot(ctx, s, q, o)
}

// Count returns the number of articles of an index that match q, with copies. It is
// the Total of a [Search] with the zero [Options]: no article is ranked or read.
func Count(ctx context.Context, x *index.Index, q Query) (int, error) {
	res, err := Search(ctx, x, q, Options{})
	if err != nil {
		return 0, err
	}
	return res.Total, nil
}

// SearchSnapshot is like [Search] but searches a snapshot: several searches in one
// see the same articles.
func SearchSnapshot(ctx context.Context, s *index.Snapshot, q Query, o Options) (*Results, error) {
	return SearchOn(ctx, Local(s), q, o)
}
