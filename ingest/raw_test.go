package ingest

import (
	"context"
	"iter"
	"path/filepath"
	"reflect"
	"testing"
	"time"
)

// atHand is a source of articles in memory.
type atHand []Article

func (s atHand) Articles(context.Context) iter.Seq2[Article, error] {
	return func(yield func(Article, error) bool) {
		for _, a := range s {
			if !yield(a, nil) {
				return
			}
		}
	}
}

// again cleans a clean article again from its Raw article.
func again(t *testing.T, a Article, o Options) Article {
	t.Helper()
	for b, err := range Read(t.Context(), atHand{a.Raw()}, o) {
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	t.Fatal("no article")
	return Article{}
}

// TestRaw checks that an article cleaned again with the same options is the same, and
// with other options is the same as its source cleaned with these.
func TestRaw(t *testing.T) {
	now := func() time.Time { return time.Date(2025, 6, 1, 0, 0, 0, 0, time.UTC) }
	off, strict := Options{Level: Off, Now: now}, Options{Level: Strict, Now: now}
	paths := []string{"../testdata/articles", "../testdata/ingest"}
	if more, err := filepath.Glob("testdata/*.txt"); err == nil {
		paths = append(paths, more...)
	}
	read := func(o Options) (all []Article) {
		for a, err := range Read(t.Context(), Files(paths...), o) {
			if err == nil {
				all = append(all, a)
			}
		}
		return all
	}
	plain, cleaned := read(off), read(strict)
	if len(plain) < 8 || len(plain) != len(cleaned) {
		t.Fatalf("%d and %d articles", len(plain), len(cleaned))
	}
	for i := range plain {
		for _, c := range []struct {
			from, want Article
			by         Options
		}{
			{plain[i], plain[i], off},
			{cleaned[i], cleaned[i], strict},
			{plain[i], cleaned[i], strict},
			{cleaned[i], plain[i], off},
		} {
			if got := again(t, c.from, c.by); !reflect.DeepEqual(got, c.want) {
				t.Errorf("%s: cleaned anew at level %s:\n%+v\nwant\n%+v", c.from.Path, c.by.Level, got, c.want)
			}
		}
	}
}

// TestMeasureRaw checks the same on a corpus of scraped articles.
func TestMeasureRaw(t *testing.T) {
	n, differ := 0, 0
	for a, err := range Read(t.Context(), Files(dataFolder(t, "news/articles.jsonl.gz")), Options{}) {
		if err != nil {
			t.Error(err)
			continue
		}
		n++
		if got := again(t, a, Options{}); !reflect.DeepEqual(got, a) {
			differ++
			t.Logf("%s: %q %v, %d removed, %d found, repairs %v; before %q %v, %d removed, %d found, repairs %v", a.Path,
				got.Title, got.Lines, len(got.Removed), len(got.Found), got.Repairs, a.Title, a.Lines, len(a.Removed), len(a.Found), a.Repairs)
		}
	}
	t.Logf("%d articles, %d differ when they are cleaned anew", n, differ)
	if differ > n/1000 {
		t.Errorf("%d of %d articles differ when they are cleaned anew", differ, n)
	}
}
