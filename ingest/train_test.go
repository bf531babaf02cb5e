package ingest

import (
	"fmt"
	"hash/fnv"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/newsdex/newsdex/ingest/internal/phrase"
	"github.com/newsdex/newsdex/ingest/internal/plain"
	"github.com/newsdex/newsdex/ingest/internal/score"
)

// What the scorers are trained with.
const (
	folds        = 5
	everyNews    = 12 // one in so many articles of news/ is a text to learn from…
	everyBody    = 7  // …and one in so many an article to make texts of
	madePages    = 800
	madeAlone    = 300
	madeExtracts = 500
	otherJunk    = .25 // what a line of junk counts where extractors labelled it
)

// trainingWeights are how much a line counts by the form of its text.
var trainingWeights = map[string]float32{"html-text": 1, "extractors": 1, "other page": .25, "dom_smoothie": .3, "news": .5, "made page": 1, "made alone": .5, "made extracted": .5}

var training = booster{trees: 160, depth: 4, rate: .1, least: 40, ridge: 20, seed: 1, rows: .7, columns: .6}

// TestTrain trains the scorers (boost_test.go is gradient boosting on histograms) on
// the development half of lines/ (pages by a hash of their names), pages in many
// languages that extractors labelled (see otherTexts), articles of news/, of which what
// no rule takes out and no other article of the outlet has counts as article, and texts
// made of all (see augmenter): the furniture of pages around other articles, with lists,
// tables, poems and interviews put in, without which twice as much of the article was
// lost. The log-odds of a line's words are learned without the line's site, and the second
// scorer from what first ones say of sites that they have not seen.
//
// It reports what the rules do with scorers of four fifths of the sites to the other
// fifth, by which it was chosen how sure the scorers must be:
//
//	normal   14 extractors   62.2 %  .15 %    html-text   89.7 %  .41 %    other pages   90.4 % 2.78 %
//	strict   14 extractors   64.3 %  .22 %    html-text   93.1 % 1.35 %    other pages   93.2 % 4.12 %
//
// What is lost of the other pages are for the most part lines that extractors take
// though they are none of the article: dates, bylines, menus between its parts.
//
// With -update it writes words.txt, scorer.txt and surroundings.txt, from all of the half:
//
//	NEWSDEX_DATA=… NEWSDEX_TRAIN=1 go test -run TestTrain -v -timeout 1h ./ingest -update
func TestTrain(t *testing.T) {
	if os.Getenv("NEWSDEX_TRAIN") == "" {
		t.Skip("NEWSDEX_TRAIN is not set")
	}
	set := newTrainingSet(t)
	var first [folds]*score.Scorer
	for k := range folds {
		first[k] = set.train(func(d *labelledText) bool { return d.fold != k })
	}
	seen, made := set.scored(t, first)
	texts := slices.Concat(seen, made)
	scores := map[string]*CleaningScore{}
	for k := range folds {
		s := first[k]
		s.Second = trainSecond(texts, func(x *scoredText) bool { return x.fold != k })
		for _, d := range set.docs {
			if d.fold != k {
				continue
			}
			for l := Careful; l <= Strict; l++ {
				name := fmt.Sprintf("%v, %s", l, d.form())
				if scores[name] == nil {
					scores[name] = new(CleaningScore)
				}
				scores[name].add(d.LabelledText, cleanText(&Text{scorer: s}, Article{Body: d.body()}, Options{Level: l}.mustRules(t), l))
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(scores)) {
		t.Logf("%-24s %v", name, scores[name])
	}
	if !*update {
		return
	}
	s := set.train(func(*labelledText) bool { return true })
	second := trainSecond(texts, func(*scoredText) bool { return true })
	for name, table := range map[string]string{"words.txt": set.words.table(), "scorer.txt": s.Table(), "surroundings.txt": second.Table()} {
		if err := os.WriteFile(name, []byte(table), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// A labelledText is a text to learn from.
type labelledText struct {
	LabelledText
	fold     int // of its site
	lines    []Line
	marked   []phrase.Line // the same as the scorer sees them
	examples []*example    // of each of lines; nil where the label says nothing
	gone     []bool        // a rule takes the line out
}

// form is the kind of text that it is.
func (d *labelledText) form() string {
	switch d.Extractor {
	case "html-text", "dom_smoothie", "other page", "news", "made page", "made alone", "made extracted":
		return d.Extractor
	}
	return "extractors"
}

// unscored are the rules without those that ask the scorer.
var unscored = slices.DeleteFunc(DefaultRules(), func(r Rule) bool { return r.Name == "page-furniture" || r.Name == "stray-line" })

// newLabelledText looks at the lines of a text as the scorer does.
func newLabelledText(lt LabelledText) *labelledText {
	d := &labelledText{LabelledText: lt, fold: -1}
	t := newText(Article{Body: d.body()})
	d.lines, d.marked = t.Lines, t.marked()
	a := clean(Article{Body: d.body()}, unscored, Normal)
	gone := map[int]int{}
	for _, r := range a.Removed {
		gone[r.Line] += len(r.Text)
	}
	for i := range t.Lines {
		l := &t.Lines[i]
		d.gone = append(d.gone, gone[l.Number]*2 > len(l.Text))
		label := lt.Lines[l.Number-1].Label
		if label == Unclear {
			d.examples = append(d.examples, nil)
			continue
		}
		x := &example{junk: label == Junk, weight: 1}
		if d.gone[i] {
			x.weight = .3 // it goes anyway
		}
		d.examples = append(d.examples, x)
	}
	return d
}

// foldOf returns the fold of a site.
func foldOf(site string) int {
	h := fnv.New32a()
	h.Write([]byte(site))
	return int(h.Sum32() % folds)
}

// siteOf returns the site of an address.
func siteOf(address string) string { return strings.TrimPrefix(plain.HostOf(address), "www.") }

// A trainingSet is all there is to learn from.
type trainingSet struct {
	docs, news, bodies []*labelledText
	sentences          map[string][]string
	counts             wordCounts     // of news/
	words              *foldedLogOdds // of the last training
	repeats            map[string]map[string]int
}

// newTrainingSet reads it.
func newTrainingSet(t *testing.T) *trainingSet {
	set := &trainingSet{sentences: loadSentences(t), repeats: newsRepeats(t)}
	for lt, err := range readLabelled(t) {
		if err != nil {
			t.Fatal(err)
		}
		if halfOf(lt.Case) == 0 {
			d := newLabelledText(lt)
			d.fold = foldOf(siteOf(lt.URL))
			set.docs = append(set.docs, d)
		}
	}
	for _, lt := range otherTexts(t) {
		d := newLabelledText(lt)
		d.fold = foldOf(siteOf(lt.URL))
		for _, x := range d.examples {
			if x != nil && x.junk {
				x.weight *= otherJunk
			}
		}
		set.docs = append(set.docs, d)
	}
	set.counts = countNews(set)
	set.news, set.bodies = set.newsTexts(t, everyNews, true), set.newsTexts(t, everyBody, false)
	return set
}

// train trains a scorer on the texts of lines/ that are in, and on what is made
// of them.
func (set *trainingSet) train(in func(*labelledText) bool) *score.Scorer {
	g := &augmenter{rng: rand.New(rand.NewPCG(3, 2))}
	for _, d := range set.bodies {
		g.addBody(d)
	}
	g.addLanguages(set.sentences)
	texts := slices.Clone(set.news)
	for _, d := range set.docs {
		if in(d) {
			texts = append(texts, d)
			g.add(d)
		}
	}
	texts = append(texts, g.texts(madePages, madeAlone, madeExtracts)...)
	slices.SortStableFunc(texts, func(a, b *labelledText) int { return strings.Compare(a.form(), b.form()) })
	set.words = set.wordLogOdds(in)
	var all []*example
	for _, d := range texts {
		f := score.NewFeatures(d.marked, set.words.of)
		for i, x := range d.examples {
			if x != nil {
				y := *x
				f.Of(i, y.v[:])
				y.weight *= trainingWeights[d.form()]
				all = append(all, &y)
			}
		}
	}
	s := training.train(all, score.FeatureNames)
	s.Words = score.NewLogOdds(set.words.all)
	return s
}
