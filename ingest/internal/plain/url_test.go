package plain

import (
	"testing"
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
		if got := CanonicalURL(c.in); got != c.want {
			t.Errorf("%q: %q, want %q", c.in, got, c.want)
		}
	}
}

// FuzzCanonicalURL checks that the canonical form of a canonical URL is the same URL.
func FuzzCanonicalURL(f *testing.F) {
	f.Add("HTTP://Example.COM:80/a//b/?utm_medium=x&q=1&&fbclid=2#f")
	f.Add("https://u:p@h:443?#")
	f.Add("https://h/%2f?a=%zz")
	f.Fuzz(func(t *testing.T, s string) {
		c := CanonicalURL(s)
		if again := CanonicalURL(c); again != c {
			t.Fatalf("%q became %q and then %q", s, c, again)
		}
	})
}
