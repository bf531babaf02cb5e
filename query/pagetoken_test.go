package query

import (
	"math"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/ingest"
)

// TestPageOfAnotherSearch holds that a token is refused by a search with another order.
func TestPageOfAnotherSearch(t *testing.T) {
	x := readArticles(t)
	q := Words("musk openai")
	ranking := DefaultRanking()
	ranking.K1 = 2
	base := Options{Limit: 1, Recency: time.Hour, Now: day("2025-02-10")}
	with := func(change func(*Options)) Options {
		o := base
		change(&o)
		return o
	}
	first, err := Search(t.Context(), x, q, base)
	if err != nil || first.Next == "" {
		t.Fatal(first, err)
	}
	for _, tt := range []struct {
		name string
		q    Query
		o    Options
		ok   bool
	}{
		{"the same", q, base, true},
		{"without Now", q, with(func(o *Options) { o.Now = time.Time{} }), true},
		{"what does not change the order", q, with(func(o *Options) {
			o.Limit, o.Snippets, o.Explain, o.Copies, o.CountUpTo, o.Facets = 3, 2, true, true, 1, []Facet{{Outlet, 1}}
		}), true},
		{"its ranking written out", q, with(func(o *Options) { r := DefaultRanking(); o.Ranking = &r }), true},
		{"another query", Words("openai musk"), base, false},
		{"another order", q, with(func(o *Options) { o.Order = Newest }), false},
		{"another ranking", q, with(func(o *Options) { o.Ranking = &ranking }), false},
		{"another half-life", q, with(func(o *Options) { o.Recency = 2 * time.Hour }), false},
		{"no half-life", q, with(func(o *Options) { o.Recency = 0 }), false},
		{"another moment", q, with(func(o *Options) { o.Now = day("2025-02-11") }), false},
		{"feedback", q, with(func(o *Options) { o.Feedback = defaultFeedback() }), false},
		{"an offset", q, with(func(o *Options) { o.Offset = 1 }), false},
	} {
		tt.o.After = first.Next
		res, err := Search(t.Context(), x, tt.q, tt.o)
		invalid, refused := err.(*OptionsError)
		switch {
		case tt.ok && (err != nil || res.Hits[0].ID == first.Hits[0].ID):
			t.Errorf("%s: %v, %v", tt.name, res, err)
		case !tt.ok && (!refused || invalid.Option != "After"):
			t.Errorf("%s: %v, want an *OptionsError of After", tt.name, err)
		}
	}
}

// TestPagesOfOneMoment holds that all pages measure ages at the moment of the first.
func TestPagesOfOneMoment(t *testing.T) {
	x := memory(t, ingest.Article{ID: "a", Body: "A ferry.", Published: time.Now().Add(-time.Second)}, ingest.Article{ID: "b", Body: "A ferry.", Published: time.Now().Add(-2 * time.Second)})
	o := Options{Limit: 1, Recency: time.Second}
	first, err := Search(t.Context(), x, Term{"ferry"}, o)
	if err != nil || first.Hits[0].ID != "a" {
		t.Fatal(first, err)
	}
	token, err := parsePageToken(first.Next)
	if err != nil {
		t.Fatal(err)
	}
	o.After = first.Next
	later, err := Search(t.Context(), x, Term{"ferry"}, o)
	o.After, o.Limit, o.Now = "", 2, time.Unix(token.now, 0)
	both, berr := Search(t.Context(), x, Term{"ferry"}, o)
	if err != nil || berr != nil || !reflect.DeepEqual(later.Hits, both.Hits[1:]) {
		t.Errorf("%v, %v, %v: the second hit is %+v, want %+v", err, berr, token.now, later.Hits, both.Hits)
	}
}

