package postings_test

import (
	"context"
	"fmt"
	"iter"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/ingest"
)

var ctx = context.Background()

// article returns an English article.
func article(id, title, body string) ingest.Article {
	return ingest.Article{ID: id, Title: title, Body: body, Language: "en", Fingerprint: title + body}
}

// seq yields articles.
func seq(articles ...ingest.Article) iter.Seq2[ingest.Article, error] {
	return func(yield func(ingest.Article, error) bool) {
		for _, a := range articles {
			if !yield(a, nil) {
				return
			}
		}
	}
}

func mustBuild(t *testing.T, path string, articles ...ingest.Article) {
	t.Helper()
	if _, err := index.Build(ctx, path, seq(articles...), index.Options{}); err != nil {
		t.Fatal(err)
	}
}

func mustOpen(t *testing.T, path string) *index.Index {
	t.Helper()
	x, err := index.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := x.Close(); err != nil {
			t.Error(err)
		}
	})
	return x
}

// both calls f with an index of articles on disk and with one in memory.
func both(t *testing.T, articles []ingest.Article, f func(t *testing.T, x *index.Index)) {
	t.Run("folder", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "i")
		mustBuild(t, path, articles...)
		f(t, mustOpen(t, path))
	})
	t.Run("memory", func(t *testing.T) {
		x, _, err := index.Memory(ctx, seq(articles...), index.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer x.Close()
		f(t, x)
	})
}

// segmentedIndex returns the snapshot of an index on disk with several segments and
// deleted articles.
func segmentedIndex(t testing.TB) *index.Snapshot {
	t.Helper()
	r := rand.New(rand.NewPCG(5, 5))
	zipf := rand.NewZipf(r, 1.2, 3, 2000)
	text := func(n int) string {
		var b strings.Builder
		for range r.IntN(n) {
			fmt.Fprintf(&b, "w%d ", zipf.Uint64())
		}
		return b.String()
	}
	articles := func(from, to int) (as []ingest.Article) {
		for i := from; i < to; i++ {
			as = append(as, ingest.Article{ID: fmt.Sprint(i), Title: text(8), Deck: text(4), Body: text(400), Outlet: text(3), Published: time.Unix(r.Int64N(1<<33)*int64(i%3), 0), Language: "en"})
		}
		return as
	}
	path := filepath.Join(t.TempDir(), "i")
	if _, err := index.Build(t.Context(), path, seq(articles(0, 1500)...), index.Options{}); err != nil {
		t.Fatal(err)
	}
	x, err := index.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { x.Close() })
	if _, err := x.Update(t.Context(), seq(articles(1400, 1550)...), index.Options{Delete: []string{"17", "18", "1000"}}); err != nil {
		t.Fatal(err)
	}
	s, err := x.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}
