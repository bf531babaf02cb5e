package query

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/index/postings"
	"github.com/newsdex/newsdex/ingest"
	"github.com/newsdex/newsdex/query/internal/rank"
	"github.com/newsdex/newsdex/query/plan"
)

// zipfArticles are articles whose words are as unevenly frequent as those of a
// language, so that lists have many blocks and pruning has something to do.
func zipfArticles(r *rand.Rand, n int) []ingest.Article {
	words := rand.NewZipf(r, 1.3, 4, 3000)
	text := func(n int) string {
		var b strings.Builder
		for range n {
			fmt.Fprintf(&b, "w%d ", words.Uint64())
		}
		return b.String()
	}
	articles := make([]ingest.Article, n)
	for i := range articles {
		articles[i] = ingest.Article{
			ID: fmt.Sprintf("a%05d", i), Title: text(1 + r.IntN(6)), Body: text(5 + r.IntN(80)), Language: "und",
			Outlet: fmt.Sprint("o", r.IntN(20)),
		}
		if i%97 == 0 { // more than a packed frequency holds
			articles[i].Title += strings.Repeat("w1 ", 80)
		}
	}
	return articles
}

// TestPruningIsSafe holds that a search that skips articles returns the same hits as
// one that scores all: the same documents in the same order with the same scores, to
// the last bit, and the same total.
func TestPruningIsSafe(t *testing.T) {
	notShort(t, "makes an index of 6,000 articles")
	r := rand.New(rand.NewPCG(3, 3))
	articles := zipfArticles(r, 6000)
	x, _, err := index.Memory(t.Context(), articleSeq(articles), index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	if _, err := x.Update(t.Context(), articleSeq(zipfArticles(r, 500)), index.Options{Delete: []string{"a05000", "a05001"}}); err != nil {
		t.Fatal(err)
	}
	s, err := x.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()

	words := rand.NewZipf(r, 1.2, 4, 3000)
	widened := 0
	for i := range rounds(300) {
		// What is kept of one search for the next must not matter.
		x.SetCacheBytes(pick(r, []int{0, 1 << 14, postings.DefaultCacheBytes}))
		var q Or
		n := 1 + r.IntN(5)
		if i%8 == 3 { // and more pairs than maxPairChecks
			n = 12 + r.IntN(60)
		}
		for range n {
			var of Query = Term{fmt.Sprint("w", words.Uint64())}
			if r.IntN(3) == 0 {
				of = Boost{of, pick(r, []float64{.1, 2, 30})}
			}
			q.Of = append(q.Of, of)
		}
		var full Query = q
		if r.IntN(4) == 0 {
			full = Or{[]Query{Boost{q, 4}, Term{"w1"}}}
		}
		if r.IntN(3) == 0 {
			full = And{[]Query{full, Field{"outlet", Term{fmt.Sprint("o", r.IntN(20))}}}}
		}
		p, err := Compile(t.Context(), Local(s), full)
		if err != nil {
			t.Fatal(err)
		}
		o := Options{}
		if i%4 == 0 {
			o.Feedback = defaultFeedback()
		}
		for _, size := range []int{1, 10, 100} {
			search := localSearchOf(t, s, p, o)
			own := len(p.Leaves())
			p, err := search.withFeedback(t.Context(), p)
			if err != nil {
				t.Fatal(err)
			}
			widened += len(p.Leaves()) - own
			got, total, err := search.Best(t.Context(), size, nil)
			if err != nil {
				t.Fatal(err)
			}
			// A group within a group within alternatives is nothing that skips.
			scored := localSearchOf(t, s, &plan.Plan{Root: plan.Or{Of: []plan.Node{plan.And{Of: []plan.Node{p.Root}}}}}, o)
			want, all, err := scored.Best(t.Context(), size, nil)
			if err != nil {
				t.Fatal(err)
			}
			if total != all || !reflect.DeepEqual(got, want) {
				t.Fatalf("%s, top %d: total %d, want %d\n got %v\nwant %v", full, size, total, all, got, want)
			}
		}
	}
	if widened == 0 {
		t.Error("feedback added nothing to any query")
	}
}

// localSearchOf returns the search for a plan in a snapshot.
func localSearchOf(t *testing.T, s *index.Snapshot, p *plan.Plan, o Options) *localSearch {
	t.Helper()
	search, err := rank.Bind(t.Context(), s, p, rank.Options{Ranking: rank.Ranking(DefaultRanking())})
	if err != nil {
		t.Fatal(err)
	}
	return &localSearch{Search: search, segments: s.Postings().Segments(), o: o}
}

// TestFilterOnly holds that a query that only filters finds the first articles by
// ID, however many match.
func TestFilterOnly(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	articles := zipfArticles(r, 3000)
	want := map[string][]string{}
	for _, a := range articles {
		if a.ID != "a00000" {
			want["*"] = append(want["*"], a.ID)
			want["outlet:"+a.Outlet] = append(want["outlet:"+a.Outlet], a.ID)
		}
	}
	r.Shuffle(len(articles), func(i, j int) { articles[i], articles[j] = articles[j], articles[i] })
	x, _, err := index.Memory(t.Context(), articleSeq(articles), index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	if _, err := x.Delete(t.Context(), "a00000"); err != nil {
		t.Fatal(err)
	}
	for s, ids := range want {
		q, err := Parse(s)
		if err != nil {
			t.Fatal(err)
		}
		res, err := Search(t.Context(), x, q, Options{Limit: 20, IDsOnly: true})
		if err != nil || res.Total != len(ids) || !reflect.DeepEqual(hitIDs(res.Hits), ids[:20]) {
			t.Errorf("%s: %v of %d, %v, want %v of %d", s, hitIDs(res.Hits), res.Total, err, ids[:20], len(ids))
		}
	}
}
