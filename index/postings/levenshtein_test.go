package postings_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/index/postings"
	"github.com/newsdex/newsdex/index/schema"
	"github.com/newsdex/newsdex/ingest"
)

// edits returns the optimal string alignment distance of a and b by its definition:
// the least number of insertions, deletions, replacements and swaps of neighbours,
// where no edit changes the result of another.
func edits(a, b string) int {
	x, y := []rune(a), []rune(b)
	d := make([][]int, len(x)+1)
	for i := range d {
		d[i] = make([]int, len(y)+1)
		for j := range d[i] {
			switch {
			case i == 0:
				d[i][j] = j
			case j == 0:
				d[i][j] = i
			default:
				same := 1
				if x[i-1] == y[j-1] {
					same = 0
				}
				d[i][j] = min(d[i-1][j]+1, d[i][j-1]+1, d[i-1][j-1]+same)
				if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
					d[i][j] = min(d[i][j], d[i-2][j-2]+1)
				}
			}
		}
	}
	return d[len(x)][len(y)]
}

// TestLevenshtein holds that automata accept exactly the strings that the definition
// accepts, with characters of one to four bytes.
func TestLevenshtein(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	alphabets := []string{"ab", "abcde", "aéж", "日旦旧語a", "a😀b"}
	word := func(letters []rune, n int) string {
		var b strings.Builder
		for range r.IntN(n + 1) {
			b.WriteRune(letters[r.IntN(len(letters))])
		}
		return b.String()
	}
	for range 300 {
		letters := []rune(alphabets[r.IntN(len(alphabets))])
		text := word(letters, 9)
		for n := 1; n <= postings.MaxEdits; n++ {
			l, err := postings.NewLevenshtein(text, n)
			if err != nil {
				t.Fatal(err)
			}
			for range 200 {
				other := word(letters, 10)
				if r.IntN(2) == 0 { // one that is near
					runes := []rune(text)
					for range r.IntN(4) {
						at := r.IntN(len(runes) + 1)
						switch r.IntN(3) {
						case 0:
							runes = slices.Insert(runes, at, letters[r.IntN(len(letters))])
						case 1:
							if at < len(runes) {
								runes = slices.Delete(runes, at, at+1)
							}
						case 2:
							if at+1 < len(runes) {
								runes[at], runes[at+1] = runes[at+1], runes[at]
							}
						}
					}
					other = string(runes)
				}
				if got, want := l.Accepts(other), edits(text, other) <= n; got != want {
					t.Fatalf("%q within %d of %q: %v, want %v", other, n, text, got, want)
				}
			}
		}
	}
}

// TestLevenshteinOfLongTexts holds that texts of 64 characters have an automaton.
func TestLevenshteinOfLongTexts(t *testing.T) {
	for _, letters := range []string{"a", "abcdefghijklmnopqrstuvwxyz0123456789", "жщюябвгд日本語文字列検索引擎新聞記事題名本文"} {
		runes := []rune(strings.Repeat(letters, 64))[:64]
		for n := 1; n <= postings.MaxEdits; n++ {
			l, err := postings.NewLevenshtein(string(runes), n)
			if err != nil {
				t.Fatal(err)
			}
			for _, other := range []string{string(runes), string(runes[n:]), string(runes[:64-n]), string(runes[:40]) + "xy"[:n] + string(runes[40:])} {
				if !l.Accepts(other) {
					t.Errorf("%s is not within %d of %s", other, n, string(runes))
				}
			}
			for _, other := range []string{string(runes[n+1:]), "", string(runes[:20]) + "xyz"[:n+1] + string(runes[20:])} {
				if l.Accepts(other) {
					t.Errorf("%s is within %d of %s", other, n, string(runes))
				}
			}
		}
	}
	if _, err := postings.NewLevenshtein(strings.Repeat("é", postings.MaxEditedLetters+1), 1); err == nil {
		t.Error("a text that is too long is no error")
	}
	for _, n := range []int{-1, 0, postings.MaxEdits + 1} {
		if _, err := postings.NewLevenshtein("a", n); err == nil {
			t.Errorf("%d edits are no error", n)
		}
	}
}

// TestTermsAndStemsNear holds which terms and stems are near a text; forms of
// deleted articles are none.
func TestTermsAndStemsNear(t *testing.T) {
	x, _, err := index.Memory(t.Context(), seq(
		ingest.Article{ID: "a", Title: "cities city citi", Body: "negotiations", Language: "en"},
		ingest.Article{ID: "b", Title: "cites", Body: "cities cites", Language: "en"},
	), index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	check := func(text string, n int, wantTerms, wantStems string) {
		t.Helper()
		s, err := x.Snapshot()
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		l, err := postings.NewLevenshtein(text, n)
		if err != nil {
			t.Fatal(err)
		}
		var terms, stems []string
		for _, seg := range s.Postings().Segments() {
			for term, err := range seg.TermsNear(schema.Title.In("en"), l) {
				if err != nil {
					t.Fatal(err)
				}
				terms = append(terms, term)
			}
		}
		for stem, err := range s.Postings().StemsNear("en", l) {
			if err != nil {
				t.Fatal(err)
			}
			stems = append(stems, stem)
		}
		slices.Sort(stems)
		if got := strings.Join(terms, " "); got != wantTerms {
			t.Errorf("%s~%d: terms %q, want %q", text, n, got, wantTerms)
		}
		if got := strings.Join(slices.Compact(stems), " "); got != wantStems {
			t.Errorf("%s~%d: stems %q, want %q", text, n, got, wantStems)
		}
	}
	check("a", 2, "", "")
	check("citeis", 1, "", "cite citi") // cites, cities
	check("citis", 1, "citi", "cite citi")
	check("negotiation", 1, "", "negoti")
	check("negociations", 1, "", "negoti")
	check("negotatons", 2, "", "negoti")
	check("negotatons", 1, "", "")
	if _, err := x.Delete(t.Context(), "b"); err != nil {
		t.Fatal(err)
	}
	check("citeis", 1, "", "citi")
}
