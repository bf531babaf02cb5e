package query

import (
	"fmt"
	"time"

	"github.com/newsdex/newsdex/index/schema"
)

// Options are the options of [Search]. The zero value counts the articles that match and
// returns none of them; [DefaultOptions] returns ten hits.
type Options struct {
	// Limit is the number of hits to return; at most [MaxWindow] together with
	// Offset. With 0 there are none, and [Results.Total] and the facets are all.
	Limit int
	// Offset is the number of hits to pass over.
	Offset int
	// Order is what hits are sorted by. Default [ByScore].
	Order Order
	// Ranking holds the parameters of the score. Default, with nil: those of
	// [DefaultRanking].
	Ranking *Ranking
	// Recency is a half-life that makes older articles score less: a score is
	// multiplied by ½ + ½·2^(−age/Recency), so that the newest keep theirs and
	// none loses more than half; articles without a date lose half. At least a
	// second. Default 0: age does not count.
	Recency time.Duration
	// Now is the moment at which ages are measured. Default, with the zero time:
	// that of the search.
	Now time.Time
	// Feedback widens the search by the words that the best articles have in
	// common. What comes in by these words alone is ranked low, and stands among
	// the others where hits are by date. Default, with nil: no feedback.
	Feedback *Feedback
	// Snippets is the greatest number of passages to show of each hit; there
	// are fewer where further ones would show nothing new. Default 0: none.
	Snippets int
	// Copies gives every copy of a text a hit of its own. Default: articles
	// whose title and text are the same as those of a better hit are left out
	// and listed in that hit's Copies.
	Copies bool
	// Explain fills in the explanation of each hit.
	Explain bool
	// IDsOnly fills in the ID and the score of each hit, and its explanation if that
	// is asked for, and nothing else. Every copy has a hit. It saves reading the
	// articles.
	IDsOnly bool
	// Facets ask how all articles that match are spread over outlets, authors,
	// languages or dates.
	Facets []Facet
}

const (
	// DefaultLimit is the number of hits of [DefaultOptions].
	DefaultLimit = 10
	// MaxWindow is the greatest sum of Limit and Offset.
	MaxWindow = 100_000
)

// DefaultOptions returns the options of a page of results: [DefaultLimit] hits, each with
// a snippet.
func DefaultOptions() Options { return Options{Limit: DefaultLimit, Snippets: 1} }

// Check returns what is wrong with the options, or nil.
func (o *Options) Check() error {
	if o.Order < ByScore || o.Order > ByTitle {
		return fmt.Errorf("query: %v is no order", o.Order)
	}
	for _, f := range o.Facets {
		if err := f.check(); err != nil {
			return err
		}
	}
	if o.Limit < 0 || o.Offset < 0 || o.Limit > MaxWindow || o.Offset > MaxWindow-o.Limit {
		return fmt.Errorf("query: limit %d and offset %d: neither may be negative, nor their sum above %d", o.Limit, o.Offset, MaxWindow)
	}
	if o.Snippets < 0 {
		return fmt.Errorf("query: %d snippets: there cannot be fewer than none", o.Snippets)
	}
	if o.Recency != 0 && o.Recency < time.Second {
		return fmt.Errorf("query: recency of %s: the half-life must be a second or more", o.Recency)
	}
	if o.Feedback != nil {
		if err := o.Feedback.check(); err != nil {
			return err
		}
	}
	return o.ranking().check()
}

// ranking returns the parameters of the score.
func (o *Options) ranking() Ranking {
	if o.Ranking == nil {
		return DefaultRanking()
	}
	return *o.Ranking
}

// A Ranking holds the parameters of BM25F (Robertson and Zaragoza, The
// Probabilistic Relevance Framework: BM25 and Beyond, 2009, section 3.5).
type Ranking struct {
	// K1 sets how soon further occurrences of a word count for less.
	K1 float64
	// B sets how much a field's length counts: 0 not at all, 1 in full.
	B float64
	// Weights are those of the title, the deck and the body, by
	// [schema.TextField].
	Weights [schema.TextFields]float64
	// Proximity weighs two words that follow each other in the query where they
	// stand side by side in an article, in that order; where they are within
	// eight words of each other, in any order, they count half of it.
	Proximity float64
}

// DefaultRanking returns the ranking that is used where none is given.
func DefaultRanking() Ranking {
	return Ranking{K1: 1.2, B: 0.6, Weights: [schema.TextFields]float64{2.5, 1, 1}, Proximity: 0.4}
}

func (r Ranking) check() error {
	ok := r.K1 >= 0 && r.B >= 0 && r.B <= 1 && r.Proximity >= 0
	for _, w := range r.Weights {
		ok = ok && w >= 0
	}
	if !ok { // or one of them is no number
		return fmt.Errorf("query: ranking %+v: k1, the weights and proximity must not be negative, and b must be from 0 to 1", r)
	}
	return nil
}
