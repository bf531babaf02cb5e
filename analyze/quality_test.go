package analyze

import (
	"cmp"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/kljensen/snowball/english"
)

// TestQuality ranks five collections by BM25 (k1 1.2, b 0.75) over the terms of
// this package and over plain ones: letters and digits in lower case, stemmed
// by Porter2, stop words left out of the query. On average this package must
// rank as well, and nowhere more than .005 of nDCG@10 worse.
func TestQuality(t *testing.T) {
	dir := dataDir(t)
	if testing.Short() {
		t.Skip("reads 12,000 articles")
	}
	var sumOurs, sumPlain float64
	sets := []string{"cranfield", "cisi", "cacm", "headlines", "topics"}
	for _, set := range sets {
		queries := readTSV(t, filepath.Join(dir, "retrieval", set, "queries.tsv"))
		grades := map[string]map[string]float64{}
		for _, f := range readTSV(t, filepath.Join(dir, "retrieval", set, "qrels.tsv")) {
			g, err := strconv.ParseFloat(f[3], 64)
			if err != nil {
				t.Fatal(err)
			}
			if grades[f[0]] == nil {
				grades[f[0]] = map[string]float64{}
			}
			grades[f[0]][f[2]] = g
		}
		ours, plain := newRanker(), newRanker()
		file := "retrieval/" + set + "/docs.jsonl.gz"
		if set == "headlines" || set == "topics" {
			file = "news/articles.jsonl.gz"
		}
		readGzip(t, file, func(line string) {
			var d struct{ ID, Title, Text string }
			if err := json.Unmarshal([]byte(line), &d); err != nil {
				t.Fatal(err)
			}
			text := d.Title + "\n" + d.Text
			if set == "headlines" {
				text = d.Text
			}
			ours.add(d.ID, func(yield func(string, int)) {
				for tok := range For("en").Tokens(text) {
					yield(tok.Term, tok.Position)
				}
			})
			plain.add(d.ID, func(yield func(string, int)) {
				for i, w := range plainTerms(text) {
					yield(w, i+1)
				}
			})
		})
		var o, p float64
		for _, q := range queries {
			var words [][][]string
			for _, w := range For("en").Query(q[1]) {
				if !w.Stop {
					words = append(words, w.Any)
				}
			}
			o += ndcg(ours.rank(words), grades[q[0]])
			words = nil
			for _, w := range plainTerms(q[1]) {
				if !For("en").row.load().stops[w] {
					words = append(words, [][]string{{w}})
				}
			}
			p += ndcg(plain.rank(words), grades[q[0]])
		}
		o, p = o/float64(len(queries)), p/float64(len(queries))
		t.Logf("%-10s %d queries: plain %.4f, ours %.4f, %+.4f", set, len(queries), p, o, o-p)
		sumOurs, sumPlain = sumOurs+o, sumPlain+p
		if o < p-.005 {
			t.Errorf("%s: nDCG@10 %.4f, plain terms %.4f", set, o, p)
		}
	}
	n := float64(len(sets))
	t.Logf("average: plain %.4f, ours %.4f", sumPlain/n, sumOurs/n)
	if sumOurs < sumPlain {
		t.Errorf("average nDCG@10 %.4f, plain terms %.4f", sumOurs/n, sumPlain/n)
	}
}

// plainTerms are the words of text as a simple search engine takes them.
func plainTerms(text string) []string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	for i, w := range words {
		words[i] = english.Stem(w, true)
	}
	return words
}

func readTSV(t *testing.T, path string) (rows [][]string) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(b)) {
		rows = append(rows, strings.Split(strings.TrimRight(line, "\n"), "\t"))
	}
	return rows
}

// A ranker is a small BM25 search engine. A document's length is its number of
// positions.
type ranker struct {
	ids      []string
	length   []int
	total    int
	postings map[string][]hit
}

type hit struct {
	doc int32
	at  int32
}

func newRanker() *ranker { return &ranker{postings: map[string][]hit{}} }

func (r *ranker) add(id string, tokens func(func(term string, position int))) {
	doc, n := int32(len(r.ids)), 0
	tokens(func(term string, position int) {
		r.postings[term] = append(r.postings[term], hit{doc, int32(position)})
		n = position
	})
	r.ids, r.length, r.total = append(r.ids, id), append(r.length, n), r.total+n
}

// rank returns the best ten documents for words, each a list of alternatives.
func (r *ranker) rank(words [][][]string) []string {
	scores := map[int32]float64{}
	n := float64(len(r.ids))
	average := float64(r.total) / n
	for _, any := range words {
		places := map[hit]bool{}
		for _, seq := range any {
			for _, h := range r.sequence(seq) {
				places[h] = true
			}
		}
		tf := map[int32]float64{}
		for h := range places {
			tf[h.doc]++
		}
		df := float64(len(tf))
		idf := math.Log(1 + (n-df+.5)/(df+.5))
		for doc, f := range tf {
			scores[doc] += idf * f * 2.2 / (f + 1.2*(.25+.75*float64(r.length[doc])/average))
		}
	}
	docs := make([]int32, 0, len(scores))
	for d := range scores {
		docs = append(docs, d)
	}
	slices.SortFunc(docs, func(a, b int32) int { return cmp.Or(cmp.Compare(scores[b], scores[a]), cmp.Compare(a, b)) })
	var ids []string
	for _, d := range docs[:min(10, len(docs))] {
		ids = append(ids, r.ids[d])
	}
	return ids
}

// sequence returns where the terms stand one after the other.
func (r *ranker) sequence(seq []string) []hit {
	at := r.postings[seq[0]]
	for i, term := range seq[1:] {
		next := map[hit]bool{}
		for _, h := range r.postings[term] {
			next[h] = true
		}
		var kept []hit
		for _, h := range at {
			if next[hit{h.doc, h.at + int32(i) + 1}] {
				kept = append(kept, h)
			}
		}
		at = kept
	}
	return at
}

// ndcg is the normalized discounted cumulative gain of the ten documents.
func ndcg(ids []string, grades map[string]float64) float64 {
	var gain, ideal float64
	for i, id := range ids {
		gain += grades[id] / math.Log2(float64(i)+2)
	}
	var best []float64
	for _, g := range grades {
		best = append(best, g)
	}
	slices.SortFunc(best, func(a, b float64) int { return cmp.Compare(b, a) })
	for i, g := range best[:min(10, len(best))] {
		ideal += g / math.Log2(float64(i)+2)
	}
	if ideal == 0 {
		return 0
	}
	return gain / ideal
}
