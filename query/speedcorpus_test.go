package query

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash/fnv"
	"io"
	"iter"
	"maps"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/newsdex/newsdex/analyze"
	"github.com/newsdex/newsdex/ingest"
)

// A speedCorpus is any number of articles that are made of the paragraphs of
// real ones, the sources: those of the folder or file that NEWSDEX_NEWS names
// (whatever ingest reads, such as JSON Lines), else those of testdata. Article i
// is always the same.
//
// It has the title of a source, as many paragraphs as that, its first ones in
// front and then runs of others' paragraphs: words come together in an article
// as they do in real ones. Its language is English.
//
// A vocabulary grows with the text, by Heaps' law: here it has to grow although
// the paragraphs are used again and again. So the words that one or two of the
// sources hold are, in copies of their paragraphs, now and then replaced by
// others that are coined of two such words ([speedCorpus.coin]). Of 12,000 news
// articles, all have 1.31 times the words of half of them; of a corpus made of
// these, 24,000 have 1.23 times the words of 12,000, and 48,000 have 1.28 times
// those of 24,000. What it cannot make up for is sources that are few: with the
// five of testdata every other word is in a fifth of all articles and queries are
// slower than in any real collection, for both sides. Those figures say that the
// benchmarks run, and no more.
type speedCorpus struct {
	size       int
	paragraphs int // of an article at most; 0 for as many as its source has
	sources    []speedSource
	rare       []string // words of one or two sources, in order
}

type speedSource struct {
	title, deck string
	paragraphs  []speedParagraph
}

// A speedParagraph is a text and where the rare words in it are, in order.
type speedParagraph struct {
	text string
	rare []Mark
}

const (
	speedSeed = 20250211
	// speedHeaps is how the number of words that stand for a rare one grows with
	// the copies of its article: copies^speedHeaps.
	speedHeaps = .575
	// speedRun is the greatest number of paragraphs that are taken from a source
	// at a time.
	speedRun = 8
)

// readSpeedCorpus reads the sources of a corpus of size articles.
func readSpeedCorpus(t testing.TB, size int) *speedCorpus {
	t.Helper()
	name := os.Getenv("NEWSDEX_NEWS")
	if name == "" {
		name = "../testdata/articles"
	}
	detect := func(text, declared string) string { code, _ := analyze.Detect(text, declared); return code }
	c := &speedCorpus{size: size}
	for a, err := range ingest.Read(t.Context(), ingest.Files(name), ingest.Options{Detect: detect}) {
		if err != nil {
			t.Fatal(err)
		}
		if a.Title == "" || a.Body == "" || a.Language != "en" {
			continue
		}
		s := speedSource{title: a.Title, deck: a.Deck}
		for _, p := range a.Paragraphs() {
			s.paragraphs = append(s.paragraphs, speedParagraph{text: p})
		}
		c.sources = append(c.sources, s)
	}
	if len(c.sources) == 0 {
		t.Fatalf("%s holds no article in English", name)
	}
	c.findRare()
	return c
}

// findRare finds the words that one or two sources hold.
func (c *speedCorpus) findRare() {
	in := make(map[string]int)
	for _, s := range c.sources {
		words := make(map[string]bool)
		for _, p := range s.paragraphs {
			for m := range wordsOf(p.text) {
				words[strings.ToLower(p.text[m.Start:m.End])] = true
			}
		}
		for w := range words {
			in[w]++
		}
	}
	maps.DeleteFunc(in, func(w string, n int) bool { return n > 2 || utf8.RuneCountInString(w) < 4 })
	c.rare = slices.Sorted(maps.Keys(in))
	for _, s := range c.sources {
		for i := range s.paragraphs {
			p := &s.paragraphs[i]
			for m := range wordsOf(p.text) {
				if in[strings.ToLower(p.text[m.Start:m.End])] > 0 {
					p.rare = append(p.rare, m)
				}
			}
		}
	}
}

// wordsOf returns the runs of letters in text.
func wordsOf(text string) iter.Seq[Mark] {
	return func(yield func(Mark) bool) {
		start := -1
		for i, r := range text {
			switch {
			case unicode.IsLetter(r):
				if start < 0 {
					start = i
				}
			case start >= 0:
				if !yield(Mark{start, i}) {
					return
				}
				start = -1
			}
		}
		if start >= 0 {
			yield(Mark{start, len(text)})
		}
	}
}

