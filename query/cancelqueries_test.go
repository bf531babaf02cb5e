package query

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/ingest"
)

// cancelIndex returns the index of the folder NEWSDEX_CANCEL_INDEX, or one of invented
// articles, and a word list that they are made of, frequent words among them.
func cancelIndex(t *testing.T) (*index.Index, []string) {
	if path := os.Getenv("NEWSDEX_CANCEL_INDEX"); path != "" {
		x, err := index.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { x.Close() })
		return x, indexWords(t, x)
	}
	r := rand.New(rand.NewPCG(23, 1))
	words := rand.NewZipf(r, 1.1, 4, 3000)
	articles := []ingest.Article{{ID: "long", Title: "long", Body: strings.Repeat("w1 w2 w3. W4 w5 w6 w7 ", 30_000), Language: "en"}}
	for i := range 6000 {
		var b strings.Builder
		for range 30 {
			fmt.Fprintf(&b, "w%d ", words.Uint64())
		}
		articles = append(articles, ingest.Article{ID: fmt.Sprint(i), Title: "w1 w2", Body: b.String(), Language: "en"})
	}
	x, _, err := index.Memory(t.Context(), articleSeq(articles), index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { x.Close() })
	return x, indexWords(t, x)
}

// indexWords returns the words of articles of an index, each once, in the order of
// their first occurrence: frequent ones tend to come first.
func indexWords(t *testing.T, x *index.Index) []string {
	s, err := x.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var words []string
	seen := map[string]bool{}
	for a, err := range s.Articles(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range strings.Fields(a.Body) {
			if w = strings.ToLower(strings.Trim(w, `.,;:"'()“”’`)); hasWord(w) && !seen[w] {
				seen[w] = true
				words = append(words, w)
			}
		}
		if len(words) > 2*MaxClauses {
			break
		}
	}
	return words
}

// A worstQuery is a query that takes long, and its options.
type worstQuery struct {
	name string
	q    Query
	o    Options
}

// worstQueries are the queries that take longest, by the parts of a search that they
// keep busy.
func worstQueries(words []string) []worstQuery {
	terms := func(n int) []Query {
		var all []Query
		for i := range n {
			all = append(all, Term{words[i%len(words)]})
		}
		return all
	}
	kinds := func(n int, of func(string) Query) []Query {
		var all []Query
		for i := range n {
			all = append(all, of(words[i%len(words)]))
		}
		return all
	}
	text := func(bytes int) string {
		var b strings.Builder
		for i := 0; b.Len() < bytes; i++ {
			b.WriteString(words[i%len(words)] + " ")
		}
		return b.String()[:bytes]
	}
	prefix := func(n int) func(string) Query {
		return func(w string) Query { return Prefix{string([]rune(w)[:min(n, len([]rune(w)))])} }
	}
	page := DefaultOptions()
	many := Options{Limit: 1000, Snippets: 3, Copies: true}
	facets := Options{Facets: []Facet{{Outlet, AllValues}, {Author, AllValues}, {Language, 10}, {Day, AllValues}}}
	return []worstQuery{
		{"AND of 7,000 words", And{terms(7000)}, page},
		{"AND of 10,000 frequent words", And{slices.Repeat(terms(10), 1000)}, page},
		{"OR of 10,000 words", Or{terms(MaxClauses)}, page},
		{"OR of 10,000 words, newest", Or{terms(MaxClauses)}, Options{Limit: 10, Order: Newest}},
		{"OR of 10,000 words, facets", Or{terms(MaxClauses)}, facets},
		{"OR of 10,000 words, snippets", Or{terms(MaxClauses)}, many},
		{"OR of 3,000 words, explained", Or{terms(3000)}, Options{Limit: 100, IDsOnly: true, Explain: true}},
		{"OR of 3,000 words, recency", Or{terms(3000)}, Options{Limit: 100, IDsOnly: true, Recency: time.Hour}},
		{"OR of 10,000 phrases", Or{kinds(MaxClauses, func(w string) Query { return Phrase{Text: w + " " + words[len(w)]} })}, page},
		{"OR of 10,000 ANDs", Or{kinds(MaxClauses/2, func(w string) Query { return And{[]Query{Term{w}, Term{words[len(w)]}}} })}, page},
		{"10,000 NOTs", And{kinds(MaxClauses, func(w string) Query { return Not{Term{w}} })}, page},
		{"10,000 outlets", Or{kinds(MaxClauses, func(w string) Query { return Field{Outlet, Term{w}} })}, page},
		{"10,000 ranges", And{kinds(MaxClauses, func(w string) Query { return DateRange{From: time.Unix(int64(len(w)), 0)} })}, page},
		{"10,000 titles", And{kinds(MaxClauses, func(w string) Query { return Field{Title, Term{w}} })}, page},
		{"a term of 128 KB", Term{text(maxTextBytes)}, page},
		{"a term of 128 KB without spaces", Term{strings.Repeat("ab", maxTextBytes/2)}, page},
		{"a term of 128 KB with hyphens", Term{strings.ReplaceAll(text(maxTextBytes), " ", "-")}, page},
		{"a term of 128 KB of one letter words", Term{strings.Repeat("a.", maxTextBytes/2)}, page},
		{"a term of 128 KB of Chinese", Term{strings.Repeat("中文", maxTextBytes/6)}, page},
		{"an outlet of 128 KB", Field{Outlet, Term{text(maxTextBytes)}}, page},
		{"a phrase of 128 KB", Phrase{Text: text(maxTextBytes)}, page},
		{"a phrase of 128 KB with slop", Phrase{Text: text(maxTextBytes), Slop: MaxSlop}, page},
		{"a frequent phrase", Phrase{Text: words[0] + " " + words[1] + " " + words[2]}, many},
		{"a frequent phrase with slop", Phrase{Text: words[0] + " " + words[1] + " " + words[2], Slop: MaxSlop}, many},
		{"a repeated word with slop", Phrase{Text: strings.Repeat(words[0]+" ", 50), Slop: MaxSlop}, page},
		{"500 short prefixes", Or{kinds(MaxExpanding, prefix(1))}, page},
		{"500 prefixes of two letters, AND", And{kinds(MaxExpanding, prefix(2))}, page},
		{"500 prefixes of URLs", Or{kinds(MaxExpanding, func(w string) Query { return Field{URL, prefix(1)(w)} })}, page},
		{"500 fuzzy words", Or{kinds(MaxExpanding, func(w string) Query { return Fuzzy{w[:min(len(w), 40)], 2} })}, page},
		{"500 fuzzy short words", Or{kinds(MaxExpanding, func(w string) Query { return Fuzzy{w[:min(len(w), 3)], 2} })}, page},
		{"500 fuzzy URLs", Or{kinds(MaxExpanding, func(w string) Query { return Field{URL, Fuzzy{w[:min(len(w), 3)], 2}} })}, page},
		{"a fuzzy word of 64 letters", Fuzzy{strings.Repeat("ab", 32), 2}, page},
		{"all articles", All{}, Options{Limit: MaxWindow, Snippets: 10}},
		{"all articles by title", All{}, Options{Limit: MaxWindow, Order: ByTitle, IDsOnly: true}},
		{"all articles explained", Or{terms(100)}, Options{Limit: MaxWindow, Explain: true, IDsOnly: true}},
		{"feedback", Or{terms(1000)}, Options{Limit: 100, Snippets: 3, Feedback: &Feedback{Articles: 100, Terms: 100, Weight: .5}}},
		{"nested 1,000 deep", nested(MaxNesting), page},
	}
}
