package index

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/newsdex/newsdex/index/internal/record"
	"github.com/newsdex/newsdex/index/internal/rounds"
	"github.com/newsdex/newsdex/ingest"
)

// TestMemoryOfBatches checks that a run with less memory makes more segments, each
// within its share, and the same index.
func TestMemoryOfBatches(t *testing.T) {
	rounds.NotShort(t, "indexes 1,200 articles twice")
	r := rand.New(rand.NewPCG(6, 6))
	var articles []ingest.Article
	for i := range 1200 {
		var body strings.Builder
		for range 400 {
			fmt.Fprintf(&body, "w%d ", r.IntN(10_000))
		}
		articles = append(articles, article(fmt.Sprint(i), fmt.Sprint("Title ", i), body.String()))
	}
	workers := (&writer{}).workers()
	segments := func(memory int64) int {
		x, stats, err := Memory(ctx, seq(articles...), Options{Memory: memory})
		if err != nil {
			t.Fatal(err)
		}
		defer x.Close()
		s, err := x.Snapshot()
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		if stats.Articles != len(articles) || s.Count() != len(articles) {
			t.Errorf("with %d bytes of memory it holds %d articles, and says %d", memory, s.Count(), stats.Articles)
		}
		return len(s.Postings().Segments())
	}
	if n := segments(0); n != 1 {
		t.Errorf("%d segments with the default", n)
	}
	if n := segments(1); n <= workers {
		t.Errorf("%d segments of %d workers with the least", n, workers)
	}
}

// TestRepeatedInBatch checks that of close articles with the same ID the last one is
// kept, and is compared with the one before.
func TestRepeatedInBatch(t *testing.T) {
	x, stats, err := Memory(ctx, seq(article("a", "one", "first"), article("b", "b", "b"), article("a", "two", "second"), article("a", "two", "second")), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	if stats.Added != 2 || stats.Replaced != 1 || stats.Unchanged != 1 || stats.Articles != 2 {
		t.Errorf("stats %+v", stats)
	}
	if got := contents(t, x); len(got) != 2 || got["a"] != "two" {
		t.Errorf("contents %v", got)
	}
	s, err := x.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var want Totals
	for _, a := range []ingest.Article{article("a", "two", "second"), article("b", "b", "b")} {
		d, rec, err := record.NewDocument(ctx, record.Record{Article: a})
		if err != nil {
			t.Fatal(err)
		}
		d.Release()
		want.add(rec.Lengths, +1)
	}
	if got := s.gen.manifest.Totals; got != want {
		t.Errorf("totals %v, want %v", got, want)
	}
}
