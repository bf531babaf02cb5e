package query

import (
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/blevesearch/bleve/v2"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/en"
	"github.com/blevesearch/bleve/v2/index/scorch"
	bleveindex "github.com/blevesearch/bleve_index_api"
	"github.com/kljensen/snowball/english"

	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/index/schema"
	"github.com/newsdex/newsdex/ingest"
	"github.com/newsdex/newsdex/query/trec"
)

// A collection is documents, queries and judgements.
type collection struct {
	name    string
	docs    []ingest.Article
	queries []trec.Query
	qrels   trec.Qrels
}

// readCollections reads the six collections of a data folder: four classic
// ones, and two over its news articles. The headlines are searched for in
// articles without their titles.
func readCollections(t *testing.T, data string) []collection {
	t.Helper()
	news := readDocs(t, filepath.Join(data, "news", "articles.jsonl.gz"))
	untitled := slices.Clone(news)
	for i := range untitled {
		untitled[i].Title = ""
	}
	var all []collection
	for _, name := range []string{"cranfield", "cisi", "cacm", "npl", "headlines", "topics"} {
		dir := filepath.Join(data, "retrieval", name)
		c := collection{name: name}
		switch name {
		case "headlines":
			c.docs = untitled
		case "topics":
			c.docs = news
		default:
			c.docs = readDocs(t, filepath.Join(dir, "docs.jsonl.gz"))
		}
		read := func(file string, f func(io.Reader, string) error) {
			r, err := os.Open(filepath.Join(dir, file))
			if err == nil {
				defer r.Close()
				err = f(r, file)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		read("queries.tsv", func(r io.Reader, name string) (err error) { c.queries, err = trec.ReadQueries(r, name); return })
		read("qrels.tsv", func(r io.Reader, name string) (err error) { c.qrels, err = trec.ReadQrels(r, name); return })
		c.queries = slices.DeleteFunc(c.queries, func(q trec.Query) bool { return c.qrels[q.ID] == nil })
		all = append(all, c)
	}
	return all
}

func readDocs(t *testing.T, name string) []ingest.Article {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var docs []ingest.Article
	for dec := json.NewDecoder(z); ; {
		var d struct{ ID, Title, Text string }
		err := dec.Decode(&d)
		if errors.Is(err, io.EOF) {
			return docs
		}
		if err != nil {
			t.Fatal(err)
		}
		docs = append(docs, ingest.Article{ID: d.ID, Title: d.Title, Body: d.Text, Language: "en"})
	}
}

// TestQuality measures rankings on judged collections. It wants the folder with
// them in NEWSDEX_DATA; its table stands in the package's documentation.
func TestQuality(t *testing.T) {
	data := os.Getenv("NEWSDEX_DATA")
	if data == "" {
		t.Skip("NEWSDEX_DATA names no folder with judged collections")
	}
	type searcher func(query string) []string
	systems := []struct {
		name string
		make func(t *testing.T, docs []ingest.Article) searcher
	}{
		{"Bleve, en, its default", func(t *testing.T, docs []ingest.Article) searcher {
			return bleveSearcher(t, docs, "en", bleveindex.TFIDFScoring)
		}},
		{`Bleve, en, its "bm25"`, func(t *testing.T, docs []ingest.Article) searcher {
			return bleveSearcher(t, docs, "en", bleveindex.BM25Scoring)
		}},
		{"Lucene's formula, k1 .9 b .4", func(t *testing.T, docs []ingest.Article) searcher {
			return newsdexSearcher(t, flattened(docs), Ranking{K1: .9, B: .4, Weights: [schema.TextFields]float64{1, 1, 1}})
		}},
		{"BM25F over Porter2 tokens", func(_ *testing.T, docs []ingest.Article) searcher {
			return newPlain(docs, DefaultRanking(), porterTokens).search
		}},
		{"newsdex without proximity", func(t *testing.T, docs []ingest.Article) searcher {
			r := DefaultRanking()
			r.Proximity = 0
			return newsdexSearcher(t, docs, r)
		}},
		{"newsdex", func(t *testing.T, docs []ingest.Article) searcher { return newsdexSearcher(t, docs, DefaultRanking()) }},
	}
	collections := readCollections(t, data)
	table := fmt.Sprintf("%-30s", "nDCG@10 (headlines: MRR@10)")
	for _, c := range collections {
		table += fmt.Sprintf("%11s", c.name)
	}
	table += fmt.Sprintf("%11s\n", "mean")
	scores := make(map[string][]float64)
	for _, s := range systems {
		table += fmt.Sprintf("%-30s", s.name)
		for _, c := range collections {
			search := s.make(t, c.docs)
			var values []float64
			for _, q := range c.queries {
				if ranking := search(q.Text); c.name == "headlines" {
					values = append(values, trec.ReciprocalRank(ranking, c.qrels[q.ID], 10))
				} else {
					values = append(values, trec.NDCG(ranking, c.qrels[q.ID], 10))
				}
			}
			scores[s.name] = append(scores[s.name], trec.Mean(values))
			table += fmt.Sprintf("%11.4f", trec.Mean(values))
		}
		table += fmt.Sprintf("%11.4f\n", trec.Mean(scores[s.name]))
	}
	t.Log("\n" + table)

	if ours, lucene := trec.Mean(scores["newsdex"]), trec.Mean(scores["Lucene's formula, k1 .9 b .4"]); ours < 1.05*lucene {
		t.Errorf("mean %.4f, and %.4f by Lucene's formula", ours, lucene)
	}
	// The same formula over other tokens.
	plain := scores["BM25F over Porter2 tokens"]
	for name, least := range map[string]float64{"newsdex": 1.03, "newsdex without proximity": 1} {
		ours := scores[name]
		if trec.Mean(ours) < least*trec.Mean(plain) {
			t.Errorf("%s: mean %.4f, and %.4f with plain tokens", name, trec.Mean(ours), trec.Mean(plain))
		}
		for i, c := range collections {
			if ours[i] < plain[i]-.002 {
				t.Errorf("%s, %s: %.4f, and %.4f with plain tokens", name, c.name, ours[i], plain[i])
			}
		}
	}
}

// flattened returns the articles with their titles in front of their bodies.
func flattened(docs []ingest.Article) []ingest.Article {
	flat := slices.Clone(docs)
	for i := range flat {
		flat[i].Body = flat[i].Title + "\n\n" + flat[i].Body
		flat[i].Title = ""
	}
	return flat
}

func newsdexSearcher(t *testing.T, docs []ingest.Article, r Ranking) func(string) []string {
	x, _, err := index.Memory(t.Context(), articleSeq(docs), index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { x.Close() })
	return func(query string) []string {
		res, err := Search(t.Context(), x, Words(query), Options{Limit: DefaultLimit, Ranking: &r, IDsOnly: true})
		if err != nil {
			t.Fatal(err)
		}
		return hitIDs(res.Hits)
	}
}

func bleveSearcher(t *testing.T, docs []ingest.Article, analyzer, scoring string) func(string) []string {
	m := bleve.NewIndexMapping()
	m.DefaultAnalyzer = analyzer
	m.ScoringModel = scoring
	x, err := bleve.NewUsing("", m, scorch.Name, scorch.Name, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { x.Close() })
	b := x.NewBatch()
	for i, d := range flattened(docs) {
		if err := b.Index(d.ID, map[string]any{"text": d.Body}); err != nil {
			t.Fatal(err)
		}
		if b.Size() == 1000 || i == len(docs)-1 {
			if err := x.Batch(b); err != nil {
				t.Fatal(err)
			}
			b = x.NewBatch()
		}
	}
	return func(query string) (ids []string) {
		q := bleve.NewMatchQuery(query)
		q.SetField("text")
		res, err := x.Search(bleve.NewSearchRequestOptions(q, 10, 0, false))
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range res.Hits {
			ids = append(ids, h.ID)
		}
		return ids
	}
}

// A plain is BM25F over the tokens that a plain analysis makes.
type plain struct {
	tokens  func(text string) []string
	ids     []string
	ranking Ranking
	docs    []map[string][2]int // term → frequency in title and body
	lengths [][2]int
	average [2]float64
	df      map[string]int
}

// plainWords returns the runs of letters and digits of a text, in lower case.
func plainWords(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// porterTokens returns the plain words of a text without stop words, stemmed with Porter2.
func porterTokens(text string) []string {
	var tokens []string
	for _, w := range plainWords(text) {
		if !english.IsStopWord(w) {
			tokens = append(tokens, english.Stem(w, true))
		}
	}
	return tokens
}

func newPlain(docs []ingest.Article, r Ranking, tokens func(string) []string) *plain {
	p := &plain{tokens: tokens, ranking: r, df: make(map[string]int)}
	for _, d := range docs {
		freqs := make(map[string][2]int)
		var length [2]int
		for f, text := range []string{d.Title, d.Body} {
			tokens := tokens(text)
			length[f] = len(tokens)
			p.average[f] += float64(len(tokens)) / float64(len(docs))
			for _, term := range tokens {
				n := freqs[term]
				n[f]++
				freqs[term] = n
			}
		}
		for term := range freqs {
			p.df[term]++
		}
		p.ids = append(p.ids, d.ID)
		p.docs = append(p.docs, freqs)
		p.lengths = append(p.lengths, length)
	}
	return p
}

func (p *plain) search(query string) []string {
	terms := p.tokens(query)
	var hits []oracleHit
	for i, freqs := range p.docs {
		score := 0.0
		for _, term := range terms {
			n := freqs[term]
			w := 0.0
			for f, weight := range []float64{p.ranking.Weights[schema.Title], p.ranking.Weights[schema.Body]} {
				if n[f] > 0 {
					w += weight * float64(n[f]) / (1 - p.ranking.B + p.ranking.B*float64(p.lengths[i][f])/p.average[f])
				}
			}
			df := float64(p.df[term])
			score += math.Log1p((float64(len(p.docs))-df+.5)/(df+.5)) * w / (p.ranking.K1 + w)
		}
		if score > 0 {
			hits = append(hits, oracleHit{p.ids[i], score})
		}
	}
	slices.SortFunc(hits, func(a, b oracleHit) int {
		if a.score != b.score {
			if a.score > b.score {
				return -1
			}
			return 1
		}
		return strings.Compare(a.id, b.id)
	})
	var ids []string
	for _, h := range hits[:min(10, len(hits))] {
		ids = append(ids, h.id)
	}
	return ids
}
