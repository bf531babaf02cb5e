package query

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/ingest"
)

// ferries are articles. c has words in common with a and b, but not the word ferry.
// x has another subject.
var ferries = []ingest.Article{
	{ID: "a", Outlet: "Post", Language: "en", Body: "The ferry waits in the harbour since 1999, and the captains of 1999 are ill."},
	{ID: "b", Outlet: "Post", Language: "en", Body: "In the harbour a ferry lies still, and the captain has looked at 1999 and at a pelican."},
	{ID: "c", Outlet: "News", Language: "en", Title: "Tonight", Body: "The harbour closes at nine."},
	{ID: "d", Outlet: "Post", Language: "en", Body: "A captain was late."},
	{ID: "x", Outlet: "News", Language: "en", Body: "A choir has won a prize with a pelican in 1999, and in 1998 the."},
}

// TestFeedback holds the matches of searches with feedback, in the order of their
// IDs.
func TestFeedback(t *testing.T) {
	x := memory(t, ferries...)
	for _, tt := range []struct{ query, without, with string }{
		{"ferry", "a b", "a b c d"},
		{"ferry zeppelin", "a b", "a b c d"},
		{"ferry OR title:nothing", "a b", "a b c d"},
		{"zeppelin", "", ""},
		// A filter restricts the added matches too.
		{"ferry outlet:Post", "a b", "a b d"},
		{"ferry -outlet:News", "a b", "a b d"},
		{"ferry -late", "a b", "a b c"},
		{"(ferry OR boat) AND outlet:News", "", ""},
		// A demand decides as well.
		{`"the ferry"`, "a", "a"},
		{"ferry AND harbour", "a b", "a b"},
		{"ferry AND harbour outlet:Post", "a b", "a b"},
		{"body:ferry", "a b", "a b"},
		{"ferr*", "a b", "a b"},
		{"ferry AND ((harbour AND still) OR late)", "b", "b"},
		{"(ferry AND harbour) OR late", "a b d", "a b c d"},
		// What is not ranked has no best articles.
		{"outlet:Post", "a b d", "a b d"},
		{"*", "a b c d x", "a b c d x"},
	} {
		for _, f := range []*Feedback{nil, defaultFeedback()} {
			want := tt.without
			if f != nil {
				want = tt.with
			}
			got := searchWith(t, x, tt.query, Options{Limit: DefaultLimit, Feedback: f, Explain: true})
			var ids []string
			for _, h := range got.Hits {
				ids = append(ids, h.ID)
				if math.Abs(h.Explanation.Score-h.Score) > 1e-9 {
					t.Errorf("%s: %s scores %g and is explained as\n%v", tt.query, h.ID, h.Score, h.Explanation)
				}
			}
			slices.Sort(ids)
			if strings.Join(ids, " ") != want || got.Total != len(ids) {
				t.Errorf("%s with feedback %v finds %v, %d in all; want %q", tt.query, f, ids, got.Total, want)
			}
		}
	}
}

func defaultFeedback() *Feedback {
	f := DefaultFeedback()
	return &f
}

