package query

import (
	"time"

	"github.com/newsdex/newsdex/ingest"
)

// Results are the results of a search.
type Results struct {
	// Total is the number of matches, with copies.
	Total int
	// AtLeast tells that there may be more matches than Total: see [Options].CountUpTo.
	AtLeast bool
	// Hits are the matches of the page, in the requested order.
	Hits []Hit
	// Offset is the number of hits before the first one: the Offset of the options, or with
	// After the number on the pages before.
	Offset int
	// Next is the [Options].After of the next page: letters, digits, - and _. It is "" if
	// no hit follows, or if there are no hits. If more than a hundred copies of hits come
	// next, it may be set although all others are copies too, and the next page is empty.
	Next string
	// Facets are the counts of the requested facets, in the order of the options.
	Facets []FacetCount
	// Elapsed is the duration of the search.
	Elapsed time.Duration
}

// A Hit is a match. [index.Index.Get] returns the whole article, with the account of
// how it was read and cleaned.
type Hit struct {
	// ID is the article's ID in the index.
	ID string
	// Score is the sum of the scores of the matching clauses: see the package
	// comment.
	Score float64
	// Snippets are the passages of the text that best show why it matches, in the
	// order of the text. It is nil unless [Options].Snippets is set.
	Snippets []Snippet
	// Explanation has the parts of the score. It is nil unless [Options].Explain is
	// set.
	Explanation *Explanation
	// Copies are the IDs of other articles with the same title and text, sorted. It
	// is nil if [Options].Copies is set.
	Copies []string

	// The members below are those of [ingest.Article]. With [Options].IDsOnly they
	// are zero.

	// URL is the address of the article, "" if unknown.
	URL string
	// Title is the headline.
	Title string
	// Deck is the line beneath the headline, or "".
	Deck string
	// Body is the text.
	Body string
	// Outlet is the name of the publication, "" if unknown.
	Outlet string
	// Authors are the names of the authors.
	Authors []string
	// Published is the time of publication, zero if unknown. A day without a time
	// is midnight in UTC.
	Published time.Time
	// PublishedLayout is the layout, as in package time, that has the precision of
	// the source; "" is [time.RFC3339].
	PublishedLayout string
	// Language is the lower-case ISO 639 code of the language, "" if unknown.
	Language string
	// Earlier lists earlier versions of the same page, the newest first.
	Earlier []ingest.Revision
	// Fingerprint identifies the title and body; copies have the same.
	Fingerprint string
}

// PublishedString returns the date of publication with the precision of the source,
// "" if it is unknown.
func (h *Hit) PublishedString() string {
	a := ingest.Article{Published: h.Published, PublishedLayout: h.PublishedLayout}
	return a.PublishedString()
}

// hitOf returns a hit with the members of an article.
func hitOf(a *ingest.Article) Hit {
	return Hit{
		ID: a.ID, URL: a.URL, Title: a.Title, Deck: a.Deck, Body: a.Body, Outlet: a.Outlet, Authors: a.Authors,
		Published: a.Published, PublishedLayout: a.PublishedLayout, Language: a.Language, Earlier: a.Earlier, Fingerprint: a.Fingerprint,
	}
}