// all returns the articles.
func (c *speedCorpus) all() iter.Seq2[ingest.Article, error] {
	return func(yield func(ingest.Article, error) bool) {
		for i := range c.size {
			if !yield(c.article(i), nil) {
				return
			}
		}
	}
}

// article returns the article with the number i.
func (c *speedCorpus) article(i int) ingest.Article {
	rng := rand.New(rand.NewPCG(speedSeed, uint64(i)))
	model, copies := c.sources[i%len(c.sources)], i/len(c.sources)
	var body strings.Builder
	from, at := model, 0
	left := len(model.paragraphs)
	if c.paragraphs > 0 {
		left = min(left, c.paragraphs)
	}
	for left > 0 {
		n := min(left, 1+rng.IntN(speedRun), len(from.paragraphs)-at)
		for _, p := range from.paragraphs[at : at+n] {
			if body.Len() > 0 {
				body.WriteString(ingest.ParagraphSeparator)
			}
			c.write(&body, p, copies)
		}
		left -= n
		from = c.sources[rng.IntN(len(c.sources))]
		at = rng.IntN(len(from.paragraphs))
	}
	const twoYears = 2 * 365 * 24 * 60 * 60
	return ingest.Article{
		ID:          fmt.Sprintf("article-%07d", i),
		Title:       model.title,
		Deck:        model.deck,
		Body:        body.String(),
		Outlet:      speedOutlet(rng),
		Published:   speedStart.Add(time.Duration(rng.IntN(twoYears)) * time.Second),
		Language:    "en",
		Fingerprint: fmt.Sprintf("%032x", i+1),
	}
}

var speedStart = time.Date(2023, 6, 1, 0, 0, 0, 0, time.UTC)

// speedOutlet returns one of 50 names; the first ones come more often.
func speedOutlet(rng *rand.Rand) string {
	places := []string{"Harbor", "Valley", "Capital", "Northern", "Coastal", "Lakeside", "Central", "Border", "Prairie", "Summit"}
	papers := []string{"Post", "Herald", "Tribune", "Wire", "Observer"}
	n := int(math.Pow(51, rng.Float64())) // 1 to 50, with a chance of about 1/n
	return places[(n-1)%10] + " " + papers[(n-1)/10]
}

// write writes a paragraph as it is in the given copy of its article.
func (c *speedCorpus) write(w *strings.Builder, p speedParagraph, copies int) {
	done := 0
	for _, m := range p.rare {
		w.WriteString(p.text[done:m.Start])
		w.WriteString(c.coin(p.text[m.Start:m.End], copies))
		done = m.End
	}
	w.WriteString(p.text[done:])
}

// coin returns the word that replaces a rare word in the given copy of its article.
// As in Simon's model of texts (1955), it is either a new word or the word of an
// earlier copy, the more often the more copies there have been. A new word has the
// first half of the rare word and the second half of another.
func (c *speedCorpus) coin(word string, copies int) string {
	h := fnv.New64a()
	io.WriteString(h, strings.ToLower(word))
	seed := h.Sum64()
	for copies > 0 {
		rng := rand.New(rand.NewPCG(seed, uint64(copies)))
		if rng.Float64() < speedHeaps*math.Pow(float64(copies+1), speedHeaps-1) {
			other := []rune(c.rare[rng.IntN(len(c.rare))])
			front := []rune(word)
			return string(front[:len(front)/2]) + string(other[len(other)/2:])
		}
		copies = rng.IntN(copies)
	}
	return word
}

// key identifies the data that the articles are made of.
func (c *speedCorpus) key() string {
	h := sha256.New()
	for _, s := range c.sources {
		fmt.Fprintf(h, "%q %q\n", s.title, s.deck)
		for _, p := range s.paragraphs {
			fmt.Fprintf(h, "%q %d\n", p.text, p.rare)
		}
	}
	a := c.article(c.size - 1) // and how
	fmt.Fprintf(h, "%q %q %q %s", a.Title, a.Body, a.Outlet, a.Published)
	return fmt.Sprintf("%d-%s", c.size, hex.EncodeToString(h.Sum(nil))[:12])
}
