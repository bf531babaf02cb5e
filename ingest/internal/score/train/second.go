package main

import (
	"context"

	"github.com/newsdex/newsdex/ingest/internal/score"
)

// A scoredText is a text with the scores of a first scorer that has not seen its site.
type scoredText struct {
	*text
	around *score.Surroundings
}

// newScoredText scores a text.
func newScoredText(t *text, s *score.Scorer) *scoredText {
	f := score.NewFeatures(t.lines, s.LogOddsOf)
	scores := make([]float32, len(t.lines))
	var v [score.MostFeatures]float32
	for i := range scores {
		f.Of(i, v[:])
		scores[i] = s.Score(&v)
	}
	return &scoredText{t, score.NewSurroundings(f, scores)}
}

// scored returns the labelled texts, and after them others made of those of each fold, as
// the scorer of the other folds scores them.
func (set *trainingSet) scored(ctx context.Context, scorers [folds]*score.Scorer) ([]*scoredText, error) {
	var seen, made []*scoredText
	for k, s := range scorers {
		g := newAugmenter()
		for i := 0; i < len(set.second); i += 2 {
			g.addBody(set.second[i])
		}
		g.addLanguages(set.sentences, set.languageArticles)
		for _, t := range set.docs {
			if t.fold == k {
				seen = append(seen, newScoredText(t, s))
				g.add(t)
			}
		}
		others, err := g.texts(ctx, set.madeByFold)
		if err != nil {
			return nil, err
		}
		for i := 1 + 2*k; i < len(set.second); i += 2 * folds {
			others = append(others, set.second[i])
		}
		for _, t := range others {
			t.fold = k
			made = append(made, newScoredText(t, s))
		}
	}
	return append(seen, made...), nil
}

// trainSecond trains a second scorer on the texts that are in.
func (set *trainingSet) trainSecond(ctx context.Context, texts []*scoredText, in func(*text) bool) (*score.Scorer, error) {
	var all []*example
	pages := map[string]int{}
	for n, t := range texts {
		if !in(t.text) {
			continue
		}
		page, ok := pages[t.Case]
		if !ok || t.Case == "" {
			page = n
			pages[t.Case] = n
		}
		for i, x := range t.examples {
			if x == nil {
				continue
			}
			y := &example{junk: x.junk, page: page, weight: x.weight * kindWeights[t.kind()]}
			if t.gone[i] {
				y.weight *= goneWeight
			}
			t.around.Of(i, y.v[:])
			all = append(all, y)
		}
	}
	if err := checkExamples(all); err != nil {
		return nil, err
	}
	return set.around.train(ctx, all, score.SurroundingsNames)
}
