package query

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/newsdex/newsdex/index"
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
