package main

import (
	"fmt"
	"maps"
	"math"
	"math/bits"
	"slices"
	"strings"

	"github.com/newsdex/newsdex/ingest/internal/gold"
	"github.com/newsdex/newsdex/ingest/internal/score"
)

// A word counts by the sites in whose lines it stands, junk and article apart, so that no
// site alone decides.
const (
	siteCount    = 4   // a word counts so often for one site at most
	leastLogOdds = 1   // a word nearer to 0 is left out
	mostLogOdds  = 3   // the bound on either side
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

// lowerASCII folds letters as score.EachScoredWord does.
func lowerASCII(s string) string {
	return strings.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			r |= 0x20
		}
		return r
	}, s)
}

// allFolds stands for no fold where one is left out.
const allFolds = -1

// sumWithout returns the sum over the folds without one.
func sumWithout[T int | float64](of [folds]T, without int) (sum T) {
	for k, x := range of {
		if k != without {
			sum += x
		}
	}
	return sum
}

// logOdds returns the log-odds of words of the folds without one, of words that stand in
// lines of enough sites.
func (c wordCounts) logOdds(p *plan, without int) map[uint32]float32 {
	var junk, article float64
	for _, w := range c {
		junk += sumWithout(w.junk, without)
		article += sumWithout(w.article, without)
	}
	out := map[uint32]float32{}
	for h, w := range c {
		if sumWithout(w.junkSites, without) < p.junkSites && sumWithout(w.articleSites, without) < p.articleSites {
			continue
		}
		x := math.Log((sumWithout(w.junk, without)+1)/junk) - math.Log((sumWithout(w.article, without)+article/junk)/article)
		if x = math.Round(max(-mostLogOdds, min(mostLogOdds, x))/logOddsStep) * logOddsStep; math.Abs(x) >= leastLogOdds {
			out[h] = float32(x)
		}
	}
	return out
}

// foldedLogOdds are the log-odds of words as the scorer learns from them. A line that
// stands on sites of one fold alone is scored by those without that fold, as lines of
// sites are that were never counted.
type foldedLogOdds struct {
	all     map[uint32]float32
	words   map[uint32]string // by hash
	whole   score.LogOdds     // all, as a table
	without [folds]score.LogOdds
	lines   map[string]uint8 // the folds that have a line, as bits
}

// of returns the table of the words of a line.
func (o *foldedLogOdds) of(line string) score.LogOdds {
	if in := o.lines[line]; bits.OnesCount8(in) == 1 {
		return o.without[bits.TrailingZeros8(in)]
	}
	return o.whole
}

// wordLogOdds makes the log-odds of the labelled texts that are in, and of the news.
func (set *trainingSet) wordLogOdds(in func(*text) bool) *foldedLogOdds {
	c := maps.Clone(set.counts)
	out := &foldedLogOdds{lines: map[string]uint8{}, words: map[uint32]string{}}
	type site struct{ junk, article map[string]bool }
	sites := map[string]site{}
	for _, t := range set.docs {
		if !in(t) {
			continue
		}
		name := gold.SiteOf(t.URL)
		if sites[name].junk == nil {
			sites[name] = site{map[string]bool{}, map[string]bool{}}
		}
		for i, x := range t.examples {
			s := t.lines[i].Text
			out.lines[s] |= 1 << t.fold
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
	out.all = c.logOdds(&set.plan, allFolds)
	out.whole = score.NewLogOdds(out.all)
	for k := range folds {
		out.without[k] = score.NewLogOdds(c.logOdds(&set.plan, k))
	}
	for h := range out.all {
		out.words[h] = c[h].word
	}
	return out
}

// table writes the log-odds as score.ReadWordLogOdds reads them: a line for each value,
// with its words.
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
