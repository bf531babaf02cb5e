package index

import (
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"testing"

	"github.com/blevesearch/bleve/v2"

	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/index/schema"
	"github.com/newsdex/newsdex/ingest"
)

// TestPlainBleve checks that a program that uses only Bleve can search an index, with
// the analysis of newsdex.
func TestPlainBleve(t *testing.T) {
	path := filepath.Join(t.TempDir(), "i")
	mustBuild(t, path, article("a", "Musk’s bid", "A non-profit model for $97.4 billion."), article("b", "Another", "Text."))
	b, err := bleve.OpenUsing(filepath.Join(path, generationName(1), disk.BleveDir), map[string]any{"read_only": true})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	for _, tt := range []struct{ field, text string }{
		{"title.en", "musk"}, {"body.en", "nonprofit"}, {"body.en", "$97.4bn"},
	} {
		q := bleve.NewMatchQuery(tt.text)
		q.SetField(tt.field)
		res, err := b.Search(bleve.NewSearchRequest(q))
		if err != nil || res.Total != 1 || res.Hits[0].ID != "a" {
			t.Errorf("%s:%s finds %v, %v", tt.field, tt.text, res, err)
		}
	}
}

// TestPlainBleveFinds checks that each word is found by Bleve in the documents in which
// newsdex finds it, with a score that is a number, in an index with several segments and
// deleted documents; that values are found; and that a phrase, for which Bleve would
// need positions, is no error.
func TestPlainBleveFinds(t *testing.T) {
	path := filepath.Join(t.TempDir(), "i")
	var articles []ingest.Article
	for i := range 2500 {
		a := article(fmt.Sprint("a", i), fmt.Sprintf("Title %d of all", i%7), fmt.Sprintf("A text with the word n%d and a word more, m%d.", i%900, i))
		a.Outlet, a.Authors = "The Harbour Gazette", []string{fmt.Sprint("Author ", i%50)}
		articles = append(articles, a)
	}
	mustBuild(t, path, articles...)
	x := mustOpen(t, path)
	if _, err := x.Update(ctx, seq(articles[3], article("new", "New", "A word n7 anew.")), Options{Delete: []string{"a7", "a8"}}); err != nil {
		t.Fatal(err)
	}
	s, err := x.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	b, err := bleve.OpenUsing(filepath.Join(path, newest(t, path), disk.BleveDir), map[string]any{"read_only": true})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	found := 0
	check := func(field, term string) {
		q := bleve.NewTermQuery(term)
		q.SetField(field)
		r := bleve.NewSearchRequestOptions(q, 3000, 0, true)
		r.IncludeLocations = true
		res, err := b.Search(r)
		if err != nil {
			t.Fatal(err)
		}
		var got, want []string
		for _, hit := range res.Hits {
			got = append(got, hit.ID)
			if math.IsNaN(hit.Score) || math.IsInf(hit.Score, 0) || hit.Score <= 0 {
				t.Fatalf("%s:%s finds %s with the score %v", field, term, hit.ID, hit.Score)
			}
		}
		for _, seg := range s.Postings().Segments() {
			docs, err := seg.Docs(field, term)
			if err != nil {
				t.Fatal(err)
			}
			for _, doc := range docs.ToArray() {
				id, err := seg.ID(doc)
				if err != nil {
					t.Fatal(err)
				}
				want = append(want, id)
			}
		}
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Fatalf("%s:%s is found in %d documents, want %d", field, term, len(got), len(want))
		}
		found += len(got)
	}
	for _, seg := range s.Postings().Segments() {
		for _, field := range seg.Fields() {
			n := 0
			for term, err := range seg.Terms(field, "", "") {
				if err != nil {
					t.Fatal(err)
				}
				if n++; n%97 == 1 && field != schema.Aside {
					check(field, term)
				}
			}
		}
	}
	if found < 10_000 {
		t.Errorf("%d documents found", found)
	}
	q := bleve.NewMatchPhraseQuery("word more")
	q.SetField("body.en")
	if _, err := b.Search(bleve.NewSearchRequest(q)); err != nil {
		t.Errorf("a phrase: %v", err)
	}
}
