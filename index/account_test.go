package index_test

import (
	"context"
	"encoding/json"
	"iter"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/ingest"
)

// raws yields articles in their state before cleaning.
type raws []ingest.Article

func (s raws) Articles(context.Context) iter.Seq2[ingest.Article, error] {
	return func(yield func(ingest.Article, error) bool) {
		for _, a := range s {
			if !yield(a.Raw(), nil) {
				return
			}
		}
	}
}

func readAll(t *testing.T, src ingest.Source, level ingest.Level) map[string]ingest.Article {
	t.Helper()
	all := map[string]ingest.Article{}
	o := ingest.Options{Level: level, Now: func() time.Time { return time.Date(2025, 6, 1, 0, 0, 0, 0, time.UTC) }}
	for a, err := range ingest.Read(t.Context(), src, o) {
		if err != nil {
			t.Fatal(err)
		}
		a.ID = a.Path // the same story in many formats has one URL
		all[a.Path] = a
	}
	return all
}

// rawOf returns an article in its state before cleaning. An index stores a file's
// absolute path and the language.
func rawOf(t *testing.T, a ingest.Article) string {
	t.Helper()
	raw := a.Raw()
	raw.File, raw.Language = "", ""
	b, err := json.Marshal(raw)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestStoredAccount checks for every format and level that an index returns an article
// with all its removals and repairs, so that text can be restored and the article can
// be cleaned again at any other level.
func TestStoredAccount(t *testing.T) {
	files := ingest.Files("../testdata/ingest/sample.*", "../testdata/articles")
	for level := ingest.Off; level <= ingest.Strict; level++ {
		want := readAll(t, files, level)
		if len(want) < 12 {
			t.Fatalf("%d articles", len(want))
		}
		path := filepath.Join(t.TempDir(), "idx")
		_, err := index.Build(t.Context(), path, func(yield func(ingest.Article, error) bool) {
			for _, a := range want {
				if !yield(a, nil) {
					return
				}
			}
		}, index.Options{})
		if err != nil {
			t.Fatal(err)
		}
		x, err := index.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		defer x.Close()
		var stored raws
		for id, w := range want {
			a, err := x.Get(id)
			if err != nil {
				t.Fatal(err)
			}
			if got, want := rawOf(t, a), rawOf(t, w); a.Original() != w.Original() || len(a.Removed) != len(w.Removed) || got != want {
				t.Errorf("%s: stored at level %s it is\n%s\nwant\n%s", id, level, got, want)
			}
			back, n := a.Restore(func(ingest.Removal) bool { return true })
			if n != len(w.Removed) || back.Original() != w.Original() {
				t.Errorf("%s: %d of %d pieces of level %s are put back", id, n, len(w.Removed), level)
			}
			stored = append(stored, a)
		}
		for other := ingest.Off; other <= ingest.Strict; other++ {
			direct, anew := readAll(t, files, other), readAll(t, stored, other)
			for id, w := range direct {
				if a := anew[id]; a.Original() != w.Original() || a.Title != w.Title || a.Body != w.Body || !reflect.DeepEqual(a.Removed, w.Removed) {
					t.Errorf("%s: stored at level %s and cleaned anew at %s it is %q, %q", id, level, other, a.Title, a.Body)
				}
			}
		}
	}
}
