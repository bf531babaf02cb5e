package match

import (
	"math/rand/v2"
	"regexp"
	"testing"
)

// TestMatcherStates checks that discarded states are made again.
func TestMatcherStates(t *testing.T) {
	m := MustMatcher(`a[ab]{12}c`) // 2^12 states
	r := rand.New(rand.NewPCG(1, 2))
	s := make([]byte, 20000)
	for i := range s {
		s[i] = "ab"[r.IntN(2)]
	}
	s = append(s, 'c')
	want := m.Regexp().Match(s)
	for range 3 {
		if m.Match(s) != want || m.Match(s[:len(s)-1]) {
			t.Fatal("another answer")
		}
	}
	if n := len(m.Automaton().states); n > maxStates+1 {
		t.Error(n, "states are kept")
	}
}

// FuzzMatcher checks that a matcher agrees with package regexp.
func FuzzMatcher(f *testing.F) {
	f.Add(`^a|\bb$`, "ab b")
	f.Add(`(?i)[k-m]{2,5}\B`, "KLM")
	f.Add(`[^\p{L}]+é$`, "\xff1é")
	f.Fuzz(func(t *testing.T, expr, text string) {
		if len(expr) > 100 {
			return
		}
		re, err := regexp.Compile(expr)
		if err != nil {
			return
		}
		m := MustMatcher(expr)
		want := re.MatchString(text)
		for range 2 {
			if m.MatchString(text) != want || m.Match([]byte(text)) != want {
				t.Errorf("%q in %q: %v, want %v", expr, text, !want, want)
			}
		}
	})
}
