package query

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/ingest"
)

// nested returns a query of n clauses within each other.
func nested(n int) Query {
	var q Query = Term{"w1"}
	for i := range n {
		q = []Query{Not{q}, And{[]Query{q}}, Or{[]Query{q}}, Boost{q, 1}, Field{"title", q}}[i%5]
	}
	return q
}

// many returns n words. The first of them are in the index.
func many(n int) []Query {
	words := make([]Query, n)
	for i := range words {
		words[i] = Term{fmt.Sprint("w", i)}
	}
	return words
}

// TestLimits holds that queries at the limits are searched in time, and that those
// beyond are errors that say so.
func TestLimits(t *testing.T) {
	notShort(t, "runs the largest queries that are allowed")
	r := rand.New(rand.NewPCG(17, 1))
	articles := append(zipfArticles(r, 500), ingest.Article{ID: "b", Body: strings.Repeat("alpha beta gamma ", 2000), Language: "und"})
	x, _, err := index.Memory(t.Context(), articleSeq(articles), index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	self := []Query{nil, nil}
	self[0], self[1] = Or{self}, And{self}
	for _, tt := range []struct {
		name string
		q    Query
		want string // in the error; "" is none
	}{
		{"10,000 alternatives", Or{many(MaxClauses)}, ""},
		{"10,000 of AND", And{many(MaxClauses)}, ""},
		{"10,000 of AND that are no leaves", And{slices.Repeat([]Query{Not{Term{"w9"}}}, MaxClauses)}, ""},
		{"100,000 alternatives", Or{many(10 * MaxClauses)}, "more than 10000 words"},
		{"100,000 of AND", And{many(10 * MaxClauses)}, "more than 10000 words"},
		{"100,000 empty ANDs", Or{slices.Repeat([]Query{And{}}, 10*MaxClauses)}, "an And without clauses"},
		{"nested 1,000 deep", nested(MaxNesting), ""},
		{"nested 10,000 deep", nested(10 * MaxNesting), "nested deeper than 1000"},
		{"nested in itself", Or{self}, "clauses"},
		{"a phrase of 5,000 words", Phrase{Text: strings.Repeat("alpha beta gamma ", 1666) + "alpha beta"}, ""},
		{"a phrase of 5,000 words that is nowhere", Phrase{strings.Repeat("alpha gamma ", 2500), 2}, ""},
		{"a word of more than 128 KB", Term{strings.Repeat("w", maxTextBytes+1)}, "texts have more than"},
		{"a fuzzy word of 300 letters", Fuzzy{strings.Repeat("w", 300), 2}, "300 letters"},
		{"a prefix of all words", Prefix{"w"}, ""},
		{"500 fuzzy words", Or{slices.Repeat([]Query{Fuzzy{"w123", 1}}, MaxExpanding)}, ""},
		{"501 fuzzy words and prefixes", Or{append(slices.Repeat([]Query{Fuzzy{"w123", 1}}, MaxExpanding), Not{Prefix{"w"}})}, "more than 500 prefixes"},
		{"nothing", Not{}, "a Not without a clause"},
		{"no query", nil, "no query of this package"},
	} {
		ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
		_, err := Search(ctx, x, tt.q, DefaultOptions())
		cancel()
		switch {
		case tt.want == "" && err != nil:
			t.Errorf("%s: %v", tt.name, err)
		case tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)):
			t.Errorf("%s: %v, want an error that says %q", tt.name, err, tt.want)
		}
	}
}

// TestParseLimits holds that Parse never returns a query beyond the limits of a
// search, that a notice reports the parts left out, and that junk is read as words.
func TestParseLimits(t *testing.T) {
	notShort(t, "reads the largest queries that are allowed")
	x := readArticles(t)
	for _, tt := range []struct {
		in, notice string
	}{
		{strings.Repeat("a ", MaxClauses), ""},
		{strings.Repeat("a ", MaxClauses+1), "more than 10000 clauses"},
		{strings.Repeat("(a) ", MaxClauses), ""},
		{strings.Repeat("a AND ", MaxClauses+1) + "a", "more than 10000 clauses"},
		{strings.Repeat(`"" ?! `, MaxClauses) + "a", ""},
		{"(" + strings.Repeat("-b:c ", MaxClauses+1) + ")", "b: is not a field"},
		{strings.Repeat("after:x ", 6000), "x is not a date"},
		{"(" + strings.Repeat("title:a ", 6000) + "x)", ""},
		{strings.Repeat("-title:(a OR b AND ", 101) + "c" + strings.Repeat(")^1 d", 101), "deeper than 100"},
		{strings.Repeat("a\xff", 30000), ""},
		{strings.Repeat("mu~ ", MaxExpanding), ""},
		{strings.Repeat("mus* ", 3000), "more than 500 words with a *"},
		{strings.Repeat("mus~1 AND* ", 3000), "more than 500 words with a * or a ~: mus is searched as it is"},
		{`/mu.*sk+/ [a-z]{2,} ^mu$ (mu|sk)? \bmusk\b a{1,1000000} (?i)x`, "^"},
	} {
		if len(tt.in) > MaxQueryBytes {
			t.Fatalf("%.20q is too long", tt.in)
		}
		q, notices, err := Interpret(tt.in)
		if err != nil {
			t.Errorf("%.20q: %v", tt.in, err)
			continue
		}
		if len(notices) == 0 != (tt.notice == "") || len(notices) > 0 && !slices.ContainsFunc(notices, func(n Notice) bool { return strings.Contains(n.Msg, tt.notice) }) {
			t.Errorf("%.20q: notices %v, want one with %q", tt.in, notices, tt.notice)
		}
		if s := q.String(); len(s) <= MaxQueryBytes && tt.notice != "deeper than 100" {
			if again, err := Parse(s); err != nil || !reflect.DeepEqual(again, q) {
				t.Errorf("%.20q: its string is another query: %v", tt.in, err)
			}
		}
		ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
		if _, err := Search(ctx, x, q, DefaultOptions()); err != nil {
			t.Errorf("%.20q: %v", tt.in, err)
		}
		cancel()
	}
	if _, err := Parse(strings.Repeat("a ", 1<<19)); !errors.As(err, new(*SyntaxError)) {
		t.Errorf("a query of a megabyte: %v", err)
	}
}
