package query

import (
	"context"
	"errors"
	"fmt"
	"math"
	"testing"
	"time"

	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/index/schema"
	"github.com/newsdex/newsdex/ingest"
)

// TestEmptyQueries holds that a query without content is an error, also within
// another one, for each way to run a query.
func TestEmptyQueries(t *testing.T) {
	x := readArticles(t)
	s, err := x.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for _, empty := range []Query{
		nil, And{}, And{Of: []Query{}}, Or{}, Not{}, Field{Name: Title}, Boost{By: 2}, DateRange{},
		Term{}, Term{"?!"}, Phrase{}, Phrase{Text: " . "}, Prefix{}, Prefix{"-"}, Fuzzy{}, Fuzzy{Text: "~"}, Words(""), Words("?!"),
	} {
		within := []Query{
			empty, And{[]Query{Term{"musk"}, empty}}, Or{[]Query{empty, Term{"musk"}}}, Not{empty}, Not{Not{empty}},
			Boost{empty, 2}, Field{Title, empty}, Field{Outlet, empty}, Field{Language, empty}, And{[]Query{All{}, Not{Or{[]Query{empty}}}}},
		}
		for _, q := range within {
			_, err := Search(t.Context(), x, q, DefaultOptions())
			_, cerr := Count(t.Context(), x, q)
			ids, ierr := IDs(t.Context(), s, q)
			var invalid *QueryError
			for _, err := range []error{err, cerr, ierr} {
				if !errors.As(err, &invalid) || !errors.Is(err, ErrInvalid) {
					t.Errorf("%#v: %v, want a *QueryError", q, err)
				}
			}
			if len(ids) > 0 {
				t.Errorf("%#v has %d IDs", q, len(ids))
			}
		}
	}
	if n, err := Count(t.Context(), x, All{}); err != nil || n == 0 || n != s.Count() {
		t.Errorf("All matches %d articles of %d, %v", n, s.Count(), err)
	}
	if n, err := Count(t.Context(), x, DateRange{From: day("2026-01-01"), To: day("2020-01-01")}); err != nil || n != 0 {
		t.Errorf("a range that ends before it begins matches %d articles, %v", n, err)
	}
}

// TestOptionsErrors holds that every option has bounds, and that an option beyond
// them is an error that names it.
func TestOptionsErrors(t *testing.T) {
	x := readArticles(t)
	ranking := func(change func(*Ranking)) *Ranking {
		r := DefaultRanking()
		change(&r)
		return &r
	}
	for _, tt := range []struct {
		o      Options
		option string // "" if the options are valid
	}{
		{Options{}, ""},
		{Options{Offset: MaxWindow}, ""},
		{Options{Limit: MaxWindow}, ""},
		{Options{Limit: 1, Snippets: math.MaxInt}, ""},
		{Options{Limit: 1, Facets: []Facet{{By: Outlet, Limit: math.MaxInt}, {By: Day, Limit: math.MaxInt}}}, ""},
		{Options{Limit: 9, Recency: math.MaxInt64, Now: time.Unix(math.MaxInt64, 0)}, ""},
		{Options{Limit: 9, Recency: time.Second, Now: time.Unix(math.MinInt64, 0)}, ""},
		{Options{Offset: math.MaxInt}, "Offset"},
		{Options{Offset: math.MaxInt, Limit: math.MaxInt}, "Limit"},
		{Options{Offset: math.MaxInt, Limit: 10}, "Offset"},
		{Options{Offset: MaxWindow, Limit: 1}, "Offset"},
		{Options{Offset: -1, Limit: MaxWindow + 1}, "Limit"},
		{Options{Offset: -1}, "Offset"},
		{Options{Offset: math.MinInt}, "Offset"},
		{Options{Limit: math.MaxInt}, "Limit"},
		{Options{Limit: -1}, "Limit"},
		{Options{Limit: math.MinInt}, "Limit"},
		{Options{Snippets: 1, IDsOnly: true}, "Snippets"},
		{Options{CountUpTo: -1}, "CountUpTo"},
		{Options{Order: -1}, "Order"},
		{Options{Order: math.MaxInt}, "Order"},
		{Options{Facets: []Facet{{By: "title"}}}, "Facets"},
		{Options{Facets: []Facet{{By: Outlet, Limit: -1}}}, "Facets"},
		{Options{Recency: -1}, "Recency"},
		{Options{Recency: 1}, "Recency"},
		{Options{Feedback: &Feedback{}}, "Feedback"},
		{Options{Feedback: &Feedback{Articles: math.MaxInt, Terms: 1, Weight: .5}}, "Feedback"},
		{Options{Feedback: &Feedback{Articles: 1, Terms: math.MaxInt, Weight: .5}}, "Feedback"},
		{Options{Feedback: &Feedback{Articles: 1, Terms: 1, Weight: math.NaN()}}, "Feedback"},
		{Options{Ranking: ranking(func(r *Ranking) { r.K1 = math.Inf(1) })}, "Ranking"},
		{Options{Ranking: ranking(func(r *Ranking) { r.B = math.NaN() })}, "Ranking"},
		{Options{Ranking: ranking(func(r *Ranking) { r.Weights[schema.Body] = math.Inf(1) })}, "Ranking"},
		{Options{Ranking: ranking(func(r *Ranking) { r.Proximity = -1 })}, "Ranking"},
	} {
		res, err := Search(t.Context(), x, Words("musk openai"), tt.o)
		var invalid *OptionsError
		switch {
		case tt.option == "" && err != nil:
			t.Errorf("%+v: %v", tt.o, err)
		case tt.option == "":
			for _, h := range res.Hits {
				if math.IsNaN(h.Score) || math.IsInf(h.Score, 0) {
					t.Errorf("%+v: the score is %g", tt.o, h.Score)
				}
			}
		case !errors.As(err, &invalid) || invalid.Option != tt.option || !errors.Is(err, ErrInvalid):
			t.Errorf("%+v: %v, want an *OptionsError of %s", tt.o, err, tt.option)
		}
	}
}