// TestPageOfChangedIndex holds that a page begins behind the place of a hit that is gone.
func TestPageOfChangedIndex(t *testing.T) {
	article := func(id, title string, at string) ingest.Article {
		return ingest.Article{ID: id, Title: title, Body: "A ferry.", Language: "en", Published: day(at)}
	}
	for _, order := range []Order{ByScore, Newest, Oldest, ByTitle} {
		x := memory(t, article("a", "Ant", "2025-01-01"), article("b", "Bee", "2025-01-02"), article("c", "Cat", "2025-01-03"), article("d", "Dog", "2025-01-04"))
		o := Options{Limit: 2, Order: order}
		first, err := Search(t.Context(), x, Term{"ferry"}, o)
		if err != nil {
			t.Fatal(err)
		}
		want := hitIDs(first.Hits)
		if _, err := x.Delete(t.Context(), want[1]); err != nil {
			t.Fatal(err)
		}
		if _, err := x.Update(t.Context(), articleSeq([]ingest.Article{article("bb", "Beer", "2025-01-02")}), index.Options{}); err != nil {
			t.Fatal(err)
		}
		o.After, o.Limit = first.Next, 10
		res, err := Search(t.Context(), x, Term{"ferry"}, o)
		if err != nil {
			t.Fatal(err)
		}
		got := hitIDs(res.Hits)
		wanted := map[Order][]string{Newest: {"b", "bb", "a"}, Oldest: {"bb", "c", "d"}, ByTitle: {"bb", "c", "d"}}[order]
		if order == ByScore { // all scores have moved
			token, err := parsePageToken(first.Next)
			if err != nil {
				t.Fatal(err)
			}
			all, err := Search(t.Context(), x, Term{"ferry"}, Options{Limit: 10})
			if err != nil {
				t.Fatal(err)
			}
			for _, h := range all.Hits {
				if h.Score < token.key.Score || h.Score == token.key.Score && h.ID > token.key.ID {
					wanted = append(wanted, h.ID)
				}
			}
			want = nil
		}
		wanted = slices.DeleteFunc(wanted, func(id string) bool { return slices.Contains(want, id) })
		if !slices.Equal(got, wanted) {
			t.Errorf("%s: behind %v come %v, want %v", order, want, got, wanted)
		}
	}
}

// FuzzPageToken holds that a token is read as it was written, and that any other string is
// an error.
func FuzzPageToken(f *testing.F) {
	f.Add("", byte(0), uint64(1), uint64(2), int64(0), uint32(10), 1.5, int64(0), "a", "id")
	f.Add("AQA", byte(1), uint64(1), uint64(2), int64(1738368000), uint32(0), 0., int64(math.MinInt64), "", "")
	f.Add("!", byte(3), uint64(math.MaxUint64), uint64(0), int64(-1), uint32(math.MaxInt32), math.NaN(), int64(-1), "the title\x00", "\xff")
	f.Fuzz(func(t *testing.T, s string, order byte, query, options uint64, now int64, number uint32, score float64, published int64, title, id string) {
		if read, err := parsePageToken(s); err == nil && read.String() != s {
			t.Errorf("%q is read as the token %q", s, read.String())
		}
		token := pageToken{order: Order(order % 4), query: query, options: options, now: now, key: SortKey{ID: id, Number: int(number % math.MaxInt32)}}
		switch token.order {
		case ByScore:
			if token.key.Score = math.Abs(score); !(token.key.Score <= math.MaxFloat64) {
				token.key.Score = 0
			}
		case ByTitle:
			token.key.Title = title
		default:
			token.key.Published = published
		}
		read, err := parsePageToken(token.String())
		if err != nil || read != token {
			t.Errorf("%+v is read as %+v, %v", token, read, err)
		}
		// One byte less, and one that is another.
		b := []byte(token.String())
		at := int(number) % len(b)
		other := slices.Clone(b)
		other[at] ^= 1
		for _, damaged := range []string{string(b[:at]), string(other)} {
			if _, err := parsePageToken(damaged); err == nil {
				t.Errorf("%q is a token", damaged)
			}
		}
	})
}
