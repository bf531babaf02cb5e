package query

import (
	"context"
	"fmt"
	"time"

	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/ingest"
)

// Options are the options of [Search]. The zero value is ready to use.
type Options struct {
	// Limit is the number of hits to return. Default 10, at most [MaxWindow]
	// together with Offset.
	Limit int
	// Offset is the number of hits to pass over.
	Offset int
	// Order is what hits are sorted by. Default ByScore.
	Order Order
	// Ranking holds the parameters of the score. Default [DefaultRanking].
	Ranking Ranking
	// Recency is a half-life that makes older articles score less: a score is
	// multiplied by ½ + ½·2^(−age/Recency), so that the newest keep theirs and
	// none loses more than half; articles without a date lose half. Default 0:
	// age does not count. At least a second.
	Recency time.Duration
	// Now is the moment at which ages are measured. Default: that of the search.
	Now time.Time
	// Feedback widens the search by the words that the best articles have in
	// common. What comes in by these words alone is ranked low, and stands among
	// the others where hits are by date. Default: no feedback.
	Feedback Feedback
	// Snippets is the greatest number of passages to show of each hit; there
	// are fewer where further ones would show nothing new. Default 1; a
	// negative number is none.
	Snippets int
	// Copies gives every copy of a text a hit of its own. Default: articles
	// whose title and text are the same as those of a better hit are left out
	// and listed in that hit's Copies.
	Copies bool
	// Explain fills in the explanation of each hit.
	Explain bool
	// IDsOnly fills in the ID and the score of each hit and nothing else, and
	// gives every copy a hit. It saves reading the articles.
	IDsOnly bool
	// Facets ask how all articles that match are spread over outlets, authors,
	// languages or dates.
	Facets []Facet
}

// MaxWindow is the greatest sum of Limit and Offset.
const MaxWindow = 100_000

func (o Options) orDefault() (Options, error) {
	if o.Limit == 0 {
		o.Limit = 10
	}
	if o.Snippets == 0 {
		o.Snippets = 1
	}
	if o.Order < ByScore || o.Order > ByTitle {
		return o, fmt.Errorf("query: %v is no order", o.Order)
	}
	for _, f := range o.Facets {
		if !f.By.valid() {
			return o, fmt.Errorf("query: %v is nothing to count by", f.By)
		}
	}
	if o.IDsOnly {
		o.Copies, o.Snippets = true, -1
	}
	if o.Limit < 0 || o.Offset < 0 || o.Limit+o.Offset > MaxWindow {
		return o, fmt.Errorf("query: limit %d and offset %d: neither may be negative, nor their sum above %d", o.Limit, o.Offset, MaxWindow)
	}
	var err error
	if o.Feedback, err = o.Feedback.orDefault(); err != nil {
		return o, err
	}
	o.Ranking, err = o.Ranking.orDefault()
	return o, err
}

// Results are what a search found.
type Results struct {
	// Total is the number of articles that match, copies among them.
	Total int
	// Hits are the first of them in the order asked for.
	Hits []Hit
	// Facets are the answers to those of the options, in their order.
	Facets []FacetCount
	// Elapsed is how long the search took.
	Elapsed time.Duration
}

// A Hit is an article that matches, as the index stores it, but without the account
// of how it was read and cleaned: Found, Lines, Removed, Restored and Repairs are
// empty. [index.Index.Get] returns the whole article.
type Hit struct {
	ingest.Article
	// Score is the sum of the scores of what matched. See the package's
	// documentation.
	Score float64
	// Snippets are the passages of the text that show best why it matches, in
	// the order of the text.
	Snippets []Snippet
	// Explanation says how the score came about; nil unless it was asked for.
	Explanation *Explanation
	// Copies are the IDs of the other articles with the same title and text,
	// in order; nil where [Options].Copies gives each a hit.
	Copies []string
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
	start := time.Now()
	o, err := o.orDefault()
	if err != nil {
		return nil, err
	}
	r, root, c, err := newSearch(ctx, s, q, o.Ranking)
	if err != nil {
		return nil, err
	}
	if r.recency, err = newRecency(o.Recency, o.Now); err != nil {
		return nil, err
	}
	root, added, err := r.feedback(root, c.leaves, o.Feedback)
	if err != nil {
		return nil, err
	}
	res := &Results{}
	if err := r.collect(res, root, o); err != nil {
		return nil, err
	}
	if o.Snippets > 0 {
		err := r.show(res.Hits, func() *snippeter { return r.newSnippeter(c.leaves, added, o.Snippets) })
		if err != nil {
			return nil, err
		}
	}
	if res.Facets, err = r.facets(root, o.Facets); err != nil {
		return nil, err
	}
	res.Elapsed = time.Since(start)
	return res, nil
}

// newSearch compiles a query and returns the run that can search for it.
func newSearch(ctx context.Context, s *index.Snapshot, q Query, ranking Ranking) (*run, node, *compiler, error) {
	if err := new(measure).check(q, 0); err != nil {
		return nil, nil, nil, err
	}
	c, err := newCompiler(ctx, s)
	if err != nil {
		return nil, nil, nil, err
	}
	root, err := c.compile(q, scope{})
	if err != nil {
		return nil, nil, nil, err
	}
	r := newRun(ctx, s, ranking)
	return r, root, c, r.prepare(c.leaves)
}
