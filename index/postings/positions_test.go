package postings_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/newsdex/newsdex/analyze"
	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/index/postings"
	"github.com/newsdex/newsdex/index/schema"
	"github.com/newsdex/newsdex/ingest"
)

// TestPositions holds that the positions of a list are those of the tokens, whichever
// postings are asked for.
func TestPositions(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	words := strings.Fields("musk bid non-profit openai of $97.4 billion nonprofit")
	text := func(n int) string {
		var b strings.Builder
		for range r.IntN(n) {
			b.WriteString(words[r.IntN(len(words))] + " ")
		}
		return b.String()
	}
	byID := map[string]ingest.Article{}
	var articles []ingest.Article
	for i := range 3000 {
		a := ingest.Article{ID: fmt.Sprint(i), Title: text(4), Deck: text(3), Body: text(40), Language: "en"}
		articles = append(articles, a)
		byID[a.ID] = a
	}
	x, _, err := index.Memory(t.Context(), seq(articles...), index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	if _, err := x.Delete(t.Context(), "7", "8", "2999"); err != nil {
		t.Fatal(err)
	}
	s, err := x.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	lang := analyze.For("en")
	for _, term := range []string{"musk", "nonprofit", "usd97400000000"} {
		for _, seg := range s.Postings().Segments() {
			list, err := listOf(seg, "en", term)
			if err != nil {
				t.Fatal(err)
			}
			if list.Len() == 0 {
				t.Fatalf("%s: not in a segment", term)
			}
			for _, some := range []int{7, 1, 3} {
				reader, err := list.Positions()
				if err != nil {
					t.Fatal(err)
				}
				for i := 0; i < list.Len(); i += some {
					got, err := reader.At(i)
					if err != nil {
						t.Fatal(err)
					}
					id, err := seg.ID(list.Docs()[i])
					if err != nil {
						t.Fatal(err)
					}
					var want []postings.Position
					a := byID[id]
					for f, text := range []string{a.Title, a.Deck, a.Body} {
						for tok := range lang.Tokens(text) {
							if tok.Term == term {
								want = append(want, postings.NewPosition(schema.TextField(f), tok.Position, tok.Width))
							}
						}
					}
					if !slices.Equal(got, want) {
						t.Fatalf("%s in %s: %v, want %v", term, id, got, want)
					}
				}
			}
		}
	}
	x.SetCacheBytes(0)
	if st := x.CacheStats(); st.Bytes != 0 {
		t.Errorf("an empty cache has %d bytes", st.Bytes)
	}
}

func TestPosition(t *testing.T) {
	for f := range schema.TextFields {
		for _, pos := range []int{1, 2, 1000, 1<<postings.PositionBits - 1} {
			for width := 1; width <= 8; width++ {
				p := postings.NewPosition(schema.TextField(f), pos, width)
				if p.Field() != schema.TextField(f) || p.Pos() != pos || p.End() != pos+width {
					t.Errorf("%v %d+%d: %v %d to %d", schema.TextField(f), pos, width, p.Field(), p.Pos(), p.End())
				}
			}
		}
	}
}
