package schema

import (
	"testing"
)

func FuzzForm(f *testing.F) {
	for _, word := range []string{"", "word", "Word2", "WORD", "don't", "co-op", "Łódź", "U.S.", "ÀB", "x\xff", "`a", "ſs"} {
		f.Add(word)
	}
	f.Fuzz(func(t *testing.T, word string) {
		want := Form(word)
		if got := string(AppendForm([]byte("x"), word)); got != "x"+want {
			t.Errorf("appendForm %q, Form %q", got, want)
		}
		if IsPlainForm(word) && want != word {
			t.Errorf("the form of %q is %q", word, want)
		}
	})
}
