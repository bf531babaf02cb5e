package query

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/ingest"
)

// indexOf returns an index of articles with these bodies, in English; their IDs are
// 0, 1, ….
func indexOf(t testing.TB, bodies ...string) *index.Index {
	t.Helper()
	var articles []ingest.Article
	for i, b := range bodies {
		articles = append(articles, ingest.Article{ID: fmt.Sprint(i), Body: b, Authors: strings.Split(b, "; "), Language: "en"})
	}
	x, _, err := index.Memory(t.Context(), articleSeq(articles), index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { x.Close() })
	return x
}

// TestSlop holds the least slop with which a phrase matches a text, its frequency,
// and the marks.
func TestSlop(t *testing.T) {
	for _, tt := range []struct {
		text, phrase string
		least        int // slop; -1: none will do
		n            int // with it
		marked       string
	}{
		{`alpha beta`, `alpha beta`, 0, 1, `<alpha beta>`},
		{`alpha xray beta`, `alpha beta`, 1, 1, `<alpha> xray <beta>`},
		{`alpha xray yankee beta`, `alpha beta`, 2, 1, `<alpha> xray yankee <beta>`},
		{`beta alpha`, `alpha beta`, 2, 1, `<beta alpha>`},
		{`beta xray alpha`, `alpha beta`, 3, 1, `<beta> xray <alpha>`},
		{`alpha xray beta yankee gamma`, `alpha beta gamma`, 2, 1, `<alpha> xray <beta> yankee <gamma>`},
		{`alpha gamma beta`, `alpha beta gamma`, 2, 1, `<alpha gamma beta>`},
		{`gamma beta alpha`, `alpha beta gamma`, 4, 1, `<gamma beta alpha>`},
		{`alpha beta gamma`, `beta alpha gamma`, 2, 1, `<alpha beta gamma>`},
		{`alpha xray alpha beta`, `alpha beta`, 0, 1, `alpha xray <alpha beta>`},
		{`alpha xray alpha xray beta`, `alpha beta`, 1, 1, `alpha xray <alpha> xray <beta>`},
		{`alpha beta xray alpha yankee beta`, `alpha beta`, 0, 1, `<alpha beta> xray alpha yankee beta`},
		{`alpha xray alpha`, `alpha alpha`, 1, 1, `<alpha> xray <alpha>`},
		{`alpha xray yankee`, `alpha alpha`, -1, 0, ``}, // two words need two places
		{`alpha beta`, `alpha beta alpha`, -1, 0, ``},
		{`the $97.4 billion bid`, `the bid`, 2, 1, `<the> $97.4 billion <bid>`},
		{`the new $97.4 billion bid`, `the $97.4 billion bid`, 1, 1, `<the> new <$97.4 billion bid>`},
		{`$97.4 billion the bid`, `the $97.4 billion bid`, 3, 1, `<$97.4 billion the bid>`},
		{`the non-profit bid`, `the bid`, 2, 1, `<the> non-profit <bid>`},
		{`a non-profit new bid`, `nonprofit bid`, 1, 1, `a <non-profit> new <bid>`},
	} {
		x := indexOf(t, tt.text)
		for slop := range 6 {
			q := Phrase{tt.phrase, slop}
			res, err := Search(t.Context(), x, Field{"body", q}, Options{Limit: DefaultLimit, Snippets: 1, Explain: true})
			if err != nil {
				t.Fatal(err)
			}
			if found := len(res.Hits) == 1; found != (tt.least >= 0 && slop >= tt.least) {
				t.Errorf("%s finds %q: %v, want it with a slop of %d and more", q, tt.text, found, tt.least)
			}
			if slop != tt.least || len(res.Hits) != 1 {
				continue
			}
			if got := res.Hits[0].Snippets[0].Mark("<", ">", nil); got != tt.marked {
				t.Errorf("%s marks %s, want %s", q, got, tt.marked)
			}
			if want := fmt.Sprintf("w: %d in body", tt.n); !strings.Contains(res.Hits[0].Explanation.Detail, want) {
				t.Errorf("%s: %s, want in it %q", q, res.Hits[0].Explanation, want)
			}
		}
	}
}

// TestSlopBetweenAuthors holds that no slop reaches from one author to the next.
func TestSlopBetweenAuthors(t *testing.T) {
	x := indexOf(t, "Ann Smith; Bob Jones")
	for s, want := range map[string]int{`author:"smith ann"~2`: 1, `author:"smith ann"~1`: 0, `author:"smith bob"~99`: 0, `author:"bob smith"~99`: 0} {
		q, err := Parse(s)
		if err != nil {
			t.Fatal(err)
		}
		if res, err := Search(t.Context(), x, q, DefaultOptions()); err != nil || res.Total != want {
			t.Errorf("%s: %v, want %d", s, err, want)
		}
	}
}

func TestSlopOutOfBounds(t *testing.T) {
	x := indexOf(t, "alpha beta")
	for _, q := range []Query{Phrase{"alpha beta", -1}, Phrase{"alpha beta", MaxSlop + 1}, Not{Field{"author", Phrase{"alpha", 1000}}}} {
		if _, err := Search(t.Context(), x, q, DefaultOptions()); err == nil || !strings.Contains(err.Error(), "slop") {
			t.Errorf("%s: %v, want an error that names the slop", q, err)
		}
	}
}

// TestSlopIsBounded holds that a phrase with more arrangements of its words than can
// be tried is an error, in time, and that a phrase that is only long is not.
func TestSlopIsBounded(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	x := indexOf(t, strings.Repeat("alpha beta ", 2000)+"gamma", strings.Repeat("delta ", 50), strings.Repeat("non-profit ", 200)+strings.Repeat("eta ", 98)+"zeta")
	long := strings.TrimSpace(strings.Repeat("alpha beta ", 200))
	for _, tt := range []struct {
		q    Phrase
		want int // -1: an error
	}{
		{Phrase{long, MaxSlop}, 1},
		{Phrase{strings.Repeat("delta ", 51), MaxSlop}, 0}, // more words than places
		{Phrase{strings.Repeat("alpha ", 12) + "gamma alpha gamma", MaxSlop}, 0},
		{Phrase{strings.Repeat("alpha beta ", 6) + "gamma beta", MaxSlop}, 1},
		{Phrase{strings.Repeat("delta ", 49) + "epsilon", MaxSlop}, 0},
		{Phrase{strings.Repeat("nonprofit non profit ", 6) + "zeta", MaxSlop}, -1},
	} {
		res, err := Search(ctx, x, tt.q, Options{Limit: DefaultLimit, IDsOnly: true})
		switch {
		case tt.want < 0 && !errors.Is(err, ErrInvalid):
			t.Errorf("%.60s: %v, want %v", tt.q, err, ErrInvalid)
		case tt.want >= 0 && (err != nil || res.Total != tt.want):
			t.Errorf("%.60s: %v, want %d hits", tt.q, err, tt.want)
		}
	}
}
