package query

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"sync"
	"testing"
	"time"

	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/index/schema"
	"github.com/newsdex/newsdex/ingest"
	"github.com/newsdex/newsdex/query/plan"
)

func TestParseDimension(t *testing.T) {
	for _, d := range Dimensions() {
		if got, err := ParseDimension(d.String()); err != nil || got != d {
			t.Errorf("ParseDimension(%q) = %v, %v", d, got, err)
		}
	}
	if _, err := ParseDimension("week"); err == nil {
		t.Error("week is a dimension")
	}
	if got := Dimension("week").String(); got != "week" || Dimension("week").IsDate() {
		t.Errorf("Dimension(week) is %s", got)
	}
}

// TestFacetsOfFew holds the answers for a few articles, written out.
func TestFacetsOfFew(t *testing.T) {
	articles := []ingest.Article{
		{ID: "1", Body: "ferry", Language: "en", Outlet: "Herald", Authors: []string{"Ann", "Bob", "Ann"}, Published: day("2024-12-30")},
		{ID: "2", Body: "ferry", Language: "en", Outlet: "HERALD", Authors: []string{"Bob"}, Published: day("2025-02-01")},
		{ID: "3", Body: "ferry", Language: "en", Outlet: " Herald  ", Published: day("2025-02-01").Add(23 * time.Hour)},
		{ID: "4", Body: "ferry", Language: "tlh", Outlet: "Gazette"},
		{ID: "5", Body: "ferry", Language: "fr"},
		{ID: "6", Body: "port", Language: "fr", Outlet: "Port", Published: day("1999-01-01")},
	}
	x, err := newIndex(t, articles, true)
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	for _, tt := range []struct {
		query string
		facet Facet
		want  FacetCount
	}{
		{"ferry", Facet{Outlet, 10}, FacetCount{Values: []ValueCount{{"Herald", 2}, {"Gazette", 1}, {"HERALD", 1}}, Without: 1}},
		{"ferry", Facet{Outlet, 1}, FacetCount{Values: []ValueCount{{"Herald", 2}}, Others: 2, Without: 1}},
		{"ferry", Facet{Author, 10}, FacetCount{Values: []ValueCount{{"Bob", 2}, {"Ann", 1}}, Without: 3}},
		{"ferry", Facet{Language, 10}, FacetCount{Values: []ValueCount{{"en", 3}, {"fr", 1}, {"und", 1}}}},
		{"ferry", Facet{Month, AllValues}, FacetCount{Values: []ValueCount{{"2024-12", 1}, {"2025-01", 0}, {"2025-02", 2}}, Without: 2}},
		{"ferry", Facet{Month, 1}, FacetCount{Values: []ValueCount{{"2025-02", 2}}, Others: 1, Without: 2}},
		{"ferry", Facet{Month, 2}, FacetCount{Values: []ValueCount{{"2024-12", 1}, {"2025-01", 0}, {"2025-02", 2}}, Without: 2}},
		{"ferry", Facet{Year, AllValues}, FacetCount{Values: []ValueCount{{"2024", 1}, {"2025", 2}}, Without: 2}},
		{"ferry OR port", Facet{Year, 1}, FacetCount{Values: []ValueCount{{"2025", 2}}, Others: 2, Without: 2}},
		{"ferry", Facet{Outlet, 0}, FacetCount{Others: 3, Without: 1}},
		{"ferry", Facet{Month, 0}, FacetCount{Others: 2, Without: 2}},
		{"port", Facet{Day, AllValues}, FacetCount{Values: []ValueCount{{"1999-01-01", 1}}}},
		{"port", Facet{Author, 10}, FacetCount{Without: 1}},
		{"zeppelin", Facet{Outlet, 10}, FacetCount{}},
		{"zeppelin", Facet{Day, AllValues}, FacetCount{}},
	} {
		q, err := Parse(tt.query)
		if err != nil {
			t.Fatal(err)
		}
		res, err := Search(t.Context(), x, q, Options{Limit: 1, Facets: []Facet{tt.facet}})
		if err != nil {
			t.Fatal(err)
		}
		tt.want.By = tt.facet.By
		if !reflect.DeepEqual(res.Facets, []FacetCount{tt.want}) {
			t.Errorf("%s, %+v:\n got %+v\nwant %+v", tt.query, tt.facet, res.Facets, tt.want)
		}
	}
	for _, f := range []Facet{{By: "week"}, {}, {By: Outlet, Limit: -1}} {
		if _, err := Search(t.Context(), x, All{}, Options{Facets: []Facet{f}}); err == nil {
			t.Errorf("%+v is counted", f)
		}
	}
}

