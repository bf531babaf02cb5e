package query

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"

	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/ingest"
)

// TestCountUpTo holds that a search which does not count all matches has the same hits, that
// its total is exact up to the number asked for, and above that number one that there are.
func TestCountUpTo(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	x, _, err := index.Memory(t.Context(), articleSeq(zipfArticles(r, 2000)), index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	fewer := 0
	for i := range 60 {
		var q Query = Or{[]Query{Term{fmt.Sprint("w", i)}, Term{fmt.Sprint("w", 2*i+1)}, Term{fmt.Sprint("w", 300+i)}}}
		switch i % 5 {
		case 1:
			q = And{[]Query{q, Term{"w2"}}}
		case 2:
			q = Term{fmt.Sprint("w", i)}
		}
		all, err := Search(t.Context(), x, q, Options{Limit: 10, IDsOnly: true})
		if err != nil {
			t.Fatal(err)
		}
		if all.AtLeast {
			t.Fatalf("%s: not all %d are counted", q, all.Total)
		}
		for _, upTo := range []int{1, 50, 500, 5000} {
			some, err := Search(t.Context(), x, q, Options{Limit: 10, IDsOnly: true, CountUpTo: upTo})
			if err != nil {
				t.Fatal(err)
			}
			switch {
			case !slices.EqualFunc(some.Hits, all.Hits, func(a, b Hit) bool { return a.ID == b.ID && a.Score == b.Score }):
				t.Fatalf("%s, counted up to %d: hits %v, want %v", q, upTo, some.Hits, all.Hits)
			case !some.AtLeast && some.Total != all.Total, some.AtLeast && (some.Total <= upTo || some.Total > all.Total):
				t.Fatalf("%s, counted up to %d: %d, at least %v, of %d", q, upTo, some.Total, some.AtLeast, all.Total)
			case some.AtLeast && some.Total < all.Total:
				fewer++
			}
		}
	}
	if fewer < 20 {
		t.Errorf("only %d searches left matches out", fewer)
	}
}

// TestCountUpToSegments holds that such a total does not depend on segments, nor on deleted
// articles.
func TestCountUpToSegments(t *testing.T) {
	all := zipfArticles(rand.New(rand.NewPCG(5, 4)), 600)
	one := builtIndex(t, all[:500])
	several := builtIndex(t, all[:200], all[200:600])
	var gone []string
	for _, a := range all[500:] {
		gone = append(gone, a.ID)
	}
	if _, err := several.Update(t.Context(), articleSeq(nil), index.Options{Delete: gone}); err != nil {
		t.Fatal(err)
	}
	atLeast := 0
	for i := range 40 {
		q := Or{[]Query{Term{fmt.Sprint("w", 20*i)}, Term{fmt.Sprint("w", 30*i+1)}}}
		var totals []Results
		for _, x := range []*index.Index{one, several} {
			res, err := Search(t.Context(), x, q, Options{Limit: 10, IDsOnly: true, CountUpTo: 60})
			if err != nil {
				t.Fatal(err)
			}
			totals = append(totals, *res)
		}
		if totals[0].Total != totals[1].Total || totals[0].AtLeast != totals[1].AtLeast {
			t.Errorf("%s: %d, at least %v, in one segment; %d, at least %v, in several", q, totals[0].Total, totals[0].AtLeast, totals[1].Total, totals[1].AtLeast)
		}
		if totals[0].AtLeast {
			atLeast++
		}
	}
	if atLeast == 0 || atLeast == 40 {
		t.Errorf("%d of 40 totals are not exact", atLeast)
	}
}

// builtIndex returns an index on disk whose articles were added part by part.
func builtIndex(t *testing.T, parts ...[]ingest.Article) *index.Index {
	t.Helper()
	path := filepath.Join(t.TempDir(), "i")
	if _, err := index.Build(t.Context(), path, articleSeq(parts[0]), index.Options{}); err != nil {
		t.Fatal(err)
	}
	x, err := index.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { x.Close() })
	for _, part := range parts[1:] {
		if _, err := x.Update(t.Context(), articleSeq(part), index.Options{}); err != nil {
			t.Fatal(err)
		}
	}
	return x
}
