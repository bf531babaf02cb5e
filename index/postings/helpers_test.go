package postings_test

import (
	"context"
	"iter"
	"path/filepath"
	"testing"

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
