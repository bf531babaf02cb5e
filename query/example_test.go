package query_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"time"

	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/ingest"
	"github.com/newsdex/newsdex/query"
	"github.com/newsdex/newsdex/query/plan"
)

// news returns an index of four articles in memory.
func news() *index.Index {
	day := func(d int) time.Time { return time.Date(2025, 2, d, 0, 0, 0, 0, time.UTC) }
	articles := []ingest.Article{
		{ID: "harbour", Title: "The harbour opens again", Outlet: "Coast Post", Language: "en", Published: day(3),
			Body: "The ferry sails again. After the storm the harbour was closed for nine days."},
		{ID: "ferry", Title: "A new ferry", Outlet: "Coast Post", Language: "en", Published: day(10),
			Body: "The city buys a ferry. It will cross the harbour from May on, and costs $97.4 million."},
		{ID: "budget", Title: "Council passes the budget", Outlet: "City News", Language: "en", Published: day(11),
			Body: "The council passed the budget. A ferry is part of it."},
		{ID: "museum", Title: "Museum of the sea", Outlet: "City News", Language: "en", Published: day(12),
			Body: "The museum shows ships."},
	}
	x, _, err := index.Memory(context.Background(), func(yield func(ingest.Article, error) bool) {
		for _, a := range articles {
			if !yield(a, nil) {
				return
			}
		}
	}, index.Options{})
	if err != nil {
		log.Fatal(err)
	}
	return x
}

// find searches the news for a query string.
func find(s string, o query.Options) *query.Results {
	q, err := query.Parse(s)
	if err != nil {
		log.Fatal(err)
	}
	x := news()
	defer x.Close()
	results, err := query.Search(context.Background(), x, q, o)
	if err != nil {
		log.Fatal(err)
	}
	return results
}

func ExampleCount() {
	x := news()
	defer x.Close()
	n, err := query.Count(context.Background(), x, query.Field{Name: query.Title, Of: query.Term{Text: "ferry"}})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(n)

	// A form without filters makes an And without clauses.
	_, err = query.Count(context.Background(), x, query.And{})
	fmt.Println(errors.Is(err, query.ErrInvalid), err)
	// Output:
	// 1
	// true query: an And without clauses; All matches every article
}

func ExampleSearch() {
	ctx := context.Background()
	x := news()
	defer x.Close()
	q, err := query.Parse("ferry harbour")
	if err != nil {
		log.Fatal(err)
	}
	results, err := query.Search(ctx, x, q, query.DefaultOptions())
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(results.Total, "articles")
	for _, hit := range results.Hits {
		fmt.Printf("%.3f %s (%s)\n", hit.Score, hit.Title, hit.Outlet)
	}
	// Output:
	// 3 articles
	// 0.690 The harbour opens again (Coast Post)
	// 0.541 A new ferry (Coast Post)
	// 0.173 Council passes the budget (City News)
}

// Queries can be put together by a program. They have strings, which Parse reads back.
func ExampleSearch_typed() {
	ctx := context.Background()
	x := news()
	defer x.Close()
	q := query.And{Of: []query.Query{
		query.Or{Of: []query.Query{
			query.Boost{Of: query.Term{Text: "ferry"}, By: 2},
			query.Phrase{Text: "museum ships", Slop: 1},
			query.Prefix{Text: "harb"},
			query.Fuzzy{Text: "buget", Edits: query.AutoEdits},
		}},
		query.Field{Name: query.Outlet, Of: query.Phrase{Text: "City News"}},
		query.DateRange{From: time.Date(2025, 2, 11, 0, 0, 0, 0, time.UTC)},
	}}
	fmt.Println(q)
	results, err := query.Search(ctx, x, q, query.DefaultOptions())
	if err != nil {
		log.Fatal(err)
	}
	for _, hit := range results.Hits {
		fmt.Println(hit.ID)
	}
	// Output:
	// (ferry^2 OR "museum ships"~1 OR harb* OR buget~) AND outlet:"City News" AND after:2025-02-11
	// budget
	// museum
}

func ExampleParse() {
	q, err := query.Parse(`ferry -title:museum after:2025-02-10`)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(q)
	fmt.Printf("%T\n", q)
	// Output:
	// ferry AND NOT title:museum AND after:2025-02-10
	// query.And
}

// Interpret also returns notices of parts that it probably did not read as they were
// meant.
func ExampleInterpret() {
	q, notices, err := query.Interpret(`ferry "new harbour`)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(q)
	for _, n := range notices {
		fmt.Printf("at %d: %s\n", n.Offset, n)
	}
	// Output:
	// ferry OR new OR harbour
	// at 6: the quote is not closed: what follows it is searched as words
}

// A text that nobody wrote for a search is not read as syntax.
func ExampleWords() {
	fmt.Println(query.Words("-ferry: strike"))
	fmt.Println(query.Words("The ferry is not back after 9 days"))
	// Output:
	// -ferry: OR strike
	// ferry OR back OR 9 OR days
}

// Without a limit a search only counts.
func ExampleOptions_count() {
	results := find("ferry", query.Options{})
	fmt.Println(results.Total, "articles,", len(results.Hits), "hits")
	// Output:
	// 3 articles, 0 hits
}

