package match

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// TestFinder checks that a finder agrees with strings.Contains.
func TestFinder(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	text := func(n int) string {
		b := make([]byte, n)
		for i := range b {
			b[i] = "ab \xc3"[r.IntN(4)]
		}
		return string(b)
	}
	found := 0
	for range 3000 {
		words := make([]string, 1+r.IntN(4))
		for i := range words {
			words[i] = text(2 + r.IntN(6))
		}
		f := NewFinder(words...)
		s := text(r.IntN(60))
		want := slices.ContainsFunc(words, func(w string) bool { return strings.Contains(s, w) })
		if want {
			found++
		}
		if f.In(s) != want || f.InBytes([]byte(s)) != want {
			t.Fatalf("%q in %q: %v", words, s, !want)
		}
	}
	if found < 300 || found > 2700 {
		t.Errorf("%d of 3000 texts hold a word", found)
	}
}
