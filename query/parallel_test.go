package query

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"reflect"
	"runtime"
	"sync"
	"testing"

	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/ingest"
)

// TestForCosts holds that each number comes once, and that an error comes back.
func TestForCosts(t *testing.T) {
	for _, costs := range [][]int{nil, {5}, {1, 2, 3}, {fewPostings, 1}, {1, 2 * fewPostings, fewPostings, 3}} {
		var mu sync.Mutex
		sum, calls := 0, 0
		err := forCosts(costs, func(i int) error {
			mu.Lock()
			defer mu.Unlock()
			sum += costs[i]
			calls++
			return nil
		})
		want := 0
		for _, c := range costs {
			want += c
		}
		if err != nil || sum != want || calls != len(costs) {
			t.Errorf("%v: %d calls of costs %d, %v", costs, calls, sum, err)
		}
		bad := errors.New("bad")
		if err := forCosts(costs, func(int) error { return bad }); len(costs) > 0 && err != bad {
			t.Errorf("%v: the error is %v", costs, err)
		}
	}
}

// TestWordsAtOnce holds that frequent words that are decoded at once are what they are
// one after the other.
func TestWordsAtOnce(t *testing.T) {
	notShort(t, "makes an index of thousands of articles")
	words := []string{"one", "two", "three", "four"}
	r := rand.New(rand.NewPCG(3, 3))
	articles := func(yield func(ingest.Article, error) bool) {
		for i := range fewPostings + 2000 {
			body := ""
			for range 1 + r.IntN(12) {
				body += words[min(r.IntN(5), 3)] + " "
			}
			body += "one two three"
			if !yield(ingest.Article{ID: fmt.Sprint(i), Title: words[r.IntN(4)], Body: body, Language: "und"}, nil) {
				return
			}
		}
	}
	path := filepath.Join(t.TempDir(), "i")
	if _, err := index.Build(t.Context(), path, articles, index.Options{}); err != nil {
		t.Fatal(err)
	}
	search := func(q Query) *Results {
		x, err := index.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		defer x.Close()
		res, err := Search(t.Context(), x, q, Options{Limit: 30, IDsOnly: true})
		if err != nil {
			t.Fatal(err)
		}
		res.Elapsed = 0
		return res
	}
	for _, q := range []Query{
		Or{[]Query{Term{"one"}, Term{"two"}, Term{"three"}, Term{"four"}}},
		And{[]Query{Term{"one"}, Term{"three"}, Term{"four"}}},
		And{[]Query{Term{"two"}, Not{Term{"four"}}, Term{"one"}}},
	} {
		before := runtime.GOMAXPROCS(1)
		want := search(q)
		runtime.GOMAXPROCS(4)
		got := search(q)
		runtime.GOMAXPROCS(before)
		if want.Total < 1000 || !reflect.DeepEqual(got, want) {
			t.Errorf("%v: %d hits of %d, want %d of %d:\n%v\n%v", q, len(got.Hits), got.Total, len(want.Hits), want.Total, got.Hits[:3], want.Hits[:3])
		}
	}
}
