package query

import (
	"cmp"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/analysis/lang/en"
	blevequery "github.com/blevesearch/bleve/v2/search/query"

	"github.com/newsdex/newsdex/analyze"
	"github.com/newsdex/newsdex/ingest"
)

// A speedQuery is one search, as newsdex and as Bleve are asked for it.
type speedQuery struct {
	ours    Query
	options Options
	stock   blevequery.Query
	request func(*bleve.SearchRequest) // what is asked for beside the query, or nil
}

// A speedClass is searches of one kind.
type speedClass struct {
	name  string
	shown bool // newsdex returns articles with snippets, not ids alone
	draw  func(d *speedDraw) speedQuery
}

// speedClasses are the kinds of search that are measured. The ones that say "or"
// are the same ORs of two to five words of a title.
var speedClasses = []speedClass{
	{name: "term", draw: func(d *speedDraw) speedQuery {
		return speedWords(d.frequentWords(1))
	}},
	{name: "or", draw: func(d *speedDraw) speedQuery {
		return speedWords(d.titleWords(2, 5))
	}},
	{name: "or-frequent", draw: func(d *speedDraw) speedQuery {
		return speedWords(d.frequentWords(3))
	}},
	{name: "and", draw: func(d *speedDraw) speedQuery {
		w := d.titleWords(2, 2)
		return speedQuery{
			ours:  And{[]Query{Term{w[0]}, Term{w[1]}}},
			stock: bleve.NewConjunctionQuery(stockMatch(w[0]), stockMatch(w[1])),
		}
	}},
	{name: "phrase-2", draw: func(d *speedDraw) speedQuery { return speedPhrase(d.phrase(2)) }},
	{name: "phrase-3", draw: func(d *speedDraw) speedQuery { return speedPhrase(d.phrase(3)) }},
	{name: "prefix", draw: func(d *speedDraw) speedQuery {
		p := d.longWord()[:3+d.rng.IntN(2)]
		stock := bleve.NewPrefixQuery(p)
		stock.SetField("body")
		return speedQuery{ours: Prefix{p}, stock: stock}
	}},
	{name: "date-or", draw: func(d *speedDraw) speedQuery {
		q := speedWords(d.titleWords(2, 2))
		from := speedStart.AddDate(0, 0, d.rng.IntN(640))
		to := from.AddDate(0, 0, 7+d.rng.IntN(84))
		days := bleve.NewDateRangeQuery(from, to.Add(-time.Second))
		days.SetField("published")
		q.ours = And{[]Query{q.ours, DateRange{from, to}}}
		q.stock = bleve.NewConjunctionQuery(q.stock, days)
		return q
	}},
	{name: "or-snippets", shown: true, draw: func(d *speedDraw) speedQuery {
		q := speedWords(d.titleWords(2, 5))
		q.request = func(r *bleve.SearchRequest) {
			r.Highlight = bleve.NewHighlightWithStyle("html")
			r.Highlight.AddField("body")
		}
		return q
	}},
	{name: "or-newest", draw: func(d *speedDraw) speedQuery {
		q := speedWords(d.titleWords(2, 5))
		q.options.Order = Newest
		q.request = func(r *bleve.SearchRequest) { r.SortBy([]string{"-published", "_id"}) }
		return q
	}},
	// Bleve has neither of these: its side is the OR alone.
	{name: "or-recency", draw: func(d *speedDraw) speedQuery {
		q := speedWords(d.titleWords(2, 5))
		q.options.Recency = 30 * 24 * time.Hour
		q.options.Now = speedStart.AddDate(2, 0, 0)
		return q
	}},
	{name: "or-feedback", draw: func(d *speedDraw) speedQuery {
		q := speedWords(d.titleWords(2, 5))
		q.options.Feedback = DefaultFeedback
		return q
	}},
}

// speedWords returns the query for articles with any of words.
func speedWords(words []string) speedQuery {
	text := strings.Join(words, " ")
	return speedQuery{ours: Words(text), stock: stockMatch(text)}
}

func speedPhrase(text string) speedQuery {
	stock := bleve.NewMatchPhraseQuery(text)
	stock.SetField("body")
	return speedQuery{ours: Phrase{text}, stock: stock}
}

func stockMatch(text string) blevequery.Query {
	q := bleve.NewMatchQuery(text)
	q.SetField("body")
	return q
}

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
		// A small corpus may not have so many.
		for tries := 0; tries < 20*speedQueries && len(all[i]) < speedQueries; tries++ {
			q := class.draw(d)
			q.options.IDsOnly = !class.shown
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

// isPlain says whether a word is lower-case letters of English, and one term and
// no stop word to either side.
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

// phrase returns n words as they stand in an article, of which the first and the
// last are plain.
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
