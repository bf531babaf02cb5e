package query

import (
	"context"
	"iter"
	"time"

	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/index/postings"
	"github.com/newsdex/newsdex/query/plan"
)

// A Dictionary says which languages and words there are in an index: all that [Compile]
// needs of one.
type Dictionary interface {
	// Languages returns the languages that the articles are analysed in, the most
	// frequent first.
	Languages() ([]postings.LanguageCount, error)
	// Stems yields the stems of the words of a language one of whose forms begins
	// with prefix. A stem may come more than once.
	Stems(language, prefix string) iter.Seq2[string, error]
	// StemsNear yields the stems of the words of a language one of whose forms near
	// accepts. A stem may come more than once.
	StemsNear(language string, near *postings.Levenshtein) iter.Seq2[string, error]
	// TermsNear yields the terms of a field in a language that near accepts. The
	// field is one of those of package plan; the language of those that are not
	// ranked is [schema.FilterLanguage]. A term may come more than once.
	TermsNear(field, language string, near *postings.Levenshtein) iter.Seq2[string, error]
}

// An Engine runs plans on the articles that it holds. [Local] is the one for an index of
// newsdex. An engine must be safe for concurrent use.
type Engine interface {
	Dictionary
	// SearchPlan returns the best of the articles that match a plan, as [Search]
	// describes it. It is given what [Options.Check] accepts.
	SearchPlan(ctx context.Context, p *plan.Plan, o Options) (*Results, error)
}

// SearchOn finds the articles of an engine that match q and returns the best of them.
// The error is ctx's when that is done.
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

// Search finds the articles of x that match q and returns the best of them. The
// index is searched as it is at the moment of the call. The error is ctx's when
// that is done.
func Search(ctx context.Context, x *index.Index, q Query, o Options) (*Results, error) {
	s, err := x.Snapshot()
	if err != nil {
		return nil, err
	}
	defer s.Close()
	return SearchSnapshot(ctx, s, q, o)
}

// SearchSnapshot is [Search] in a snapshot: several searches in one see the same
// articles.
func SearchSnapshot(ctx context.Context, s *index.Snapshot, q Query, o Options) (*Results, error) {
	return SearchOn(ctx, Local(s), q, o)
}
