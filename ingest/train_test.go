package ingest

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
)

// What the scorer is trained with.
const (
	folds        = 4
	everyNews    = 12 // one in so many articles of news/ is a text to learn from…
	everyBody    = 7  // …and one in so many an article to make texts of
	madePages    = 800
	madeAlone    = 300
	madeExtracts = 500
)

// trainingWeights are how much a line counts by the form of its text.
var trainingWeights = map[string]float32{"html-text": 1, "extractors": 1, "dom_smoothie": .3, "news": .5, "made page": 1, "made alone": .5, "made extracted": .5}

var training = booster{trees: 160, depth: 4, rate: .1, least: 10, ridge: 5, seed: 7}

// TestTrain trains the scorer on the development half of lines/ (pages by a hash
// of their names), articles of news/, of which what no rule takes out counts as
// article, and texts made of both (see augmenter). It reports what the rules do
// with scorers of three quarters of the pages to the other quarter; with -update
// it writes scorer.txt, from all of the half:
//
//	NEWSDEX_DATA=… NEWSDEX_TRAIN=1 go test -run TestTrain -v ./ingest -update
func TestTrain(t *testing.T) {
	if os.Getenv("NEWSDEX_TRAIN") == "" {
		t.Skip("NEWSDEX_TRAIN is not set")
	}
	set := &trainingSet{docs: labelledTexts(t), news: newsTexts(t, everyNews), bodies: newsTexts(t, everyBody), sentences: loadSentences(t)}
	if *update {
		s := set.train(func(d *labelledText) bool { return d.half == 0 })
		if err := os.WriteFile("scorer.txt", []byte(s.table()), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	scores := map[string]*CleaningScore{}
	for k := range folds {
		s := set.train(func(d *labelledText) bool { return d.half == 0 && d.fold != k })
		for _, d := range set.docs {
			if d.half == 0 && d.fold == k {
				for l := Careful; l <= Strict; l++ {
					name := fmt.Sprintf("%v, %s", l, d.form())
					if scores[name] == nil {
						scores[name] = new(CleaningScore)
					}
					scores[name].add(d.LabelledText, cleanText(&Text{scorer: s}, Article{Body: d.body()}, defaultRules, l))
				}
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(scores)) {
		t.Logf("%-24s %v", name, scores[name])
	}
}

// A labelledText is a text to learn from.
type labelledText struct {
	LabelledText
	half, fold int // of its page: half 0 is for development
	lines      []Line
	examples   []*example // of each of lines; nil where the label says nothing
	gone       []bool     // a rule takes the line out
}

// form is the kind of text that it is.
func (d *labelledText) form() string {
	switch d.Extractor {
	case "html-text", "dom_smoothie", "news", "made page", "made alone", "made extracted":
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
	d.lines = t.Lines
	a := clean(Article{Body: d.body()}, unscored, Normal)
	gone := map[int]int{}
	for _, r := range a.Removed {
		gone[r.Line] += len(r.Text)
	}
	f := newFeatures(t.Lines)
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
		f.of(i, &x.v)
		d.examples = append(d.examples, x)
	}
	return d
}

// labelledTexts reads lines/.
func labelledTexts(t *testing.T) []*labelledText {
	var out []*labelledText
	for lt, err := range readLabelled(t) {
		if err != nil {
			t.Fatal(err)
		}
		d := newLabelledText(lt)
		d.half, d.fold = halfOf(lt.Case), foldOf(lt.Case)
		out = append(out, d)
	}
	return out
}

// newsTexts reads news/, one article in so many. What a rule takes out is junk.
func newsTexts(t *testing.T, every int) []*labelledText {
	var out []*labelledText
	n := 0
	for a, err := range Files(dataFolder(t, "news/articles.jsonl.gz")).Articles(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if n++; n%every != 0 {
			continue
		}
		a = normalize(decode(a), false)
		gone := map[int]int{}
		for _, r := range clean(a, unscored, Normal).Removed {
			gone[r.Line] += len(r.Text)
		}
		lt := LabelledText{Extractor: "news"}
		number := 0
		for s := range strings.SplitSeq(a.Body, "\n") {
			label := ArticleLine
			if number++; gone[number]*2 > len(s) {
				label = Junk
			}
			lt.Lines = append(lt.Lines, LabelledLine{s, label})
		}
		out = append(out, newLabelledText(lt))
	}
	return out
}

// A trainingSet is all there is to learn from.
type trainingSet struct {
	docs, news, bodies []*labelledText
	sentences          map[string][]string
}

// train trains on the texts of lines/ that are in, and on what is made of them.
func (set *trainingSet) train(in func(*labelledText) bool) *scorer {
	g := &augmenter{rng: rand.New(rand.NewPCG(3, 2))}
	for _, d := range set.bodies {
		g.addBody(d)
	}
	g.addLanguages(set.sentences)
	texts := slices.Clone(set.news)
	for _, d := range set.docs {
		if !in(d) {
			continue
		}
		texts = append(texts, d)
		g.addBody(d)
		switch d.Extractor {
		case "html-text":
			g.pages.add(d)
		case "dom_smoothie": // wrapped
		default:
			g.extracts.add(d)
		}
	}
	for kind, n := range map[string]int{"page": madePages, "alone": madeAlone, "extracted": madeExtracts} {
		g.rng = rand.New(rand.NewPCG(3, uint64(n)))
		for range n {
			texts = append(texts, g.text(kind))
		}
	}
	slices.SortStableFunc(texts, func(a, b *labelledText) int { return strings.Compare(a.form(), b.form()) })
	var all []*example
	for _, d := range texts {
		for _, x := range d.examples {
			if x != nil {
				y := *x
				y.weight *= trainingWeights[d.form()]
				all = append(all, &y)
			}
		}
	}
	return training.train(all)
}
