package query

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"reflect"
	"runtime"
	"testing"

	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/ingest"
)

// TestWordsAtOnce holds that decoding frequent words in parallel gives the same hits
// as decoding them one after the other.
func TestWordsAtOnce(t *testing.T) {
	notShort(t, "makes an index of thousands of articles")
	words := []string{"one", "two", "three", "four"}
	r := rand.New(rand.NewPCG(3, 3))
	articles := func(yield func(ingest.Article, error) bool) {
		for i := range 12_000 /* words of so many postings are decoded at once */ {
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
