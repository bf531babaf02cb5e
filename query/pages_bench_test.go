package query

import (
	"math"
	"os"
	"testing"
	"time"

	"github.com/newsdex/newsdex/analyze"
	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/ingest"
)

// BenchmarkPages measures the first page of ten hits and a deep one by Offset and by After,
// in an index of the articles that NEWSDEX_NEWS names. The metric is the least processor
// time of a search.
//
//	NEWSDEX_NEWS=articles.jsonl go test ./query -run '^$' -bench Pages
func BenchmarkPages(b *testing.B) {
	name := os.Getenv("NEWSDEX_NEWS")
	if name == "" {
		b.Skip("NEWSDEX_NEWS names no articles")
	}
	detect := func(text, declared string) string { code, _ := analyze.Detect(text, declared); return code }
	x, _, err := index.Memory(b.Context(), ingest.Read(b.Context(), ingest.Files(name), ingest.Options{Detect: detect}), index.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer x.Close()
	const deep = 99 // pages before the deep one
	for _, tt := range []struct {
		name  string
		query string
		o     Options
	}{
		{"word", "police", Options{}},
		{"or", "police court city", Options{}},
		{"and", "police AND said", Options{}},
		{"all", "*", Options{}},
		{"newest", "police court city", Options{Order: Newest}},
		{"title", "police court city", Options{Order: ByTitle}},
		{"ids", "police court city", Options{IDsOnly: true}},
		{"ids newest", "police court city", Options{IDsOnly: true, Order: Newest}},
		{"ids uncounted", "police court city", Options{IDsOnly: true, CountUpTo: 1}},
	} {
		q, err := Parse(tt.query)
		if err != nil {
			b.Fatal(err)
		}
		search := func(o Options) *Results {
			res, err := Search(b.Context(), x, q, o)
			if err != nil {
				b.Fatal(err)
			}
			return res
		}
		tt.o.Limit = 10
		offset, before := tt.o, tt.o
		offset.Offset = deep * tt.o.Limit
		before.Offset = offset.Offset - tt.o.Limit
		after := tt.o
		after.After = search(before).Next
		if after.After == "" {
			b.Fatalf("%s has too few hits", tt.query)
		}
		for _, page := range []struct {
			name string
			o    Options
		}{{"first", tt.o}, {"100th by After", after}, {"100th by Offset", offset}} {
			b.Run(tt.name+"/"+page.name, func(b *testing.B) {
				least := time.Duration(math.MaxInt64)
				for b.Loop() {
					start := cpuTime()
					if res := search(page.o); len(res.Hits) != tt.o.Limit {
						b.Fatalf("%d hits", len(res.Hits))
					}
					least = min(least, cpuTime()-start)
				}
				b.ReportMetric(least.Seconds()*1000, "cpu-ms")
			})
		}
	}
}
