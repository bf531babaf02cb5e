package ingest

import (
	"fmt"
	"maps"
	"math"
	"math/bits"
	"slices"
	"strings"
	"testing"

	"github.com/newsdex/newsdex/ingest/internal/score"
)

// How log-odds of words are made. A word counts by the sites in whose lines it
// stands, junk and article apart, so that no site alone decides.
const (
	siteCount    = 4  // a word counts so often for one site at most
	junkSites    = 3  // a word must stand in junk of so many sites…
	articleSites = 20 // …or in the article of so many
	leastLogOdds = 1  // words of less say nothing
	mostLogOdds  = 3
	logOddsStep  = .25 // to which log-odds are rounded
)

// A wordCount is how often a word was counted, and for how many sites, by fold.
type wordCount struct {
	word                    string
	junk, article           [folds]float64
	junkSites, articleSites [folds]int
}

// wordCounts are the counts of words by their hashes.
type wordCounts map[uint32]wordCount

// add counts the words of some lines of a site.
func (c wordCounts) add(site string, junk bool, lines map[string]bool) {
	counts, words := map[uint32]int{}, map[uint32]string{}
	for s := range lines {
		score.EachScoredWord(s[:min(len(s), score.ShapeLimit)], func(word string, h uint32) {
			counts[h]++
			if w := lowerASCII(word); words[h] == "" || w < words[h] {
				words[h] = w
			}
		})
	}
	k := foldOf(site)
	for h, n := range counts {
		w := c[h]
		if w.word == "" || words[h] < w.word {
			w.word = words[h]
		}
		if junk {
			w.junk[k] += float64(min(n, siteCount))
			w.junkSites[k]++
		} else {
			w.article[k] += float64(min(n, siteCount))
			w.articleSites[k]++
		}
		c[h] = w
	}
}

// lowerASCII folds as EachScoredWord does.
func lowerASCII(s string) string {
	return strings.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			r |= 0x20
		}
		return r
	}, s)
}

// logOdds returns the log-odds of words, of all folds but one; of all if there is none
// such.
func (c wordCounts) logOdds(without int) map[uint32]float32 {
	total := func(of [folds]float64) (sum float64) {
		for k, x := range of {
			if k != without {
				sum += x
			}
		}
		return sum
	}
	sites := func(of [folds]int) (sum int) {
		for k, n := range of {
			if k != without {
				sum += n
			}
		}
		return sum
	}
	var junk, article float64
	for _, w := range c {
		junk += total(w.junk)
		article += total(w.article)
	}
	out := map[uint32]float32{}
	for h, w := range c {
		if sites(w.junkSites) < junkSites && sites(w.articleSites) < articleSites {
			continue
		}
		x := math.Log((total(w.junk)+1)/junk) - math.Log((total(w.article)+article/junk)/article)
		if x = math.Round(max(-mostLogOdds, min(mostLogOdds, x))/logOddsStep) * logOddsStep; math.Abs(x) >= leastLogOdds {
			out[h] = float32(x)
		}
	}
	return out
}

// countNews counts the paragraphs of news/ that stand in one article, and the
// lines that repeat.
func countNews(set *trainingSet) wordCounts {
	c := wordCounts{}
	for site, lines := range set.repeats {
		junk, article := map[string]bool{}, map[string]bool{}
		for s, n := range lines {
			sh := score.ShapeOf(s)
			switch {
			case n >= repeatsOften:
				junk[s] = true
			case n < repeatsOnce && sh.IsParagraph():
				article[s] = true
			}
		}
		c.add(site, true, junk)
		c.add(site, false, article)
	}
	return c
}

// foldedLogOdds are the log-odds of words as the scorer is to learn them: those of a
// line that one fold alone has are without that fold, for of lines that were not
// counted the scorer will be asked.
type foldedLogOdds struct {
	all     map[uint32]float32
	whole   score.LogOdds
	without [folds]score.LogOdds
	lines   map[string]uint8 // the folds that have a line, as bits
	words   map[uint32]string
}

func (o *foldedLogOdds) of(line string) score.LogOdds {
	if in := o.lines[line]; bits.OnesCount8(in) == 1 {
		return o.without[bits.TrailingZeros8(in)]
	}
	return o.whole
}

// LogOdds makes the log-odds of the texts of lines/ that are in, and of news/.
func (set *trainingSet) wordLogOdds(in func(*labelledText) bool) *foldedLogOdds {
	c := maps.Clone(set.counts)
	out := &foldedLogOdds{lines: map[string]uint8{}, words: map[uint32]string{}}
	type site struct{ junk, article map[string]bool }
	sites := map[string]site{}
	for _, d := range set.docs {
		if !in(d) {
			continue
		}
		name := siteOf(d.URL)
		if sites[name].junk == nil {
			sites[name] = site{map[string]bool{}, map[string]bool{}}
		}
		for i, x := range d.examples {
			s := d.lines[i].whole
			out.lines[s] |= 1 << d.fold
			switch {
			case x == nil:
			case x.junk:
				sites[name].junk[s] = true
			default:
				sites[name].article[s] = true
			}
		}
	}
	for name, s := range sites {
		c.add(name, true, s.junk)
		c.add(name, false, s.article)
	}
	out.all = c.logOdds(-1)
	out.whole = score.NewLogOdds(out.all)
	for k := range folds {
		out.without[k] = score.NewLogOdds(c.logOdds(k))
	}
	for h := range out.all {
		out.words[h] = c[h].word
	}
	return out
}

// table writes the log-odds as ReadWordLogOdds reads them.
func (o *foldedLogOdds) table() string {
	lines := map[float32][]string{}
	for h, x := range o.all {
		lines[x] = append(lines[x], o.words[h])
	}
	var b strings.Builder
	for _, x := range slices.Sorted(maps.Keys(lines)) {
		slices.Sort(lines[x])
		fmt.Fprintf(&b, "%.2f %s\n", x, strings.Join(lines[x], " "))
	}
	return b.String()
}

// TestWordLogOdds holds that the words of the table can be found.
func TestWordLogOdds(t *testing.T) {
	words, err := score.ReadWordLogOdds("-1.50 said\n2.25 newsletter subscribe\n")
	if err != nil {
		t.Fatal(err)
	}
	for line, want := range map[string]score.LineLogOdds{
		"Subscribe to our Newsletter": {Sum: 4.5, Most: 2.25, Words: 4},
		"“He said”":                   {Sum: -1.5, Words: 2},
		"42":                          {},
	} {
		if got, _ := words.Look(line, nil); got != want {
			t.Errorf("%q: %v, want %v", line, got, want)
		}
	}
}
