package query

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
)

// speedColumns are the columns of TestSpeed's table for a class: times in ms, and
// Bleve's time divided by newsdex's.
var speedColumns = []string{
	"ours p50", "p99", "bleve p50", "p99", "ratio p50", "p99",
	"cached",             // share of requests to newsdex's cache that found a list
	"forgotten", "ratio", // newsdex's p50; of Bleve's warm p50 to it
	"ours cold", "bleve cold", "ratio", // p50
	"ours q/s", "2 of 1", "bleve q/s", "2 of 1", // of one goroutine; throughput of two divided by that of one
}

// measure returns the values of the columns. Measurements of the two sides
// alternate, so that other work of the machine affects both; oursFirst says which
// begins.
func (p *speedPair) measure(t testing.TB, queries []speedQuery, oursFirst bool) []float64 {
	sides := p.sides()
	if !oursFirst {
		slices.Reverse(sides)
	}
	warm, cold := make(map[speedSide]speedTimes), make(map[speedSide]speedTimes)
	one, two := make(map[speedSide]float64), make(map[speedSide]float64)
	for _, s := range sides {
		cold[s] = p.cold(t, s, queries)
	}
	// Opening has emptied the caches.
	cached := 0.0
	for _, s := range sides {
		// newsdex decodes lists at the first request, and prepares more at the
		// second.
		p.warm(t, s, queries)
		p.warm(t, s, queries)
		before := p.ours.index.CacheStats()
		warm[s] = atLeast(t, func() speedTimes { return p.warm(t, s, queries) })
		if after := p.ours.index.CacheStats(); after.Hits+after.Misses > before.Hits+before.Misses {
			cached = float64(after.Hits-before.Hits) / float64(after.Hits+after.Misses-before.Hits-before.Misses)
		}
	}
	for _, s := range sides {
		one[s] = p.throughput(t, s, queries, 1)
		two[s] = p.throughput(t, s, queries, 2)
	}
	forgotten := p.forgotten(t, queries)

	p50 := func(of map[speedSide]speedTimes, s speedSide) float64 { t := of[s]; return t.percentile(.5) }
	p99 := func(of map[speedSide]speedTimes, s speedSide) float64 { t := of[s]; return t.percentile(.99) }
	return []float64{
		p50(warm, p.ours), p99(warm, p.ours), p50(warm, p.stock), p99(warm, p.stock),
		p50(warm, p.stock) / p50(warm, p.ours), p99(warm, p.stock) / p99(warm, p.ours),
		cached,
		forgotten.percentile(.5), p50(warm, p.stock) / forgotten.percentile(.5),
		p50(cold, p.ours), p50(cold, p.stock), p50(cold, p.stock) / p50(cold, p.ours),
		one[p.ours], two[p.ours] / one[p.ours],
		one[p.stock], two[p.stock] / one[p.stock],
	}
}

// atLeast repeats a measurement until it has lasted long enough for a percentile
// of short queries to mean something.
func atLeast(t testing.TB, measure func() speedTimes) speedTimes {
	var all speedTimes
	for all.all < 200*time.Millisecond && t.Context().Err() == nil {
		all.add(measure())
	}
	return all
}

// found returns the share of queries that find an article.
func (p *speedPair) found(t testing.TB, s speedSide, queries []speedQuery) float64 {
	n := 0
	for _, q := range queries {
		if s.search(t, q)() > 0 {
			n++
		}
	}
	return float64(n) / float64(len(queries))
}

// TestSpeed prints the times of searches, newsdex beside Bleve: the medians of three
// rounds, each over all classes. It takes some minutes. NEWSDEX_SPEED is the number
// of articles, and NEWSDEX_SPEED_ONLY names classes, separated by commas, if not all
// are wanted. It fails if a side does not find the article from which nearly all
// queries of a class were drawn, and never by a time.
func TestSpeed(t *testing.T) {
	if os.Getenv("NEWSDEX_SPEED") == "" {
		t.Skip("NEWSDEX_SPEED does not say with how many articles")
	}
	only := os.Getenv("NEWSDEX_SPEED_ONLY")
	wanted := func(c speedClass) bool { return only == "" || slices.Contains(strings.Split(only, ","), c.name) }
	p := openSpeedPair(t, speedSize(t, "NEWSDEX_SPEED", 0))
	const rounds = 3
	values := make([][rounds][]float64, len(speedClasses))
	for round := range rounds {
		for i, class := range speedClasses {
			if wanted(class) {
				values[i][round] = p.measure(t, p.queries[i], round%2 == 0)
			}
		}
	}
	var table strings.Builder
	fmt.Fprintf(&table, "%-12s%8s%12s%12s", "", "queries", "ours find", "bleve finds")
	for _, c := range speedColumns {
		fmt.Fprintf(&table, "%*s", speedWidth(c), c)
	}
	for i, class := range speedClasses {
		if !wanted(class) {
			continue
		}
		fmt.Fprintf(&table, "\n%-12s%8d", class.name, len(p.queries[i]))
		for _, s := range p.sides() {
			found := p.found(t, s, p.queries[i])
			if found < .9 {
				t.Errorf("%s: %s finds something for %.0f %% of the queries", class.name, s.name(), found*100)
			}
			fmt.Fprintf(&table, "%11.0f%%", found*100)
		}
		for c, name := range speedColumns {
			var of []float64
			for _, v := range values[i] {
				of = append(of, v[c])
			}
			fmt.Fprintf(&table, "%*s", speedWidth(name), figure(median(of)))
		}
	}
	t.Log("\n" + table.String())
}

func speedWidth(column string) int { return max(8, len(column)+2) }

func median(of []float64) float64 {
	return slices.Sorted(slices.Values(of))[len(of)/2]
}

// figure returns a number with three digits that count.
func figure(v float64) string {
	switch {
	case v < .995:
		return fmt.Sprintf("%.3f", v)
	case v < 9.95:
		return fmt.Sprintf("%.2f", v)
	case v < 99.5:
		return fmt.Sprintf("%.1f", v)
	}
	return fmt.Sprintf("%.0f", v)
}
