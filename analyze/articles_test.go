package analyze

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A posting is an occurrence of a term, for the search of the tests.
type posting struct{ at, width int }

// postings are the postings that an index would hold of one text.
type postings map[string][]posting

func postingsOf(l Language, text string) postings {
	p := postings{}
	for t := range l.Tokens(text) {
		p[t.Term] = append(p[t.Term], posting{t.Position, t.Width})
	}
	return p
}

// ends returns the positions after each occurrence of the terms of seq in a row. An
// occurrence must start at a position in from, or may start anywhere if from is nil.
func (p postings) ends(seq []string, from []int) []int {
	for i, term := range seq {
		starts := map[int]bool{}
		for _, at := range from {
			starts[at] = true
		}
		var next []int
		for _, x := range p[term] {
			if from == nil && i == 0 || starts[x.at] {
				next = append(next, x.at+x.width)
			}
		}
		if from = next; len(from) == 0 {
			return nil
		}
	}
	return from
}

// phrase reports whether the words of a query occur in a row.
func (p postings) phrase(words []QueryWord) bool {
	var from []int
	for i, w := range words {
		var next []int
		for _, seq := range w.Any {
			if i == 0 {
				next = append(next, p.ends(seq, nil)...)
			} else {
				next = append(next, p.ends(seq, from)...)
			}
		}
		if from = next; len(from) == 0 {
			return false
		}
	}
	return len(words) > 0
}

// TestArticles searches the five articles for phrases.
func TestArticles(t *testing.T) {
	files, err := filepath.Glob("../testdata/articles/*.txt")
	if err != nil || len(files) != 5 {
		t.Fatalf("articles: %v, %v", files, err)
	}
	slices.Sort(files)
	en := For("en")
	var docs []postings
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		docs = append(docs, postingsOf(en, string(b)))
	}
	for _, c := range []struct{ query, want string }{
		{"nonprofit", "0 1 2 3 4"},
		{"non-profit", "0 1 2 3 4"},
		{"for-profit", "0 1 3 4"},
		{"$40 billion", "0 1"},
		{"$40bn", "0 1"},
		{"$9.74 billion", "2 3 4"},
		{"97.4 billion", "0 1 2 3 4"},
		{"97,400,000,000", "0 1 2 3 4"},
		{"US$97.4bn", "0 1 2 3 4"},
		{"$97.4 billion buyout", "0 1"},
		{"no thank you", "4"},
		{"satin alabilirim", "1"},
		{"satın", "1"},
		{"organ", ""},
		{"musk's", "0 1 2 3 4"},
		{"musk’s", "0 1 2 3 4"},
		{"Musk", "0 1 2 3 4"},
		{"X'i", "1"},
		{"multi-billion-dollar", "1 2"},
		{"multibillion-dollar", "1 2"},
	} {
		var got []string
		for i, d := range docs {
			if d.phrase(en.Query(c.query)) {
				got = append(got, string(rune('0'+i)))
			}
		}
		if got := strings.Join(got, " "); got != c.want {
			t.Errorf("%s finds %q, want %q", c.query, got, c.want)
		}
	}
}
