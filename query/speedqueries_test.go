package query

import (
	"strings"
	"time"

	"github.com/blevesearch/bleve/v2"
	blevequery "github.com/blevesearch/bleve/v2/search/query"
)

// A speedQuery is one search, as newsdex and as Bleve are asked for it.
type speedQuery struct {
	ours    Query
	options Options
	stock   blevequery.Query
	request func(*bleve.SearchRequest) // sets further parts of the request; or nil
}

// A speedClass is searches of one kind.
type speedClass struct {
	name  string
	shown bool // newsdex returns articles, not ids alone
	draw  func(d *speedDraw) speedQuery
}

// speedClasses are the kinds of search that are measured. The ones that say "or"
// are the same ORs of two to five words of a title.
var speedClasses = []speedClass{
	{name: "term", draw: func(d *speedDraw) speedQuery {
		return speedWords(d.frequentWords(1))
	}},
	{name: "or", draw: func(d *speedDraw) speedQuery {
		return speedWords(d.titleWords(2, 5))
	}},
	{name: "or-frequent", draw: func(d *speedDraw) speedQuery {
		return speedWords(d.frequentWords(3))
	}},
	{name: "and", draw: func(d *speedDraw) speedQuery {
		w := d.titleWords(2, 2)
		return speedQuery{
			ours:  And{[]Query{Term{w[0]}, Term{w[1]}}},
			stock: bleve.NewConjunctionQuery(stockMatch(w[0]), stockMatch(w[1])),
		}
	}},
	{name: "phrase-2", draw: func(d *speedDraw) speedQuery { return speedPhrase(d.phrase(2)) }},
	{name: "phrase-3", draw: func(d *speedDraw) speedQuery { return speedPhrase(d.phrase(3)) }},
	{name: "prefix", draw: func(d *speedDraw) speedQuery {
		p := d.longWord()[:3+d.rng.IntN(2)]
		stock := bleve.NewPrefixQuery(p)
		stock.SetField("body")
		return speedQuery{ours: Prefix{p}, stock: stock}
	}},
	{name: "fuzzy", draw: func(d *speedDraw) speedQuery {
		w := d.mistyped()
		stock := bleve.NewFuzzyQuery(w)
		stock.SetField("body")
		stock.SetFuzziness(1)
		return speedQuery{ours: Fuzzy{Text: w, Edits: 1}, stock: stock}
	}},
	{name: "date-or", draw: func(d *speedDraw) speedQuery {
		q := speedWords(d.titleWords(2, 2))
		from := speedStart.AddDate(0, 0, d.rng.IntN(640))
		to := from.AddDate(0, 0, 7+d.rng.IntN(84))
		days := bleve.NewDateRangeQuery(from, to.Add(-time.Second))
		days.SetField("published")
		q.ours = And{[]Query{q.ours, DateRange{from, to}}}
		q.stock = bleve.NewConjunctionQuery(q.stock, days)
		return q
	}},
	{name: "or-hits", shown: true, draw: func(d *speedDraw) speedQuery {
		q := speedWords(d.titleWords(2, 5))
		q.request = func(r *bleve.SearchRequest) { r.Fields = []string{"*"} }
		return q
	}},
	{name: "or-snippets", shown: true, draw: func(d *speedDraw) speedQuery {
		q := speedWords(d.titleWords(2, 5))
		q.options.Snippets = 1
		q.request = func(r *bleve.SearchRequest) {
			r.Highlight = bleve.NewHighlightWithStyle("html")
			r.Highlight.AddField("body")
		}
		return q
	}},
	{name: "or-newest", draw: func(d *speedDraw) speedQuery {
		q := speedWords(d.titleWords(2, 5))
		q.options.Order = Newest
		q.request = func(r *bleve.SearchRequest) { r.SortBy([]string{"-published", "_id"}) }
		return q
	}},
	{name: "or-facet", draw: func(d *speedDraw) speedQuery {
		q := speedWords(d.titleWords(2, 5))
		q.options.Facets = []Facet{{Outlet, 10}}
		q.request = func(r *bleve.SearchRequest) { r.AddFacet("outlet", bleve.NewFacetRequest("outlet", 10)) }
		return q
	}},
	// Bleve has neither of these: its side is the OR alone.
	{name: "or-recency", draw: func(d *speedDraw) speedQuery {
		q := speedWords(d.titleWords(2, 5))
		q.options.Recency = 30 * 24 * time.Hour
		q.options.Now = speedStart.AddDate(2, 0, 0)
		return q
	}},
	{name: "or-feedback", draw: func(d *speedDraw) speedQuery {
		q := speedWords(d.titleWords(2, 5))
		q.options.Feedback = defaultFeedback()
		return q
	}},
}

// speedWords returns the query for articles with any of words.
func speedWords(words []string) speedQuery {
	text := strings.Join(words, " ")
	return speedQuery{ours: Words(text), stock: stockMatch(text)}
}

func speedPhrase(text string) speedQuery {
	stock := bleve.NewMatchPhraseQuery(text)
	stock.SetField("body")
	return speedQuery{ours: Phrase{Text: text}, stock: stock}
}

func stockMatch(text string) blevequery.Query {
	q := bleve.NewMatchQuery(text)
	q.SetField("body")
	return q
}
