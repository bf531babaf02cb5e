package show

import (
	"context"
	"testing"

	"github.com/newsdex/newsdex/ingest"
)

// longArticles returns the articles of testdata, twice, each with the text of
// the next one behind its own: news of some 5 KB.
func longArticles(tb testing.TB) []Text {
	tb.Helper()
	var short, long []Text
	for a, err := range ingest.Read(context.Background(), ingest.Files("../../../testdata/articles"), ingest.Options{}) {
		if err != nil {
			tb.Fatal(err)
		}
		short = append(short, Text{Title: a.Title, Deck: a.Deck, Body: a.Body, Language: "en"})
	}
	for i := range 2 * len(short) {
		a := short[i%len(short)]
		a.Body += ingest.ParagraphSeparator + short[(i+1)%len(short)].Body
		long = append(long, a)
	}
	return long
}

// BenchmarkSnippets makes the snippets of ten hits.
func BenchmarkSnippets(b *testing.B) {
	articles := longArticles(b)
	size := 0
	for _, a := range articles {
		size += len(a.Body)
	}
	for _, q := range []struct{ name, query string }{
		{"words", `musk bid for openai`},
		{"phrase", `"no thank you"`},
		{"prefix", `negotiat* compan*`},
	} {
		for _, n := range []int{1, 3} {
			b.Run(q.name+"/"+string('0'+rune(n)), func(b *testing.B) {
				leaves := leavesOfWords(q.query)
				b.SetBytes(int64(size))
				b.ReportAllocs()
				for b.Loop() {
					s := New(leaves, weighOne, n)
					for i := range articles {
						_, _ = s.Snippets(b.Context(), &articles[i])
					}
				}
			})
		}
	}
}
