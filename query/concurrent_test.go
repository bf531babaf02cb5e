package query

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"sync"
	"testing"

	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/ingest"
)

// TestSearchBesideUpdates holds that every search beside an updater sees one
// whole state of the index: each update replaces all articles at once, and no
// search finds some of one and some of another.
func TestSearchBesideUpdates(t *testing.T) {
	notShort(t, "searches without pause while an index is written")
	state := func(n int) []ingest.Article {
		articles := zipfArticles(rand.New(rand.NewPCG(2, uint64(n))), 50)
		for i := range articles {
			articles[i].Authors = []string{fmt.Sprint("state ", n)}
		}
		return articles
	}
	path := filepath.Join(t.TempDir(), "i")
	if _, err := index.Build(t.Context(), path, articleSeq(state(0)), index.Options{}); err != nil {
		t.Fatal(err)
	}
	x, err := index.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	var searchers sync.WaitGroup
	done := make(chan struct{})
	for range 8 {
		searchers.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
				}
				res, err := Search(t.Context(), x, Or{[]Query{Term{"w1"}, Term{"w2"}, Phrase{Text: "w1 w2"}}}, Options{Limit: 100, Copies: true})
				if err != nil {
					t.Error(err)
					return
				}
				states := map[string]bool{}
				for _, h := range res.Hits {
					states[h.Authors[0]] = true
				}
				if len(states) > 1 {
					t.Errorf("one search found articles of the states %v", states)
					return
				}
			}
		})
	}
	for n := range rounds(10) {
		if _, err := x.Update(t.Context(), articleSeq(state(n+1)), index.Options{}); err != nil {
			t.Error(err)
		}
	}
	close(done)
	searchers.Wait()
}
