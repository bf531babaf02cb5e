package query

import (
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	_ "github.com/blevesearch/bleve/v2/analysis/lang/de"
	bleveindex "github.com/blevesearch/bleve_index_api"

	"github.com/newsdex/newsdex/analyze"
	"github.com/newsdex/newsdex/ingest"
	"github.com/newsdex/newsdex/query/trec"
)

// fewArticles is the number of articles of a language below which it is measured together
// with other such languages.
const fewArticles = 30

// leastParagraph is the size in bytes of the shortest paragraph that is searched.
const leastParagraph = 80

// readHeadlines returns a collection for each language of the articles of pages-world in a
// data folder. Its documents are the paragraphs of the articles, without titles. Its queries
// are the headlines, and the paragraphs of its article are relevant to a headline.
func readHeadlines(t *testing.T, data string) []*collection {
	t.Helper()
	f, err := os.Open(filepath.Join(data, "pages-world", "cases.jsonl.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	type page struct{ ID, Title, Text string }
	byLanguage := make(map[string][]page)
	for dec := json.NewDecoder(z); ; {
		var p page
		err := dec.Decode(&p)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		code, _ := analyze.Detect(p.Text, "")
		byLanguage[code] = append(byLanguage[code], p)
	}
	all := make(map[string]*collection)
	for code, pages := range byLanguage {
		name := code
		if len(pages) < fewArticles {
			name = "others"
		}
		c := all[name]
		if c == nil {
			c = &collection{name: name, qrels: trec.Qrels{}}
			all[name] = c
		}
		for _, p := range pages {
			c.queries = append(c.queries, trec.Query{ID: p.ID, Text: p.Title})
			c.qrels[p.ID] = map[string]int{}
			for i, text := range strings.Split(p.Text, "\n") {
				if len(text) >= leastParagraph {
					id := fmt.Sprintf("%s %d", p.ID, i)
					c.docs = append(c.docs, ingest.Article{ID: id, Body: text, Language: code})
					c.qrels[p.ID][id] = 1
				}
			}
		}
	}
	return slices.SortedFunc(maps.Values(all), func(a, b *collection) int { return strings.Compare(a.name, b.name) })
}

// TestQualityLanguages measures how well headlines find the paragraphs of their articles, in
// languages other than English too. It wants the data folder in NEWSDEX_DATA.
func TestQualityLanguages(t *testing.T) {
	data := os.Getenv("NEWSDEX_DATA")
	if data == "" {
		t.Skip("NEWSDEX_DATA names no folder with articles of several languages")
	}
	table := fmt.Sprintf("%-10s%10s%12s%10s%10s%12s%12s\n", "nDCG@10", "articles", "paragraphs", "newsdex", "no pairs", "plain words", "Bleve")
	for _, c := range readHeadlines(t, data) {
		measure := func(search func(string) []string) float64 {
			var values []float64
			for _, q := range c.queries {
				values = append(values, trec.NDCG(search(q.Text), c.qrels[q.ID], 10))
			}
			return trec.Mean(values)
		}
		r := DefaultRanking()
		ours := measure(newsdexSearcher(t, c.docs, r))
		r.Proximity = 0
		apart := measure(newsdexSearcher(t, c.docs, r))
		plain := measure(newPlain(c.docs, r, plainWords).search)
		analyzer := c.name
		if analyzer == "others" {
			analyzer = "standard"
		}
		stock := measure(bleveSearcher(t, c.docs, analyzer, bleveindex.BM25Scoring))
		table += fmt.Sprintf("%-10s%10d%12d%10.4f%10.4f%12.4f%12.4f\n", c.name, len(c.queries), len(c.docs), ours, apart, plain, stock)
		if ours < plain-.002 || ours < stock-.002 {
			t.Errorf("%s: %.4f, and %.4f with plain words, %.4f by Bleve", c.name, ours, plain, stock)
		}
	}
	t.Log("\n" + table)
}