// TestErrInvalid holds that the errors of a caller wrap ErrInvalid, and that others do
// not.
func TestErrInvalid(t *testing.T) {
	x := readArticles(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	search := func(ctx context.Context, q Query) error {
		_, err := Search(ctx, x, q, DefaultOptions())
		return err
	}
	second := func(_ any, err error) error { return err }
	for _, tt := range []struct {
		name    string
		err     error
		invalid bool
	}{
		{"no word", second(Parse("?!")), true},
		{"an order", second(ParseOrder("x")), true},
		{"a dimension", second(ParseDimension("x")), true},
		{"no field", search(t.Context(), Field{"date", Term{"x"}}), true},
		{"a boost", search(t.Context(), Boost{Term{"x"}, 0}), true},
		{"slop", search(t.Context(), Phrase{"a b", MaxSlop + 1}), true},
		{"edits", search(t.Context(), Fuzzy{"abc", 3}), true},
		{"several words", search(t.Context(), Fuzzy{"ab cd", 1}), true},
		{"a pointer", search(t.Context(), &Term{"musk"}), true},
		{"limits", search(t.Context(), Or{many(MaxClauses + 2)}), true},
		{"the context", search(ctx, Term{"musk"}), false},
	} {
		if tt.err == nil || errors.Is(tt.err, ErrInvalid) != tt.invalid {
			t.Errorf("%s: %v wraps ErrInvalid: %t, want %t", tt.name, tt.err, !tt.invalid, tt.invalid)
		}
	}
}

// TestLeastBoost holds that boosts whose product is not above 0 in floating-point
// numbers leave a score above 0.
func TestLeastBoost(t *testing.T) {
	x := readArticles(t)
	small := func(text string) Query { return Boost{Boost{Term{text}, 1e-300}, 1e-300} }
	for _, q := range []Query{small("musk"), Or{[]Query{small("musk"), small("bid")}}, And{[]Query{small("musk"), small("openai")}}, Or{[]Query{Term{"musk"}, small("bid")}}} {
		res, err := Search(t.Context(), x, q, DefaultOptions())
		if err != nil || len(res.Hits) == 0 {
			t.Fatal(q, res, err)
		}
		for _, h := range res.Hits {
			if !(h.Score > 0 && h.Score < 100) {
				t.Errorf("%s: the score is %g", q, h.Score)
			}
		}
	}
}

// TestLanguageCodes holds that the language of an article and the value of lang: are
// normalized alike.
func TestLanguageCodes(t *testing.T) {
	forms := []string{"en", "EN", "En-us", "en_GB", " en ", "eng", "English"}
	for _, of := range forms {
		a := ingest.Article{ID: "a", Title: "The ferry sails again", Body: "It was away for nine days.", Language: of}
		x, _, err := index.Memory(t.Context(), articleSeq([]ingest.Article{a}), index.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, value := range forms {
			q, err := Parse(fmt.Sprintf("lang:%q ferry", value))
			if err != nil {
				t.Fatal(err)
			}
			if n, err := Count(t.Context(), x, q); err != nil || n != 1 {
				t.Errorf("%s finds %d articles with the language %q, %v", q, n, of, err)
			}
		}
		if err := x.Close(); err != nil {
			t.Error(err)
		}
	}
}
