package ingest

import (
	"math/rand/v2"
	"testing"

	"github.com/newsdex/newsdex/ingest/internal/score"
)

// What the second scorer is trained with, besides the texts of lines/.
const (
	everySecond    = 29 // one in so many articles of news/, half of them to make texts of…
	secondPages    = 120
	secondAlone    = 60
	secondExtracts = 120 // …all of these by fold
)

var trainingSecond = booster{trees: 60, depth: 4, rate: .1, least: 60, ridge: 20, seed: 7, rows: .5, columns: .6, byPage: true}

// A scoredText is a text with what a scorer says of it that has not seen its
// site.
type scoredText struct {
	*labelledText
	around *score.Surroundings
}

func newScoredText(d *labelledText, s *score.Scorer) *scoredText {
	f := score.NewFeatures(d.marked, s.LogOddsOf)
	scores := make([]float32, len(d.lines))
	var v [score.MostFeatures]float32
	for i := range scores {
		f.Of(i, v[:])
		scores[i] = s.Score(&v)
	}
	return &scoredText{d, score.NewSurroundings(f, scores)}
}

// scored returns the texts of lines/, and others made of those of each fold, as
// they are scored by the scorer of the other folds.
func (set *trainingSet) scored(t *testing.T, scorers [folds]*score.Scorer) (seen, made []*scoredText) {
	news := set.newsTexts(t, everySecond, false)
	for k, s := range scorers {
		g := &augmenter{rng: rand.New(rand.NewPCG(3, 2))}
		for i := 0; i < len(news); i += 2 {
			g.addBody(news[i])
		}
		g.addLanguages(set.sentences)
		for _, d := range set.docs {
			if d.fold == k {
				seen = append(seen, newScoredText(d, s))
				g.add(d)
			}
		}
		others := g.texts(secondPages, secondAlone, secondExtracts)
		for i := 1 + 2*k; i < len(news); i += 2 * folds {
			others = append(others, news[i])
		}
		for _, d := range others {
			d.fold = k
			made = append(made, newScoredText(d, s))
		}
	}
	return seen, made
}

// trainSecond trains a second scorer on the texts that are in.
func trainSecond(texts []*scoredText, in func(*scoredText) bool) *score.Scorer {
	var all []*example
	pages := map[string]int{}
	for n, x := range texts {
		if !in(x) {
			continue
		}
		page, ok := pages[x.Case]
		if !ok || x.Case == "" {
			page = n
			pages[x.Case] = n
		}
		for i, e := range x.examples {
			if e == nil {
				continue
			}
			y := &example{junk: e.junk, page: page, weight: e.weight * trainingWeights[x.form()]}
			if x.gone[i] {
				y.weight *= .3
			}
			x.around.Of(i, y.v[:])
			all = append(all, y)
		}
	}
	return trainingSecond.train(all, score.SurroundingsNames)
}