// TestFacetsOfMany holds that a few of many articles are counted as many are.
func TestFacetsOfMany(t *testing.T) {
	notShort(t, "makes an index of thousands of articles")
	r := rand.New(rand.NewPCG(4, 4))
	articles := zipfArticles(r, 3000)
	for i := range articles {
		for range r.IntN(4) {
			articles[i].Authors = append(articles[i].Authors, fmt.Sprint("a", r.IntN(4000)))
		}
		articles[i].Outlet = fmt.Sprint("o", i)
	}
	x, err := newIndex(t, articles, true)
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	byID := map[string]ingest.Article{}
	for _, a := range articles {
		byID[a.ID] = a
	}
	few := 0
	for n := range 200 {
		q := Term{fmt.Sprint("w", 10*n)}
		facets := []Facet{{Author, 10}, {Outlet, AllValues}}
		res, err := Search(t.Context(), x, q, Options{Limit: 3000, IDsOnly: true, Facets: facets})
		if err != nil {
			t.Fatal(err)
		}
		// So few that their values are listed and not counted for each ordinal.
		if res.Total > 0 && res.Total*64 < len(articles) {
			few++
		}
		var found []ingest.Article
		for _, h := range res.Hits {
			found = append(found, byID[h.ID])
		}
		for i, f := range facets {
			if want := facetOf(found, f); !reflect.DeepEqual(res.Facets[i], want) {
				t.Fatalf("%s, %+v:\n got %+v\nwant %+v", q, f, res.Facets[i], want)
			}
		}
	}
	if few < 20 {
		t.Errorf("%d queries find few articles", few)
	}
}

// TestFacetsOfNothing holds that an index without articles has empty facets.
func TestFacetsOfNothing(t *testing.T) {
	x, err := newIndex(t, []ingest.Article{{ID: "1", Body: "ferry", Outlet: "Herald", Published: day("2025-01-01")}}, true)
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	if _, err := x.Delete(t.Context(), "1"); err != nil {
		t.Fatal(err)
	}
	for _, d := range Dimensions() {
		res, err := Search(t.Context(), x, All{}, Options{Facets: []Facet{{d, 10}}})
		if err != nil || !reflect.DeepEqual(res.Facets, []FacetCount{{By: d}}) {
			t.Errorf("%s: %+v, %v", d, res, err)
		}
	}
}

// TestFacetsAtOnce holds that searches that read the columns for the first time
// beside each other, and beside an update, count one state of the index.
func TestFacetsAtOnce(t *testing.T) {
	notShort(t, "searches without pause while an index is written")
	state := func(n int) []ingest.Article {
		articles := zipfArticles(rand.New(rand.NewPCG(2, uint64(n))), 60)
		for i := range articles {
			articles[i].Outlet = fmt.Sprint("state ", n)
			articles[i].Authors = []string{articles[i].Outlet, "all"}
		}
		return articles
	}
	x, err := newIndex(t, state(0), false)
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	var searchers sync.WaitGroup
	done := make(chan struct{})
	for range 6 {
		searchers.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
				}
				res, err := Search(t.Context(), x, All{}, Options{Limit: 1, Order: ByTitle, Facets: []Facet{{Outlet, 10}, {Author, 10}}})
				if err != nil {
					t.Error(err)
					return
				}
				outlets, authors := res.Facets[0].Values, res.Facets[1].Values
				if len(outlets) != 1 || outlets[0].Count != 60 || len(authors) != 2 || authors[0] != (ValueCount{"all", 60}) || authors[1] != outlets[0] {
					t.Errorf("facets %+v", res.Facets)
					return
				}
			}
		})
	}
	for n := range rounds(8) {
		if _, err := x.Update(t.Context(), articleSeq(state(n+1)), index.Options{}); err != nil {
			t.Error(err)
		}
	}
	close(done)
	searchers.Wait()
}

// TestFacetsStop holds that counting ends with its context, and that the next search
// completes it.
func TestFacetsStop(t *testing.T) {
	x, err := newIndex(t, zipfArticles(rand.New(rand.NewPCG(1, 1)), 100), true)
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	s, err := x.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	search := localSearchOf(t, s, &plan.Plan{Root: plan.All{}}, Options{}).Search
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	facets := []Facet{{Outlet, 10}}
	for range 2 {
		if _, err := countFacets(ctx, s, search, facets); !errors.Is(err, context.Canceled) {
			t.Errorf("facets: %v", err)
		}
		// And with the column read.
		if _, err := s.Postings().Column(t.Context(), schema.OutletName); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := countFacets(t.Context(), s, search, facets); err != nil {
		t.Error(err)
	}
}
