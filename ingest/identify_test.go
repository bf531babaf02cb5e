package ingest

import (
	"errors"
	"iter"
	"testing"
)

func TestIdentify(t *testing.T) {
	for _, c := range []struct {
		a    Article
		want string
	}{
		{Article{ID: "7", URL: "https://news.example/a", Path: "a.txt"}, "7"},
		{Article{URL: "https://NEWS.example/a#b", Path: "a.txt"}, "https://news.example/a"},
		{Article{Path: "a.txt"}, "a.txt"},
	} {
		if got := identify(c.a, nil).ID; got != c.want {
			t.Errorf("%+v: ID %q, want %q", c.a, got, c.want)
		}
	}
	a := identify(Article{Title: "T", Body: "Texte.", Language: "EN-gb"}, func(text, declared string) string { return declared + "+" + text })
	if a.ID != a.Fingerprint || len(a.ID) != 32 || a.Language != "en+Texte." {
		t.Errorf("%+v", a)
	}
}

func TestReport(t *testing.T) {
	var r Report
	n := 0
	src := slice{{Body: "The same text.\nAdvertisement"}, {Body: "The same text."}, {Body: "Another \xff text."}}
	for _, err := range r.Watch(withError(Read(t.Context(), src, Options{}))) {
		if n++; err != nil && n != 4 {
			t.Fatal(err)
		}
	}
	if n != 4 || r.Articles != 3 || r.Errors != 1 || r.Duplicates != 1 || r.Removals["advertisement"] != 1 ||
		r.Removed["advertisement"] != len("Advertisement") || r.Repairs["invalid-utf8"] != 1 {
		t.Errorf("%d elements, %+v", n, r)
	}
}

// withError puts an error after seq.
func withError(seq iter.Seq2[Article, error]) iter.Seq2[Article, error] {
	return func(yield func(Article, error) bool) {
		for a, err := range seq {
			if !yield(a, err) {
				return
			}
		}
		yield(Article{}, errors.New("one that could not be read"))
	}
}
