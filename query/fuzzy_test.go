package query

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/newsdex/newsdex/index"
)

func TestFuzzyOutOfBounds(t *testing.T) {
	x := readArticles(t)
	for _, tt := range []struct {
		q    Query
		want string
	}{
		{Fuzzy{"musk", 3}, "3 edits"},
		{Fuzzy{"musk", -2}, "-2 edits"},
		{Fuzzy{"musk bid", 1}, "several words"},
		{Fuzzy{strings.Repeat("m", 300), 1}, "300 letters, and 64 is the limit"},
		{Not{Fuzzy{strings.Repeat("m", 65), AutoEdits}}, "65 letters"},
		{Field{"outlet", Fuzzy{"unblock", 3}}, "3 edits"},
		{Fuzzy{"?!", 1}, "no letter, digit or symbol"},
	} {
		if _, err := Search(t.Context(), x, tt.q, DefaultOptions()); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, want an error that says %q", tt.q, err, tt.want)
		}
	}
	if n, err := Count(t.Context(), x, Fuzzy{strings.Repeat("m", 64), 2}); err != nil || n != 0 {
		t.Errorf("a word of 64 letters: %d, %v, want no hits and no error", n, err)
	}
}

// TestFuzzyByLength holds how many edits a word may have where none are given.
func TestFuzzyByLength(t *testing.T) {
	for word, want := range map[string]int{"a": 0, "ab": 0, "éé": 0, "abc": 1, "abcde": 1, "«abcde»,": 1, "U.S.": 0, "abcdef": 2, strings.Repeat("ж", 64): 2} {
		if _, got, err := (Fuzzy{word, AutoEdits}).form(); got != want || err != nil {
			t.Errorf("%s~ may have %d edits, %v, want %d", word, got, err, want)
		}
	}
}

// TestFuzzyStops holds that fuzzy words and prefixes with many terms stop when
// their context is done.
func TestFuzzyStops(t *testing.T) {
	r := rand.New(rand.NewPCG(13, 1))
	x, _, err := index.Memory(t.Context(), articleSeq(zipfArticles(r, 300)), index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, q := range []Query{Fuzzy{"w11", 2}, Prefix{"w"}, Field{"outlet", Fuzzy{"o11", 2}}} {
		if _, err := Search(ctx, x, q, DefaultOptions()); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v, want that it was cancelled", q, err)
		}
	}
}

// BenchmarkFuzzy searches a fuzzy word among some thousands of words.
func BenchmarkFuzzy(b *testing.B) {
	r := rand.New(rand.NewPCG(13, 1))
	x, _, err := index.Memory(b.Context(), articleSeq(zipfArticles(r, 3000)), index.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer x.Close()
	for edits := range 3 {
		q := Fuzzy{"w1234", edits}
		b.Run(fmt.Sprint(q), func(b *testing.B) {
			for b.Loop() {
				if _, err := Search(b.Context(), x, q, Options{Limit: DefaultLimit, IDsOnly: true}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
