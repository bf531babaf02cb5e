package analyze

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// checkInitials checks that the tokens that [Language.TokensWith] omits have terms that
// begin with none of the initials, which are one or two letters each.
func checkInitials(l Language, text, initials string) error {
	var in Initials
	for _, s := range strings.Fields(initials) {
		in.Add(s)
	}
	got := slices.Collect(l.TokensWith(&in, text))
	for t := range l.Tokens(text) {
		if len(got) > 0 && got[0] == t {
			got = got[1:]
			continue
		}
		if slices.ContainsFunc(strings.Fields(initials), func(s string) bool { return strings.HasPrefix(t.Term, s) }) {
			return fmt.Errorf("%+v is missing with initials %q", t, initials)
		}
	}
	if len(got) > 0 {
		return fmt.Errorf("%+v is no token, with initials %q", got[0], initials)
	}
	return nil
}

// TestInitials searches for the terms of words of every language, and of words of ASCII
// letters that are in no language, by each first letter. In languages whose stemmer
// keeps two letters, it also searches by each pair of first letters.
func TestInitials(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: looks for all pairs of letters in a thousand words of each language")
	}
	r := rand.New(rand.NewPCG(1, 1))
	words := strings.Fields(strings.Join(fuzzSeeds, " ") + " dying skis skies news Istanbul ISTANBUL iIi geese better mice")
	for range 1000 {
		b := make([]byte, 1+r.IntN(12))
		for i := range b {
			b[i] = "aaabcdeeefghiiijklmnoooprstuuvwxyzIIAEN0ss"[r.IntN(42)]
		}
		words = append(words, string(b))
	}
	text := strings.Join(words, " ")
	for _, l := range Languages() {
		for c := 'a'; c <= 'z'; c++ {
			if err := checkInitials(l, text, string(c)); err != nil {
				t.Fatalf("%s: %v", l.Code, err)
			}
			for d := 'a'; d <= 'z' && l.row.keepsTwo; d++ {
				if err := checkInitials(l, text, string(c)+string(d)); err != nil {
					t.Fatalf("%s: %v", l.Code, err)
				}
			}
		}
	}
}

// FuzzInitials checks the same for any text.
func FuzzInitials(f *testing.F) {
	for _, s := range fuzzSeeds {
		f.Add(s, "m b9 op")
	}
	f.Fuzz(func(t *testing.T, text, initials string) {
		for _, code := range []string{"en", "fr", "de", "tr", "ru", "hi", "ar", "und"} {
			if err := checkInitials(For(code), text, initials); err != nil {
				t.Fatalf("%s: %q: %v", code, text, err)
			}
		}
	})
}
