package query

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/newsdex/newsdex/index"
)

// TestBoost holds that a boost multiplies scores and changes nothing else.
func TestBoost(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 1))
	x, _, err := index.Memory(t.Context(), articleSeq(zipfArticles(r, 400)), index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	scores := func(s string) (map[string]float64, int) {
		t.Helper()
		q, notices, err := Interpret(s)
		if err != nil || len(notices) > 0 {
			t.Fatal(s, notices, err)
		}
		res, err := Search(t.Context(), x, q, Options{Limit: 1000, IDsOnly: true})
		if err != nil {
			t.Fatal(err)
		}
		byID := map[string]float64{}
		for _, h := range res.Hits {
			byID[h.ID] = h.Score
		}
		return byID, res.Total
	}
	for _, tt := range []struct {
		boosted, plain string
		by             float64
	}{
		{`w1^2`, `w1`, 2},
		{`(w1^2)^2.5`, `w1`, 5},
		{`"w1 w2"^.5`, `"w1 w2"`, .5},
		{`w1*^3`, `w1*`, 3},
		{`(w1 w2)^3`, `w1 w2`, 3},
		{`(w1 AND (w2 OR w3))^3`, `w1 AND (w2 OR w3)`, 3},
		{`w1^3 w2^3`, `w1 w2`, 3},
		{`title:w1^4`, `title:w1`, 4},
		{`(title:w1)^4`, `title:w1`, 4},
		{`w1 outlet:o1^9`, `w1 outlet:o1`, 1},
		{`w1 -w2^9`, `w1 -w2`, 1},
		{`*^7`, `*`, 1},
	} {
		got, total := scores(tt.boosted)
		want, wantTotal := scores(tt.plain)
		if total != wantTotal || len(got) != len(want) {
			t.Errorf("%s finds %d, %s finds %d", tt.boosted, total, tt.plain, wantTotal)
		}
		for id, s := range want {
			if math.Abs(got[id]-s*tt.by) > 1e-12*s*tt.by {
				t.Errorf("%s: %s scores %v, want %v times %v", tt.boosted, id, got[id], tt.by, s)
				break
			}
		}
	}
}

// TestBoostKeepsStopWordsOut holds that a boost does not change the matches.
func TestBoostKeepsStopWordsOut(t *testing.T) {
	x := readArticles(t)
	want, _ := search(t, x, `the swindler`)
	if got, _ := search(t, x, `the^2 swindler`); strings.Join(got, " ") != strings.Join(want, " ") {
		t.Errorf("the^2 swindler finds %v, the swindler finds %v", got, want)
	}
}

func TestBoostOutOfBounds(t *testing.T) {
	x := readArticles(t)
	for _, q := range []Query{
		Boost{Term{"musk"}, 0}, Boost{Term{"musk"}, -1}, Boost{Term{"musk"}, math.NaN()}, Boost{Term{"musk"}, math.Inf(1)},
		Boost{Term{"musk"}, MaxBoost + 1}, Boost{Boost{Term{"musk"}, 100}, 11},
		Not{Boost{Field{"lang", Term{"en"}}, 0}}, Or{[]Query{Boost{All{}, math.NaN()}}},
	} {
		if _, err := Search(t.Context(), x, q, DefaultOptions()); err == nil || !strings.Contains(err.Error(), "boost") {
			t.Errorf("%s: %v, want an error that names the boost", q, err)
		}
	}
	for _, q := range []Query{Boost{Term{"musk"}, MaxBoost}, Boost{Boost{Term{"musk"}, 100}, 10}, Boost{Term{"musk"}, math.SmallestNonzeroFloat64}} {
		if res, err := Search(t.Context(), x, q, Options{Limit: DefaultLimit, IDsOnly: true}); err != nil || res.Total != 5 {
			t.Errorf("%s: %v, %v, want 5 hits", q, res, err)
		}
	}
}
