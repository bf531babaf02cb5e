package query

import (
	"cmp"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/analysis/lang/en"

	"github.com/newsdex/newsdex/analyze"
	"github.com/newsdex/newsdex/ingest"
)

// A speedDraw draws words and phrases from the articles of a corpus.
type speedDraw struct {
	t        testing.TB
	corpus   *speedCorpus
	rng      *rand.Rand
	stock    analysis.Analyzer
	plain    map[string]bool // see isPlain
	frequent []string
}

// speedQueries are how many queries of a class are drawn.
const speedQueries = 100

// drawQueries returns the queries of all classes, in their order.
func drawQueries(t testing.TB, c *speedCorpus) [][]speedQuery {
	d := &speedDraw{t: t, corpus: c, stock: bleve.NewIndexMapping().AnalyzerNamed(en.AnalyzerName), plain: make(map[string]bool)}
	d.findFrequent()
	if len(d.frequent) < 3 {
		t.Fatal("the articles hold fewer than three words")
	}
	all := make([][]speedQuery, len(speedClasses))
	for i, class := range speedClasses {
		d.rng = rand.New(rand.NewPCG(speedSeed, 1))
		seen := make(map[string]bool)
		// A small corpus may have fewer.
		for tries := 0; tries < 20*speedQueries && len(all[i]) < speedQueries; tries++ {
			q := class.draw(d)
			q.options.IDsOnly, q.options.Limit = !class.shown, DefaultLimit
			if s := q.ours.String(); !seen[s] {
				seen[s] = true
				all[i] = append(all[i], q)
			}
		}
		if len(all[i]) == 0 {
			t.Fatalf("%s: no query", class.name)
		}
	}
	return all
}

// findFrequent finds the 100 words that most articles hold, of those that
// neither side leaves out as stop words.
func (d *speedDraw) findFrequent() {
	in := make(map[string]int)
	const sample = 2000
	for i := range min(sample, d.corpus.size) {
		words := make(map[string]bool)
		a := d.corpus.article(i * d.corpus.size / min(sample, d.corpus.size))
		for _, w := range strings.Fields(a.Body) {
			words[strings.ToLower(strings.Trim(w, ",.“”"))] = true
		}
		for w := range words {
			in[w]++
		}
	}
	words := slices.SortedFunc(maps.Keys(in), func(a, b string) int {
		return cmp.Or(cmp.Compare(in[b], in[a]), strings.Compare(a, b))
	})
	for _, w := range words {
		if len(d.frequent) < 100 && d.isPlain(w) {
			d.frequent = append(d.frequent, w)
		}
	}
}

// isPlain reports whether a word consists of lower-case English letters, and is one
// term and no stop word on both sides.
func (d *speedDraw) isPlain(w string) bool {
	plain, known := d.plain[w]
	if !known {
		plain = len(w) > 1 && !notLetters(w) && len(d.stock.Analyze([]byte(w))) == 1
		if plain {
			ours := analyze.For("en").Query(w)
			plain = len(ours) == 1 && !ours[0].Stop
		}
		d.plain[w] = plain
	}
	return plain
}

func (d *speedDraw) frequentWords(n int) []string {
	words := make([]string, n)
	for i, at := range d.rng.Perm(len(d.frequent))[:n] {
		words[i] = d.frequent[at]
	}
	return words
}

// speedTries is how often something is drawn until it is as it should be.
const speedTries = 100_000

// titleWords returns least to most plain words of a title, in its order.
func (d *speedDraw) titleWords(least, most int) []string {
	for range speedTries {
		title := d.corpus.sources[d.rng.IntN(min(d.corpus.size, len(d.corpus.sources)))].title
		var words []string
		for m := range wordsOf(title) {
			if w := strings.ToLower(title[m.Start:m.End]); d.isPlain(w) && !slices.Contains(words, w) {
				words = append(words, w)
			}
		}
		n := least + d.rng.IntN(most-least+1)
		if len(words) < n {
			continue
		}
		for len(words) > n {
			at := d.rng.IntN(len(words))
			words = slices.Delete(words, at, at+1)
		}
		return words
	}
	d.t.Fatalf("no title has %d words", least)
	return nil
}

// longWord returns a word of a title that has four letters or more.
func (d *speedDraw) longWord() string {
	for range speedTries {
		if w := d.titleWords(1, 1)[0]; len(w) >= 4 {
			return w
		}
	}
	d.t.Fatal("no title has a word of four letters")
	return ""
}

// mistyped returns a word of a title with one letter replaced or left out. As
// Bleve compares it with stems, the word is its own.
func (d *speedDraw) mistyped() string {
	for range speedTries {
		w := d.longWord()
		if len(w) < 5 || string(d.stock.Analyze([]byte(w))[0].Term) != w {
			continue
		}
		at := d.rng.IntN(len(w))
		letter := ""
		if d.rng.IntN(2) == 0 {
			letter = string(rune('a' + d.rng.IntN(26)))
		}
		return w[:at] + letter + w[at+1:]
	}
	d.t.Fatal("no title has a word of five letters that is a stem")
	return ""
}

// phrase returns n adjacent words of an article. The first and the last are plain.
func (d *speedDraw) phrase(n int) string {
	for range speedTries {
		paragraphs := strings.Split(d.corpus.article(d.rng.IntN(d.corpus.size)).Body, ingest.ParagraphSeparator)
		words := strings.Split(strings.ToLower(paragraphs[d.rng.IntN(len(paragraphs))]), " ")
		if len(words) < n {
			continue
		}
		at := d.rng.IntN(len(words) - n + 1)
		words = words[at : at+n]
		if !slices.ContainsFunc(words, notLetters) && d.isPlain(words[0]) && d.isPlain(words[n-1]) {
			return strings.Join(words, " ")
		}
	}
	d.t.Fatalf("no article holds a phrase of %d words", n)
	return ""
}

func notLetters(w string) bool { return strings.Trim(w, "abcdefghijklmnopqrstuvwxyz") != "" }
