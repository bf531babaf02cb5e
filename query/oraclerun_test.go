package query

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/ingest"
)

// agree runs random queries in an index and in the oracle.
func agree(t *testing.T, r *rand.Rand, x *index.Index, articles []ingest.Article, queries int) {
	t.Helper()
	s, err := x.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	langs, err := s.Languages()
	if err != nil {
		t.Fatal(err)
	}
	o := newOracle(articles, langs[0].Code)
	for range queries {
		q := randomQuery(r, 3)
		limit := pick(r, []int{1, 3, 10, 1000})
		order := pick(r, []Order{ByScore, ByScore, ByScore, Newest, Oldest, ByTitle})
		opts := Options{Limit: limit, Copies: true, Order: order, Explain: true, Now: day("2025-02-10")}
		if r.IntN(3) == 0 {
			opts.Recency = pick(r, []time.Duration{time.Hour, 24 * time.Hour, 1000 * time.Hour})
		}
		want := o.search(q, opts)
		o.sort(want, order)
		got, err := SearchSnapshot(context.Background(), s, q, opts)
		if err != nil {
			t.Fatalf("%s: %v", q, err)
		}
		if got.Total != len(want) || len(got.Hits) != min(limit, len(want)) {
			t.Fatalf("%s: %d hits, total %d, want %d\n got %v\nwant %v", q, len(got.Hits), got.Total, len(want), hitIDs(got.Hits), want)
		}
		for i, h := range got.Hits {
			// Among hits whose scores are equal but for rounding any order is right.
			if sum := leafSum(*h.Explanation); math.Abs(sum-h.Score) > 1e-9 || math.Abs(h.Explanation.Score-h.Score) > 1e-9 {
				t.Fatalf("%s: %s scores %v, and its explanation adds up to %v:\n%s", q, h.ID, h.Score, sum, h.Explanation)
			}
			if math.Abs(h.Score-want[i].score) > 1e-9 {
				t.Fatalf("%s: hit %d is %s with %v, want %s with %v", q, i, h.ID, h.Score, want[i].id, want[i].score)
			}
			if order != ByScore && h.ID != want[i].id {
				t.Fatalf("%s, %s: hit %d is %s, want %s", q, order, i, h.ID, want[i].id)
			}
			if h.ID != want[i].id && (i+1 == len(want) || math.Abs(want[i+1].score-h.Score) > 1e-9) && (i == 0 || math.Abs(want[i-1].score-h.Score) > 1e-9) {
				t.Fatalf("%s: hit %d is %s, want %s", q, i, h.ID, want[i].id)
			}
		}
		ids, err := IDs(context.Background(), s, q)
		if err != nil {
			t.Fatalf("%s: %v", q, err)
		}
		all := make(map[string]bool)
		for _, w := range want {
			all[w.id] = true
		}
		for _, id := range ids {
			if !all[id] {
				t.Fatalf("%s: %s does not match, or is named twice", q, id)
			}
			delete(all, id)
		}
		if len(all) > 0 {
			t.Fatalf("%s: %v are not named", q, all)
		}
	}
}

// leafSum returns the sum of the scores at the ends of an explanation.
func leafSum(e Explanation) float64 {
	if len(e.Parts) == 0 {
		return e.Score
	}
	sum := 0.0
	for _, p := range e.Parts {
		sum += leafSum(p)
	}
	return sum
}

func hitIDs(hits []Hit) (ids []string) {
	for _, h := range hits {
		ids = append(ids, h.ID)
	}
	return ids
}

func articleSeq(articles []ingest.Article) func(func(ingest.Article, error) bool) {
	return func(yield func(ingest.Article, error) bool) {
		for _, a := range articles {
			if !yield(a, nil) {
				return
			}
		}
	}
}

// TestOracle holds that searches return the hits that scoring every article returns:
// in new indexes, after updates and deletions, in one segment and in many.
func TestOracle(t *testing.T) {
	for seed := range uint64(rounds(6)) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			r := rand.New(rand.NewPCG(seed, 1))
			byID := map[string]ingest.Article{}
			var start []ingest.Article
			for i := range 20 + r.IntN(40) {
				a := randomArticle(r, i)
				start = append(start, a)
				byID[a.ID] = a
			}
			x := oracleIndex(t, start, seed%2 == 1)
			for range 4 {
				var now []ingest.Article
				for _, a := range byID {
					now = append(now, a)
				}
				slices.SortFunc(now, func(a, b ingest.Article) int { return cmp.Compare(a.ID, b.ID) })
				agree(t, r, x, now, 60)

				var changed []ingest.Article
				for range r.IntN(10) {
					a := randomArticle(r, r.IntN(70))
					changed = append(changed, a)
				}
				var gone []string
				for range r.IntN(5) {
					gone = append(gone, fmt.Sprintf("a%03d", r.IntN(70)))
				}
				if _, err := x.Update(t.Context(), articleSeq(changed), index.Options{Delete: gone}); err != nil {
					t.Fatal(err)
				}
				for _, id := range gone {
					delete(byID, id)
				}
				for _, a := range changed {
					byID[a.ID] = a
				}
			}
		})
	}
}

// oracleIndex returns an index of articles, in memory or on disk, where postings are
// read in other ways.
func oracleIndex(t *testing.T, articles []ingest.Article, onDisk bool) *index.Index {
	t.Helper()
	var x *index.Index
	var err error
	if onDisk {
		path := filepath.Join(t.TempDir(), "i")
		if _, err = index.Build(t.Context(), path, articleSeq(articles), index.Options{}); err == nil {
			x, err = index.Open(path)
		}
	} else {
		x, _, err = index.Memory(t.Context(), articleSeq(articles), index.Options{})
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { x.Close() })
	return x
}

// TestScoresDoNotDependOnTheIndex holds that the same articles score the same
// however they came in.
func TestScoresDoNotDependOnTheIndex(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	var articles []ingest.Article
	for i := range 50 {
		articles = append(articles, randomArticle(r, i))
	}
	q := Or{[]Query{Term{"musk"}, Phrase{Text: "non-profit bid"}, Prefix{"inv"}, Field{"title", Term{"offer"}},
		Fuzzy{"twiter", 2}, Boost{Phrase{"bid musk", 5}, 1.5}}}
	search := func(x *index.Index, err error) *Results {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		defer x.Close()
		res, err := Search(t.Context(), x, q, Options{Limit: 100, Copies: true})
		if err != nil {
			t.Fatal(err)
		}
		return res
	}
	x, _, err := index.Memory(t.Context(), articleSeq(articles), index.Options{})
	want := search(x, err)

	slices.Reverse(articles)
	x, _, err = index.Memory(t.Context(), articleSeq(articles[:1]), index.Options{})
	for i := 1; err == nil && i < len(articles); i++ {
		_, err = x.Update(t.Context(), articleSeq(articles[i:i+1]), index.Options{})
	}
	got := search(x, err)
	for i := range want.Hits {
		if g, w := got.Hits[i], want.Hits[i]; g.ID != w.ID || g.Score != w.Score {
			t.Errorf("hit %d: %s %v, want %s %v", i, g.ID, g.Score, w.ID, w.Score)
		}
	}
}

// FuzzOracle is TestOracle for any seed, without updates.
func FuzzOracle(f *testing.F) {
	for seed := range uint64(4) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) {
		r := rand.New(rand.NewPCG(seed, 2))
		articles := make([]ingest.Article, 1+r.IntN(30))
		for i := range articles {
			articles[i] = randomArticle(r, i)
		}
		agree(t, r, oracleIndex(t, articles, seed%4 == 3), articles, 5)
	})
}
