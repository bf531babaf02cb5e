package query

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/ingest"
)

// addCopies adds copies of random articles, with other IDs, dates and fields that are not
// part of the text.
func addCopies(r *rand.Rand, articles []ingest.Article, n int) []ingest.Article {
	for i := range articles {
		if articles[i].Fingerprint = fmt.Sprint(articles[i].Title, articles[i].Body); i < 10 {
			articles[i].Fingerprint = "shared"
		}
	}
	for i := range n {
		a := articles[r.IntN(len(articles))]
		a.ID = fmt.Sprintf("%s copy %d", pick(r, []string{"a", "a0", "b"}), i)
		a.Deck = pick(r, []string{a.Deck, a.Deck, "", "musk bid", "w1 w2 w3"})
		a.Language = pick(r, []string{a.Language, a.Language, "en", "und"})
		if r.IntN(2) == 0 {
			a.Published = day("2025-01-01").Add(time.Duration(r.IntN(100)) * 12 * time.Hour)
		}
		articles = append(articles, a)
	}
	return articles
}

// pageOptions returns random options of a search for pages.
func pageOptions(r *rand.Rand) Options {
	o := Options{Order: pick(r, []Order{ByScore, ByScore, ByScore, Newest, Oldest, ByTitle}), Copies: r.IntN(3) == 0, IDsOnly: r.IntN(4) == 0, Now: day("2025-02-10")}
	if r.IntN(3) == 0 {
		o.Recency = pick(r, []time.Duration{time.Hour, 24 * time.Hour, 1000 * time.Hour})
	}
	if r.IntN(5) == 0 {
		o.Feedback = &Feedback{Articles: 1 + r.IntN(5), Terms: 1 + r.IntN(5), Weight: .5}
	}
	if r.IntN(3) == 0 {
		o.Facets = []Facet{{Outlet, 3}, {Day, AllValues}}
	}
	if r.IntN(3) == 0 {
		o.CountUpTo = 1 + r.IntN(20)
	}
	return o
}

// pagesAgree holds that the pages of a query follow each other as the hits of one page.
func pagesAgree(t *testing.T, r *rand.Rand, s *index.Snapshot, q Query, o Options, sizes ...int) (pages int) {
	t.Helper()
	search := func(o Options) *Results {
		t.Helper()
		res, err := SearchSnapshot(t.Context(), s, q, o)
		if err != nil {
			t.Fatalf("%s, %+v: %v", q, o, err)
		}
		return res
	}
	all := o
	all.Limit = 10_000
	want := search(all)
	if want.Next != "" {
		t.Fatalf("%s, %+v: something follows all hits", q, o)
	}
	for at := 0; ; pages++ {
		o.Limit = pick(r, sizes)
		got := search(o)
		end := min(at+o.Limit, len(want.Hits))
		offset := all
		offset.Limit, offset.Offset = o.Limit, at
		for name, got := range map[string]*Results{"After": got, "Offset": search(offset)} {
			switch {
			case !reflect.DeepEqual(got.Hits, want.Hits[at:end]):
				t.Fatalf("%s, %+v: hits from %d by %s\n got %v\nwant %v", q, o, at, name, hitIDs(got.Hits), hitIDs(want.Hits[at:end]))
			case got.Offset != at:
				t.Fatalf("%s, %+v: the hits begin behind %d, want %d by %s", q, o, got.Offset, at, name)
			case got.Total != want.Total, got.AtLeast != want.AtLeast, !reflect.DeepEqual(got.Facets, want.Facets):
				t.Fatalf("%s, %+v: total or facets of the hits from %d differ by %s", q, o, at, name)
			case (got.Next != "") != (end < len(want.Hits)):
				t.Fatalf("%s, %+v: behind hit %d of %d by %s the next page is %q", q, o, end, len(want.Hits), name, got.Next)
			}
		}
		if at = end; got.Next == "" {
			return pages
		}
		o.After = got.Next
		if r.IntN(4) == 0 {
			none := search(Options{After: o.After, Order: o.Order, Now: o.Now, Recency: o.Recency, Feedback: o.Feedback})
			if len(none.Hits) > 0 || none.Next != "" || none.Total != want.Total && !want.AtLeast {
				t.Fatalf("%s, %+v: a page without a limit is %+v", q, o, none)
			}
		}
	}
}

