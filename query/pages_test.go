package query

import (
	"fmt"
	"math/rand/v2"
	"reflect"
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
	for i := range rounds(30) {
		var of []Query
		for range 1 + r.IntN(4) {
			of = append(of, Term{fmt.Sprint("w", words.Uint64())})
		}
		q := pick(r, []Query{Or{of}, Or{of}, And{of[:min(2, len(of))]}, And{[]Query{Or{of}, Field{"outlet", Term{"o3"}}}}, Field{"outlet", Term{"o4"}}})
		if i%10 == 9 {
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
