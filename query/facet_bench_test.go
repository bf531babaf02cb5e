package query

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/ingest"
)

// BenchmarkFacets measures the cost of facets in searches of 100,000 articles with
// few and many matches, with ten hits and their passages and with IDs only.
func BenchmarkFacets(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 1))
	articles := zipfArticles(r, 100_000)
	outlets, authors := rand.NewZipf(r, 1.2, 4, 500), rand.NewZipf(r, 1.1, 4, 20_000)
	for i := range articles {
		a := &articles[i]
		a.Outlet = fmt.Sprint("o", outlets.Uint64())
		for range r.IntN(3) {
			a.Authors = append(a.Authors, fmt.Sprint("a", authors.Uint64()))
		}
		a.Published = time.Unix(1.6e9+int64(r.IntN(3e8)), 0)
	}
	x, _, err := index.Memory(b.Context(), func(yield func(ingest.Article, error) bool) {
		for _, a := range articles {
			if !yield(a, nil) {
				return
			}
		}
	}, index.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer x.Close()
	// The columns are read on first use.
	if _, err := Search(b.Context(), x, All{}, Options{Facets: []Facet{{Outlet, 10}, {Author, 10}, {Language, 10}, {Month, AllValues}}}); err != nil {
		b.Fatal(err)
	}
	for _, query := range []string{"w2900", "w40 w50", "w0 w1 w2", "w0 AND w3", "w5 date:2021..2025", "*"} {
		q, err := Parse(query)
		if err != nil {
			b.Fatal(err)
		}
		for _, ids := range []bool{false, true} {
			snippets := 1
			if ids {
				snippets = 0
			}
			for _, facets := range [][]Facet{nil, {{Outlet, 10}}, {{Language, 10}}, {{Outlet, 10}, {Author, 10}, {Month, AllValues}}} {
				b.Run(fmt.Sprintf("%s/ids=%v/facets=%d", query, ids, len(facets)), func(b *testing.B) {
					total := 0
					for b.Loop() {
						res, err := Search(b.Context(), x, q, Options{Limit: DefaultLimit, Snippets: snippets, IDsOnly: ids, Facets: facets})
						if err != nil {
							b.Fatal(err)
						}
						total = res.Total
					}
					b.ReportMetric(float64(total), "articles")
				})
			}
		}
	}
}
