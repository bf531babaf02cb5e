package query

import (
	"context"
	"math"
	"os"
	"runtime/pprof"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// The speed of searches, newsdex beside Bleve with its defaults.
// speedqueries_test.go has the classes of queries, speedcorpus_test.go the articles,
// speedsides_test.go and speedbleve_test.go the two indexes.
//
//	go test ./query -run '^$' -bench Search -benchtime 1x
//	NEWSDEX_NEWS=articles.jsonl NEWSDEX_BENCH_DIR=folder NEWSDEX_BENCH_ARTICLES=100000 \
//		go test ./query -run '^$' -bench 'Search/or' -cpuprofile cpu.out
//	go tool pprof -tagfocus=search=^or/newsdex/warm -top cpu.out
//	NEWSDEX_NEWS=articles.jsonl NEWSDEX_BENCH_DIR=folder NEWSDEX_SPEED=100000 \
//		go test ./query -run TestSpeed -v -timeout 60m
//
// Both sides return the IDs of ten hits, unless a class says otherwise. The
// measurements are:
//
//   - warm: each query has been searched twice before. newsdex has its postings in its
//     cache, as far as they fit.
//   - forgotten: newsdex has none of a query's postings in its cache, as when nobody has
//     searched these words before. Bleve has no cache of postings.
//   - cold: the query is the first after the index is opened. The files are in memory. The
//     query bears the cost of data that is read once for all queries.
//   - two: warm, from two goroutines, for the same time as one: the number of searches that
//     end in a time, of all queries in turn.

// BenchmarkSearch measures each class and side. An operation is all queries of the
// class; the metrics are of single queries. NEWSDEX_BENCH_ARTICLES is the number of
// articles of the corpus: by default 10,000, and 2,000 where NEWSDEX_NEWS names no
// articles.
func BenchmarkSearch(b *testing.B) {
	size := 10_000
	if os.Getenv("NEWSDEX_NEWS") == "" {
		size = 2_000
	}
	p := openSpeedPair(b, speedSize(b, "NEWSDEX_BENCH_ARTICLES", size))
	for i, class := range speedClasses {
		queries := p.queries[i]
		for _, s := range p.sides() {
			run := func(name string, warm bool, measure func(b *testing.B) speedTimes) {
				name = class.name + "/" + s.name() + "/" + name
				b.Run(name, func(b *testing.B) {
					if warm {
						p.warm(b, s, queries)
					}
					var all speedTimes
					pprof.Do(b.Context(), pprof.Labels("search", name), func(context.Context) {
						for b.Loop() {
							all.add(measure(b))
						}
					})
					b.ReportMetric(all.rate(), "q/s")
					b.ReportMetric(all.percentile(.5), "p50-ms")
					b.ReportMetric(all.percentile(.99), "p99-ms")
				})
			}
			run("warm", true, func(b *testing.B) speedTimes { return p.warm(b, s, queries) })
			b.Run(class.name+"/"+s.name()+"/two", func(b *testing.B) {
				one, two := 0.0, 0.0
				for b.Loop() {
					one += p.throughput(b, s, queries, 1)
					two += p.throughput(b, s, queries, 2)
				}
				b.ReportMetric(two/float64(b.N), "q/s")
				b.ReportMetric(two/one, "times-one")
			})
			if s == speedSide(p.ours) {
				run("forgotten", false, func(b *testing.B) speedTimes { return p.forgotten(b, queries) })
			}
			run("cold", false, func(b *testing.B) speedTimes { return p.cold(b, s, queries) })
		}
	}
}

// speedTimes are how long queries took, each and all together.
type speedTimes struct {
	each []time.Duration
	all  time.Duration
}

func (s *speedTimes) add(more speedTimes) {
	s.each = append(s.each, more.each...)
	s.all += more.all
}

// rate returns the queries per second.
func (s *speedTimes) rate() float64 { return float64(len(s.each)) / s.all.Seconds() }

// percentile returns the part-th of all times, by the nearest rank, in ms.
func (s *speedTimes) percentile(part float64) float64 {
	sorted := slices.Sorted(slices.Values(s.each))
	at := int(math.Ceil(part*float64(len(sorted)))) - 1
	return sorted[max(at, 0)].Seconds() * 1000
}

// warm searches for each query once.
func (p *speedPair) warm(t testing.TB, s speedSide, queries []speedQuery) speedTimes {
	return timed(t, s, queries, func() {})
}

// forgotten is like warm but empties newsdex's cache before each query.
func (p *speedPair) forgotten(t testing.TB, queries []speedQuery) speedTimes {
	return timed(t, p.ours, queries, p.ours.forget)
}

// cold is warm with each query the first one of an index that is opened for it.
func (p *speedPair) cold(t testing.TB, s speedSide, queries []speedQuery) speedTimes {
	return timed(t, s, queries, func() { p.reopen(t, s) })
}

// timed does before and searches, for each query; only the searches are timed.
func timed(t testing.TB, s speedSide, queries []speedQuery, before func()) speedTimes {
	var times speedTimes
	for _, q := range queries {
		before()
		search := s.search(t, q)
		start := time.Now()
		search()
		d := time.Since(start)
		times.add(speedTimes{each: []time.Duration{d}, all: d})
	}
	return times
}

// throughput returns how many searches a second a number of goroutines do, warm,
// which take the queries in turn.
func (p *speedPair) throughput(t testing.TB, s speedSide, queries []speedQuery, goroutines int) float64 {
	searches := make([]func() int, len(queries))
	for i, q := range queries {
		searches[i] = s.search(t, q)
	}
	var done atomic.Int64
	var wg sync.WaitGroup
	start := time.Now()
	for range goroutines {
		wg.Go(func() {
			for t.Context().Err() == nil && time.Since(start) < speedThroughput {
				searches[int(done.Add(1)-1)%len(searches)]()
			}
		})
	}
	wg.Wait()
	return float64(done.Load()) / time.Since(start).Seconds()
}

// speedThroughput is how long a throughput is measured at least.
const speedThroughput = 300 * time.Millisecond
