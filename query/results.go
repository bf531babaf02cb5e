package query

import (
	"time"

	"github.com/newsdex/newsdex/ingest"
)

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

// A Hit is an article that matches. [index.Index.Get] returns the whole article, with the
// account of how it was read and cleaned.
type Hit struct {
	// ID names the article in the index.
	ID string
	// Score is the sum of the scores of the clauses that match. See the package's
	// documentation.
	Score float64
	// Snippets are the passages of the text that show best why it matches, in
	// the order of the text; nil unless [Options].Snippets asks for them.
	Snippets []Snippet
	// Explanation says how the score came about; nil unless it was asked for.
	Explanation *Explanation
	// Copies are the IDs of the other articles with the same title and text,
	// in order; nil where [Options].Copies gives each a hit.
	Copies []string

	// The members below are those of [ingest.Article]. With [Options].IDsOnly they
	// are zero.

	// URL is the address at which the article was published, "" if unknown.
	URL string
	// Title is the headline.
	Title string
	// Deck is the line beneath the headline, "" where there is none.
	Deck string
	// Body is the text.
	Body string
	// Outlet is the name of the publication, "" if unknown.
	Outlet string
	// Authors are the names of those who wrote the article.
	Authors []string
	// Published is the moment of publication, zero when unknown. Of a day without a
	// time it is midnight in UTC.
	Published time.Time
	// PublishedLayout is the layout, as of package time, that says as much of
	// Published as the source did; "" is [time.RFC3339].
	PublishedLayout string
	// Language is the lower-case ISO 639 code of the language, "" when unknown.
	Language string
	// Earlier lists earlier texts of the same page, the newest first.
	Earlier []ingest.Revision
	// Fingerprint identifies title and body: copies have the same.
	Fingerprint string
}

// PublishedString returns the date of publication with the precision that the source
// gave it, "" when it is unknown.
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