func searchWith(t *testing.T, x *index.Index, s string, o Options) *Results {
	t.Helper()
	q, err := Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	r, err := Search(t.Context(), x, q, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestFeedbackTerms holds which words are added: terms as the index has them, of
// at least two articles, no stop words and no plain numbers.
func TestFeedbackTerms(t *testing.T) {
	x := memory(t, ferries...)
	for _, q := range []string{"ferry", `"the ferry" OR "a ferry"`, "ferry AND harbour"} {
		var added []string
		for _, h := range searchWith(t, x, q, Options{Limit: DefaultLimit, Feedback: defaultFeedback(), Explain: true}).Hits {
			if h.ID == "b" {
				added = feedbackOf(*h.Explanation)
			}
		}
		slices.Sort(added)
		if got := strings.Join(added, " "); got != "captain ferri harbour" {
			t.Errorf("%s is widened by %q", q, got)
		}
	}
	r := searchWith(t, x, "ferry", Options{Limit: DefaultLimit, Feedback: &Feedback{Articles: 10, Terms: 1, Weight: .7}, Explain: true})
	for _, h := range r.Hits {
		if n := len(feedbackOf(*h.Explanation)); n > 1 {
			t.Errorf("%d terms are added where 1 was asked for", n)
		}
	}
	// The best article alone has no article to agree with.
	r = searchWith(t, x, "ferry", Options{Limit: DefaultLimit, Feedback: &Feedback{Articles: 1, Terms: 20, Weight: .7}, Explain: true})
	if got := feedbackOf(*r.Hits[0].Explanation); !slices.Contains(got, "wait") {
		t.Errorf("the only article gives %v", got)
	}
}

// feedbackOf returns the terms of feedback in an explanation.
func feedbackOf(e Explanation) (terms []string) {
	if term, ok := strings.CutPrefix(e.Clause, "feedback: "); ok {
		term, _, _ = strings.Cut(term, "^")
		return []string{term}
	}
	for _, p := range e.Parts {
		terms = append(terms, feedbackOf(p)...)
	}
	return terms
}

// TestFeedbackKeepsScores holds that the clauses of the query score as they do
// without feedback.
func TestFeedbackKeepsScores(t *testing.T) {
	x := memory(t, ferries...)
	plain := make(map[string]float64)
	for _, h := range searchWith(t, x, "ferry^3 harbour", DefaultOptions()).Hits {
		plain[h.ID] = h.Score
	}
	for _, h := range searchWith(t, x, "ferry^3 harbour", Options{Limit: DefaultLimit, Feedback: defaultFeedback(), Explain: true}).Hits {
		own := 0.0
		for _, p := range h.Explanation.Parts {
			if !strings.HasPrefix(p.Clause, "feedback: ") {
				own += p.Score
			}
		}
		if math.Abs(own-plain[h.ID]) > 1e-9 {
			t.Errorf("the query scores %g in %s, and %g without feedback", own, h.ID, plain[h.ID])
		}
	}
}

// TestFeedbackIsTheSameEverywhere holds that hits and scores depend neither on
// the order of indexing nor on how the hits are asked for.
func TestFeedbackIsTheSameEverywhere(t *testing.T) {
	const q = "ferry captain"
	want := ""
	for i := range 4 {
		articles := slices.Clone(ferries)
		slices.Reverse(articles[i:])
		x := memory(t, articles...)
		for _, o := range []Options{{Limit: 10}, {Limit: 10, IDsOnly: true}, {Limit: 10, Copies: true}, {Limit: 3}} {
			o.Feedback = defaultFeedback()
			got := ""
			for _, h := range searchWith(t, x, q, o).Hits[:3] {
				got += fmt.Sprintf("%s %x ", h.ID, h.Score)
			}
			if want == "" {
				want = got
			}
			if got != want {
				t.Errorf("order %d, %+v: %s, want %s", i, o, got, want)
			}
		}
	}
}

// TestFeedbackShowsItsWords holds that an article that was found by added words
// alone shows these, and any other the words of the query.
func TestFeedbackShowsItsWords(t *testing.T) {
	for _, h := range searchWith(t, memory(t, ferries...), "ferry", Options{Limit: DefaultLimit, Snippets: 1, Feedback: defaultFeedback()}).Hits {
		got := h.Snippets[0].Mark("[", "]", nil)
		if h.ID == "c" && got != "The [harbour] closes at nine." || h.ID == "b" && !strings.HasPrefix(got, "In the harbour a [ferry]") {
			t.Errorf("%s shows %s", h.ID, got)
		}
	}
}

func TestFeedbackOutOfBounds(t *testing.T) {
	x := memory(t, ferries...)
	for _, f := range []Feedback{{}, {0, 20, .7}, {-1, 20, .7}, {101, 20, .7}, {10, 0, .7}, {10, -1, .7}, {10, 101, .7}, {10, 20, 0}, {10, 20, -.1}, {10, 20, 1}, {10, 20, math.NaN()}} {
		if _, err := Search(t.Context(), x, Term{"ferry"}, Options{Feedback: &f}); err == nil {
			t.Errorf("%+v is taken", f)
		}
	}
}

// TestFeedbackStops holds that a search with feedback over a great text ends with
// its context.
func TestFeedbackStops(t *testing.T) {
	long := ingest.Article{ID: "1", Language: "en", Body: "ferry " + strings.Repeat("w", 1<<16) + strings.Repeat(" ferry harbour", 1<<14)}
	again := long
	again.ID = "2"
	x := memory(t, long, again)
	if r := searchWith(t, x, "ferry", Options{Feedback: defaultFeedback(), Limit: 1}); r.Total != 2 {
		t.Errorf("%d articles", r.Total)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Nanosecond)
	defer cancel()
	<-ctx.Done()
	if _, err := Search(ctx, x, Term{"ferry"}, Options{Feedback: defaultFeedback()}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%v, want %v", err, context.DeadlineExceeded)
	}
}