// TestPages holds that pages follow each other as the hits of one page: for random queries
// in each order, with copies left out or not, in several segments with deleted articles.
func TestPages(t *testing.T) {
	pages := 0
	for seed := range uint64(rounds(8)) {
		r := rand.New(rand.NewPCG(seed, 11))
		var articles []ingest.Article
		for i := range 30 + r.IntN(40) {
			articles = append(articles, randomArticle(r, i))
		}
		articles = addCopies(r, articles, 40)
		r.Shuffle(len(articles), func(i, j int) { articles[i], articles[j] = articles[j], articles[i] })
		x := oracleIndex(t, articles[:30], seed%2 == 1)
		for from := 30; from < len(articles); from += 25 {
			gone := []string{articles[r.IntN(from)].ID, articles[r.IntN(from)].ID}
			if _, err := x.Update(t.Context(), articleSeq(articles[from:min(from+25, len(articles))]), index.Options{Delete: gone}); err != nil {
				t.Fatal(err)
			}
		}
		s, err := x.Snapshot()
		if err != nil {
			t.Fatal(err)
		}
		for range 60 {
			pages += pagesAgree(t, r, s, randomQuery(r, 3), pageOptions(r), 1, 2, 3, 7, 20)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if pages < 500 && !testing.Short() {
		t.Errorf("only %d pages follow another", pages)
	}
}

// TestPagesOfManyArticles is like TestPages where lists have many blocks, of which most are
// left out.
func TestPagesOfManyArticles(t *testing.T) {
	notShort(t, "makes an index of 6,000 articles")
	r := rand.New(rand.NewPCG(12, 12))
	articles := addCopies(r, zipfArticles(r, 5000), 500)
	for i := range articles {
		if articles[i].Published.IsZero() && r.IntN(5) > 0 {
			articles[i].Published = day("2025-01-01").AddDate(0, 0, r.IntN(60))
		}
	}
	r.Shuffle(len(articles), func(i, j int) { articles[i], articles[j] = articles[j], articles[i] })
	x, _, err := index.Memory(t.Context(), articleSeq(articles[:5000]), index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	if _, err := x.Update(t.Context(), articleSeq(articles[5000:]), index.Options{Delete: []string{articles[3].ID, articles[4].ID}}); err != nil {
		t.Fatal(err)
	}
	s, err := x.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	words := rand.NewZipf(r, 1.2, 4, 3000)
	for i := range rounds(60) {
		var of []Query
		for range 1 + r.IntN(4) {
			of = append(of, Term{fmt.Sprint("w", words.Uint64())})
		}
		q := pick(r, []Query{Or{of}, Or{of}, And{of[:min(2, len(of))]}, And{[]Query{Or{of}, Field{"outlet", Term{"o3"}}}}, Field{"outlet", Term{"o4"}}})
		if i%20 == 9 {
			q = All{}
		}
		pagesAgree(t, r, s, q, pageOptions(r), 10, 100, 300, 1000)
	}
}

// FuzzPages is TestPages for any seed, in one segment.
func FuzzPages(f *testing.F) {
	for seed := range uint64(4) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) {
		r := rand.New(rand.NewPCG(seed, 13))
		articles := make([]ingest.Article, 1+r.IntN(20))
		for i := range articles {
			articles[i] = randomArticle(r, i)
		}
		s, err := oracleIndex(t, addCopies(r, articles, r.IntN(20)), seed%4 == 3).Snapshot()
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		for range 5 {
			pagesAgree(t, r, s, randomQuery(r, 3), pageOptions(r), 1, 2, 5)
		}
	})
}

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
