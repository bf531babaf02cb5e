package ingest

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/newsdex/newsdex/ingest/internal/match"
)

// TestFinder holds that a finder finds what containsAny does.
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
		f := match.NewFinder(words...)
		s := text(r.IntN(60))
		want := containsAny(s, words)
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
	for _, w := range callWords().Words {
		for n := range 12 {
			if s := strings.Repeat("t", n) + w; !callWords().In(s) || !callWords().In(s+"x") || callWords().In(s[:len(s)-1]) && !containsAny(s[:len(s)-1], callWords().Words) {
				t.Errorf("%q is not found in %q", w, s)
			}
		}
	}
}
