package query

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/ingest"
)

// A damagedSearch is a search of an index that may be damaged.
type damagedSearch struct {
	query string
	o     Options
}

var damagedSearches = []damagedSearch{
	{query: "word7"},
	{query: "word1 OR word20 OR word300", o: Options{Explain: true}},
	{query: "word1 word2 -word3", o: Options{IDsOnly: true}},
	{query: `"word1 word2"`},
	{query: `"word5 word1"~4`},
	{query: "word12*"},
	{query: "wodr17~"},
	{query: "title:word9 word8", o: Options{Order: ByTitle}},
	{query: "word4 after:2024-02", o: Options{Order: Newest}},
	{query: `word2 outlet:"Outlet 3"`, o: Options{Facets: []Facet{{Outlet, 10}, {Author, 10}, {Month, AllValues}, {Language, 10}}}},
	{query: "word6", o: Options{Recency: 90 * 24 * time.Hour, Feedback: &Feedback{Articles: 5, Terms: 5, Weight: .5}}},
}

func (d damagedSearch) in(t *testing.T, x *index.Index) (*Results, error) {
	t.Helper()
	q, err := Parse(d.query)
	if err != nil {
		t.Fatal(err)
	}
	d.o.Limit = DefaultLimit
	if !d.o.IDsOnly {
		d.o.Snippets = 1
	}
	d.o.Now = time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
	r, err := Search(t.Context(), x, q, d.o)
	if err == nil {
		r.Elapsed = 0
	}
	return r, err
}

// TestSearchDamaged changes the bytes of an index's segments, one after the other.
// It holds that each search either fails with an error that names the file, or has
// the same result as before.
func TestSearchDamaged(t *testing.T) {
	path := filepath.Join(t.TempDir(), "i")
	random := rand.New(rand.NewPCG(1, 2))
	words := func(n int) (text string) {
		for range n {
			text += fmt.Sprintf("word%d ", int(min(random.ExpFloat64()*40, 900)))
		}
		return text
	}
	articles := func(yield func(ingest.Article, error) bool) {
		for i := range 800 {
			a := ingest.Article{
				ID: fmt.Sprint(i), Title: words(5), Body: words(100), Language: "en", Outlet: fmt.Sprint("Outlet ", i%7),
				Authors: []string{fmt.Sprint("Author ", i%31)}, Published: time.Date(2024, 1, 1+i%300, 0, 0, 0, 0, time.UTC),
			}
			if !yield(a, nil) {
				return
			}
		}
	}
	if _, err := index.Build(t.Context(), path, articles, index.Options{}); err != nil {
		t.Fatal(err)
	}
	open := func() *index.Index {
		x, err := index.Open(path)
		if err != nil {
			return nil
		}
		return x
	}
	var want []*Results
	x := open()
	for _, s := range damagedSearches {
		r, err := s.in(t, x)
		if err != nil || r.Total == 0 {
			t.Fatalf("%s: %v, %v", s.query, r, err)
		}
		want = append(want, r)
	}
	x.Close()

	files, err := filepath.Glob(filepath.Join(path, "gen-*", "bleve", "store", "*.zap"))
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	right, refused, unopened := 0, 0, 0
	for _, file := range files {
		sound, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for range rounds(100) / len(files) {
			at := random.IntN(len(sound))
			b := append([]byte(nil), sound...)
			b[at] ^= 1 << random.IntN(8)
			if err := os.WriteFile(file, b, 0o644); err != nil {
				t.Fatal(err)
			}
			x := open()
			if x == nil {
				unopened++
				continue
			}
			for i, s := range damagedSearches {
				r, err := s.in(t, x)
				corrupt := (*index.CorruptError)(nil)
				switch {
				case err == nil && !reflect.DeepEqual(r, want[i]):
					t.Errorf("%s finds something else when byte %d of %d is changed", s.query, at, len(b))
				case err == nil:
					right++
				case !errors.As(err, &corrupt) || corrupt.Path != file:
					t.Errorf("%s: byte %d of %d: %v", s.query, at, len(b), err)
				default:
					refused++
				}
			}
			x.Close()
		}
		if err := os.WriteFile(file, sound, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d searches were right, %d refused; %d times the index was", right, refused, unopened)
	if right == 0 || refused == 0 {
		t.Error("all searches were right, or none")
	}
}
