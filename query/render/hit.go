package render

import "github.com/newsdex/newsdex/query"

// A Hit is an article that a search found.
type Hit struct {
	// ID names the article in the index.
	ID string `json:"id"`
	// Score is the score of the ranking.
	Score float64 `json:"score"`
	// Title is the headline.
	Title string `json:"title"`
	// Outlet is the name of the publication.
	Outlet string `json:"outlet"`
	// Published is the date of publication, as precise as the source; "" when
	// unknown.
	Published string `json:"published"`
	// URL is the canonical address.
	URL string `json:"url"`
	// Snippets are passages as HTML, with matches in <mark> elements.
	Snippets []string `json:"snippets"`
	// Copies are the IDs of the articles with the same text.
	Copies []string `json:"copies,omitempty"`
	// Earlier lists earlier texts of the page, the newest first.
	Earlier []Revision `json:"earlier,omitempty"`
	// Explanation says how the score came about, if that was asked for.
	Explanation *query.Explanation `json:"explanation,omitempty"`
	// Next is, in the last hit of a page that others follow, the [query.Results].Next. It is
	// left out elsewhere, and NewHit leaves it empty.
	Next string `json:"next,omitempty"`
}

// A Revision is an earlier text of a page.
type Revision struct {
	// ID is the ID that the article had.
	ID string `json:"id"`
	// Title is the headline of that text.
	Title string `json:"title"`
	// Published is its date, as precise as the source; "" when unknown.
	Published string `json:"published"`
}

// NewHits returns the forms of the hits of a page. The last one leads to the next page.
func NewHits(res *query.Results) []Hit {
	hits := make([]Hit, 0, len(res.Hits))
	for _, h := range res.Hits {
		hits = append(hits, NewHit(h))
	}
	if len(hits) > 0 {
		hits[len(hits)-1].Next = res.Next
	}
	return hits
}

// NewHit returns the form of h.
func NewHit(h query.Hit) Hit {
	j := Hit{
		ID: h.ID, Score: h.Score, Title: h.Title, Outlet: h.Outlet,
		Published: h.PublishedString(), URL: h.URL, Snippets: make([]string, 0, len(h.Snippets)), Copies: h.Copies,
		Explanation: h.Explanation,
	}
	for _, r := range h.Earlier {
		j.Earlier = append(j.Earlier, Revision{ID: r.ID, Title: r.Title, Published: r.PublishedString()})
	}
	for _, s := range h.Snippets {
		j.Snippets = append(j.Snippets, s.HTML())
	}
	return j
}
