package query

import (
	"time"

	"github.com/newsdex/newsdex/index/postings/packed"
	"github.com/newsdex/newsdex/index/schema"
)

// Options are the options of [Search]. The zero value only counts the matches;
// [DefaultOptions] returns ten hits.
type Options struct {
	// Limit is the greatest number of hits. The sum of Limit and Offset must not exceed
	// [MaxWindow]. Default 0: [Results] have a total and facets only.
	Limit int
	// Offset is the number of hits to skip. They are ranked and, but for IDsOnly, read all
	// the same: pages that follow each other are found quicker by After. Default 0.
	Offset int
	// After is the [Results].Next of a page: the hits are those behind it. There is no limit
	// to the pages that follow each other so. The query, Order, Ranking, Recency, Now and
	// Feedback must be those of that page, or there is an [*OptionsError]; a Now that is
	// zero is the moment of the first page. Offset must be 0. Total and facets are those of
	// the whole query. With a Limit of 0 the token is checked, and there are no hits.
	//
	// If the index has changed since, the hits are those that are now behind the place of
	// the last hit, by its score, date or title and its ID. That is no error, and the hit
	// need not exist any more. Scores move with the number of articles and their lengths, so
	// that hits near the place may come twice or not at all. All pages of [SearchSnapshot]
	// in one snapshot agree. Default "": the hits begin with the first.
	After string
	// CountUpTo is the number up to which the matches of a search ordered [ByScore] are
	// counted exactly. If one word of an OR has more articles, their number becomes the
	// total, and [Results].AtLeast is set: counting the rest takes a good part of the
	// search. Default 0: all matches are counted.
	CountUpTo int
	// Order is the order of the hits. Default [ByScore].
	Order Order
	// Ranking has the parameters of the score. Default nil: [DefaultRanking].
	Ranking *Ranking
	// Recency is a half-life that lowers the scores of older articles. A score is
	// multiplied by ½ + ½·2^(−age/Recency), so that the newest keep theirs and none
	// loses more than half. Articles without a date lose half. At least a second.
	// Default 0: age does not count.
	Recency time.Duration
	// Now is the moment at which ages are measured. Default, the zero time: the
	// moment of the search.
	Now time.Time
	// Feedback expands the query by words that the best articles have in common.
	// Articles with these words alone rank low; in orders by date they are among
	// the others. Default nil: no feedback.
	Feedback *Feedback
	// Snippets is the greatest number of passages of each hit. A hit has fewer if
	// others would show nothing new. Default 0: none, as with any lower number.
	Snippets int
	// Copies gives every copy of a text a hit of its own. Default false: articles
	// with the title and text of a better hit are left out and listed in that hit's
	// Copies.
	Copies bool
	// Explain sets the explanation of each hit.
	Explain bool
	// IDsOnly sets only the ID and the score of each hit, and its explanation if
	// Explain is set. Every copy has a hit. No article is read, which saves time, so
	// Snippets must be 0.
	IDsOnly bool
	// Facets count all matches by outlet, author, language or date. Default none.
	Facets []Facet
}

const (
	// DefaultLimit is the Limit of [DefaultOptions].
	DefaultLimit = 10
	// MaxWindow is the greatest sum of Limit and Offset.
	MaxWindow = 100_000
)

// DefaultOptions returns the options of a page of results: [DefaultLimit] hits, each
// with a snippet.
func DefaultOptions() Options { return Options{Limit: DefaultLimit, Snippets: 1} }

// Check returns an [*OptionsError] that names an invalid option, or nil.
func (o *Options) Check() error {
	if o.Order < ByScore || o.Order > ByTitle {
		return optionsErrorf("Order", "%v is no order", o.Order)
	}
	for _, f := range o.Facets {
		if err := f.check(); err != nil {
			return err
		}
	}
	switch {
	case o.Limit < 0 || o.Limit > MaxWindow:
		return optionsErrorf("Limit", "a limit of %d hits: it must be from 0 to %d", o.Limit, MaxWindow)
	case o.Offset < 0 || o.Offset > MaxWindow-o.Limit:
		return optionsErrorf("Offset", "an offset of %d with a limit of %d: it must not be negative, nor their sum above %d", o.Offset, o.Limit, MaxWindow)
	case o.CountUpTo < 0:
		return optionsErrorf("CountUpTo", "matches counted up to %d: it must not be negative", o.CountUpTo)
	case o.Snippets > 0 && o.IDsOnly:
		return optionsErrorf("Snippets", "snippets of hits that have only IDs: set Snippets to 0, or IDsOnly to false")
	}
	if o.Recency != 0 && o.Recency < time.Second {
		return optionsErrorf("Recency", "recency of %s: the half-life must be a second or more", o.Recency)
	}
	if o.Feedback != nil {
		if err := o.Feedback.check(); err != nil {
			return err
		}
	}
	if err := o.ranking().check(); err != nil {
		return err
	}
	return o.checkAfter()
}

// ranking returns the parameters of the score.
func (o *Options) ranking() Ranking {
	if o.Ranking == nil {
		return DefaultRanking()
	}
	return *o.Ranking
}

// maxParameter is the greatest parameter of a [Ranking]. Sums of scores stay finite.
const maxParameter = 1e9

// A Ranking has the parameters of BM25F (Robertson and Zaragoza, The Probabilistic
// Relevance Framework: BM25 and Beyond, 2009, section 3.5) and of the score of pairs
// of words.
type Ranking struct {
	// K1 sets how quickly the score saturates with the frequency of a word: the
	// lower, the sooner. From 0 to 1e9.
	K1 float64
	// B sets the normalization by the length of a field: 0 is none, 1 is full.
	B float64
	// Weights are the weights of title, deck and body, indexed by
	// [schema.TextField]. From 0 to 1e9.
	Weights [schema.TextFields]float64
	// Proximity is the weight of two words that follow each other in the query and
	// are adjacent in an article, in that order. Words within eight positions of
	// each other, in any order, count half of it. From 0 to 1e9.
	Proximity float64
}

// DefaultRanking returns the parameters of a search whose options have none.
func DefaultRanking() Ranking {
	p := packed.DefaultParameters // with which the bounds in an index are tight
	return Ranking{K1: p.K1, B: p.B, Weights: p.Weights, Proximity: 0.2}
}

func (r Ranking) check() error {
	ok := r.B >= 0 && r.B <= 1
	for _, v := range append(r.Weights[:], r.K1, r.Proximity) {
		ok = ok && v >= 0 && v <= maxParameter
	}
	if !ok { // or one is NaN
		return optionsErrorf("Ranking", "ranking %+v: k1, the weights and proximity must be from 0 to %g, and b from 0 to 1", r, maxParameter)
	}
	return nil
}
