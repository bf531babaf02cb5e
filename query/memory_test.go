package query

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/newsdex/newsdex/index"
)

// TestMemoryStaysBounded holds that ten thousand distinct queries never take more
// than the budget of the cache.
func TestMemoryStaysBounded(t *testing.T) {
	notShort(t, "makes some thousand searches")
	r := rand.New(rand.NewPCG(9, 9))
	x, _, err := index.Memory(t.Context(), articleSeq(zipfArticles(r, 2000)), index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	const budget = 128 << 10
	x.SetCacheBytes(budget)
	words := rand.NewZipf(r, 1.2, 4, 3000)
	word := func() Query { return Term{fmt.Sprint("w", words.Uint64())} }
	seen := map[string]bool{}
	full := 0
	for len(seen) < rounds(10_000) {
		q := Or{[]Query{word(), Phrase{Text: fmt.Sprintf("w%d w%d", words.Uint64(), words.Uint64())}}}
		if seen[q.String()] {
			continue
		}
		seen[q.String()] = true
		if _, err := Search(t.Context(), x, q, Options{Limit: DefaultLimit, IDsOnly: true}); err != nil {
			t.Fatal(err)
		}
		st := x.CacheStats()
		if st.Bytes > budget {
			t.Fatalf("after %d queries the cache takes %d bytes", len(seen), st.Bytes)
		}
		if st.Bytes > budget/2 {
			full++
		}
	}
	if full < len(seen)/2 {
		t.Errorf("the cache was more than half full after %d of %d queries only: the budget was never tried", full, len(seen))
	}
}

// TestNoAllocationPerPosting holds that a search in lists that are decoded
// allocates the same however long they are.
func TestNoAllocationPerPosting(t *testing.T) {
	notShort(t, "makes an index of thousands of articles")
	allocations := func(articles int) float64 {
		x, _, err := index.Memory(t.Context(), articleSeq(zipfArticles(rand.New(rand.NewPCG(1, 1)), articles)), index.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer x.Close()
		q := Or{[]Query{Term{"w1"}, Term{"w2"}, Term{"w5"}}}
		return testing.AllocsPerRun(20, func() {
			if _, err := Search(t.Context(), x, q, Options{Limit: DefaultLimit, IDsOnly: true}); err != nil {
				t.Fatal(err)
			}
		})
	}
	few, many := allocations(400), allocations(10_000)
	if many > 1.5*few {
		t.Errorf("%v allocations in 400 articles, %v in 10,000", few, many)
	}
}
