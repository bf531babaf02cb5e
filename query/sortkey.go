package query

import (
	"time"

	"github.com/newsdex/newsdex/query/plan"
)

// A SortKey is the place of a hit in the order of a search. It has the values that an
// [Engine] sorts by, and names no segment and no document, so that it outlives changes of
// the index. Members that the order does not need are zero.
type SortKey struct {
	// Score is the score, in the order [ByScore].
	Score float64
	// Published is the date of publication in seconds since 1970, or [schema.NoDate], in
	// the orders [Newest] and [Oldest].
	Published int64
	// Title is the [schema.TitleKey] of the title, in the order [ByTitle].
	Title string
	// ID is the ID of the article. It decides between articles that are equal so far.
	ID string
	// Number is the number of the hit, from 1.
	Number int
}

// Begin prepares options for a run of a plan. An [Engine] calls it first. It returns the
// place behind which the hits begin, nil if they begin with the first. The error is an
// [*OptionsError] if the token in After is not of this query and these options.
//
// If ages count, Begin sets Now: to that of the page before, or to the present where Now
// is the zero time. So all pages measure ages at the moment of the first search.
func (o *Options) Begin(p *plan.Plan) (*SortKey, error) {
	if o.After == "" {
		if o.Recency != 0 && o.Now.IsZero() {
			o.Now = time.Now()
		}
		return nil, nil
	}
	t, err := parsePageToken(o.After)
	if err == nil {
		err = t.check(o)
	}
	if err != nil {
		return nil, err
	}
	if t.query != planDigest(p) {
		return nil, optionsErrorf("After", "the page token is of another query")
	}
	if o.Recency != 0 {
		o.Now = time.Unix(t.now, 0)
	}
	return &t.key, nil
}

// PageToken returns the [Results].Next of a page whose last hit has a key. The options are
// those that Begin has prepared.
func (o *Options) PageToken(p *plan.Plan, last SortKey) string {
	t := pageToken{order: o.Order, query: planDigest(p), options: optionsDigest(o), key: last}
	if o.Recency != 0 {
		t.now = o.Now.Unix()
	}
	return t.String()
}

// planDigest returns a number that plans of one query share. A plan that was not compiled
// has that of its text.
func planDigest(p *plan.Plan) uint64 {
	if p.Query != 0 {
		return p.Query
	}
	return digestOf([]byte(p.String()))
}

// check returns an error if the token is of another order or of other options.
func (t *pageToken) check(o *Options) error {
	switch {
	case t.order != o.Order:
		return optionsErrorf("After", "the page token is of hits in the order %q, not %q", t.order, o.Order)
	case t.options != optionsDigest(o), o.Recency != 0 && !o.Now.IsZero() && o.Now.Unix() != t.now:
		return optionsErrorf("After", "the page token is of a search with other options: Ranking, Recency, Now and Feedback must stay as they were")
	}
	return nil
}

// checkAfter returns an error if the options cannot begin behind After.
func (o *Options) checkAfter() error {
	if o.After == "" {
		return nil
	}
	if o.Offset != 0 {
		return optionsErrorf("After", "a page token with an offset of %d: the hits begin behind the one or the other", o.Offset)
	}
	t, err := parsePageToken(o.After)
	if err != nil {
		return err
	}
	return t.check(o)
}