func ExampleFacet() {
	results := find("ferry", query.Options{Facets: []query.Facet{
		{By: query.Outlet, Limit: 10},
		{By: query.Day, Limit: query.AllValues},
	}})
	for _, f := range results.Facets {
		for _, v := range f.Values {
			if v.Count > 0 {
				fmt.Println(f.By, v.Value, v.Count)
			}
		}
	}
	// Output:
	// outlet Coast Post 2
	// outlet City News 1
	// day 2025-02-03 1
	// day 2025-02-10 1
	// day 2025-02-11 1
}

func ExampleOrder() {
	for _, order := range []query.Order{query.Newest, query.ByTitle} {
		fmt.Print(order, ":")
		for _, hit := range find("ferry", query.Options{Limit: 2, Order: order}).Hits {
			fmt.Printf(" %s", hit.ID)
		}
		fmt.Println()
	}
	// Output:
	// newest: budget ferry
	// title: ferry budget
}

// Pages can begin at any hit. Those that follow each other are found quicker by After.
func ExampleOptions_offset() {
	for offset := 0; offset < 3; offset += 2 {
		for _, hit := range find("ferry", query.Options{Limit: 2, Offset: offset}).Hits {
			fmt.Printf("from %d: %s\n", offset, hit.ID)
		}
	}
	// Output:
	// from 0: ferry
	// from 0: budget
	// from 2: harbour
}

// With a half-life of two days an article that is a week old scores little more than half.
func ExampleOptions_recency() {
	o := query.DefaultOptions()
	o.Recency = 48 * time.Hour
	o.Now = time.Date(2025, 2, 11, 0, 0, 0, 0, time.UTC)
	for _, hit := range find("ferry", o).Hits {
		fmt.Printf("%.3f %s\n", hit.Score, hit.ID)
	}
	// Output:
	// 0.225 ferry
	// 0.173 budget
	// 0.083 harbour
}

// Feedback finds articles with the words that the best ones have in common.
func ExampleFeedback() {
	feedback := query.DefaultFeedback()
	o := query.DefaultOptions()
	for _, o.Feedback = range []*query.Feedback{nil, &feedback} {
		results := find("storm OR cross", o)
		fmt.Print(results.Total, ":")
		for _, hit := range results.Hits {
			fmt.Print(" ", hit.ID)
		}
		fmt.Println()
	}
	// Output:
	// 2: harbour ferry
	// 3: harbour ferry budget
}

func ExampleExplanation() {
	o := query.Options{Limit: 1, Explain: true}
	fmt.Print(find("ferry", o).Hits[0].Explanation)
	// Output:
	// 0.2639  ferry  (idf 0.3567 × w/(1.2 + w), w: 1 in title of length 2 weighs 2.6786 + 1 in body of length 10 weighs 0.7353)
}

func ExampleSnippet() {
	o := query.Options{Limit: 1, Snippets: 1}
	for _, s := range find(`"cross the harbour"`, o).Hits[0].Snippets {
		fmt.Println(s.HTML())
		fmt.Println(s.Mark("[", "]", nil))
	}
	// Output:
	// The city buys a ferry. It will <mark>cross the harbour</mark> from May on, and costs $97.4 million.
	// The city buys a ferry. It will [cross the harbour] from May on, and costs $97.4 million.
}

func ExampleIDs() {
	x := news()
	defer x.Close()
	s, err := x.Snapshot()
	if err != nil {
		log.Fatal(err)
	}
	defer s.Close()
	ids, err := query.IDs(context.Background(), s, query.Field{Name: query.Outlet, Of: query.Term{Text: "city"}})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(len(ids), "articles")
	// Output:
	// 2 articles
}

// A plan is a query with its words analysed for an index. It can be printed, kept,
// and run by any engine.
func ExampleCompile() {
	ctx := context.Background()
	x := news()
	defer x.Close()
	s, err := x.Snapshot()
	if err != nil {
		log.Fatal(err)
	}
	defer s.Close()
	engine := query.Local(s)
	q, err := query.Parse("new ferries -lang:de")
	if err != nil {
		log.Fatal(err)
	}
	p, err := query.Compile(ctx, engine, q)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Print(p)
	results, err := engine.SearchPlan(ctx, p, query.Options{Limit: 1})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(results.Hits[0].ID)
	// Output:
	// and
	//   or
	//     leaf new in title, deck, body
	//       en: new
	//     leaf ferries in title, deck, body
	//       en: ferri
	//     near: new, ferries
	//   not
	//     lang is de
	// ferry
}

// An engine that has no passages of its own makes them from the texts of its hits.
func ExampleSnippeter() {
	p := &plan.Plan{Root: &plan.Leaf{
		Text: "ferries", Fields: []string{plan.Title, plan.Body}, Boost: 1,
		Variants: []plan.Variant{{Language: "en", Slots: []plan.Slot{{{"ferri"}}}}},
	}}
	s := query.NewSnippeter(p, 1, func(*plan.Leaf) float64 { return 1 })
	hit := query.Hit{ID: "ferry", Body: "The city buys a ferry. Nobody knows of it.", Language: "en"}
	for _, snippet := range s.Snippets(&hit) {
		fmt.Println(snippet.HTML())
	}
	// Output:
	// The city buys a <mark>ferry</mark>. Nobody knows of it.
}
