package ingest

import (
	"errors"
	"iter"
	"testing"

	"github.com/newsdex/newsdex/ingest/internal/date"
	"github.com/newsdex/newsdex/ingest/internal/plain"
)

func TestCanonicalURL(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"HTTPS://WWW.News.Example/A/b", "https://www.news.example/A/b"},
		{"http://news.example:80", "http://news.example/"},
		{"https://news.example:443/a?", "https://news.example/a"},
		{"https://news.example:8443/a", "https://news.example:8443/a"},
		{"https://news.example/a#comments", "https://news.example/a"},
		{"https://news.example/a?utm_source=x&id=7&fbclid=y&page=2", "https://news.example/a?id=7&page=2"},
		{"https://news.example/a?b=2&a=1", "https://news.example/a?b=2&a=1"},
		{"https://me:secret@news.example/a", "https://news.example/a"},
		{" https://news.example/zürich ", "https://news.example/z%C3%BCrich"},
		{"news.example/a", "news.example/a"},
		{"ftp://News.Example/a", "ftp://News.Example/a"},
		{"not a url", "not a url"},
		{"", ""},
	} {
		if got := plain.CanonicalURL(c.in); got != c.want {
			t.Errorf("%q: %q, want %q", c.in, got, c.want)
		}
	}
}

func TestParseDate(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"2025-02-11 07:05", "2025-02-11T07:05"},
		{"2025-02-11T07:05:06Z", "2025-02-11T07:05:06Z"},
		{"2025-02-11T07:05:06.123+02:00", "2025-02-11T07:05:06+02:00"},
		{"2025-02-11T07:05:06", "2025-02-11T07:05:06"},
		{"2025-02-11", "2025-02-11"},
		{"Tue, 11 Feb 2025 07:05:06 GMT", "2025-02-11T07:05:06Z"},
		{"Tue, 11 Feb 2025 07:05:06 EST", "2025-02-11T07:05:06"},
		{"February 11, 2025", "2025-02-11"},
		{"11.02.2025", "2025-02-11"},
		{"2025-02", "2025-02"},
		{"0001-01-01", ""},
		{"yesterday", ""},
		{"2025", ""},
		{"", ""},
	} {
		var a Article
		a.Published, a.PublishedLayout = date.ParseDate(c.in)
		if got := a.PublishedString(); got != c.want {
			t.Errorf("%q: %q, want %q", c.in, got, c.want)
		}
	}
}

func TestLanguageCode(t *testing.T) {
	for in, want := range map[string]string{"en": "en", "en-US": "en", "pt_BR": "pt", "DE": "de", "eng": "en", "gsw": "gsw", "English": "en", "elvish": "", "x": "", "": "", "e1": ""} {
		if got := plain.LanguageCode(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

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
