package main

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/newsdex/newsdex/ingest/internal/score"
)

// anyText is true of every text.
func anyText(*text) bool { return true }

// trainFirst trains the first scorer on the labelled texts that are in, on others made of
// them and on the news. It returns the log-odds of words that the scorer learned with.
func (set *trainingSet) trainFirst(ctx context.Context, in func(*text) bool) (*score.Scorer, *foldedLogOdds, error) {
	g := newAugmenter()
	for _, t := range set.bodies {
		g.addBody(t)
	}
	g.addLanguages(set.sentences, set.languageArticles)
	texts := slices.Clone(set.news)
	for _, t := range set.docs {
		if in(t) {
			texts = append(texts, t)
			g.add(t)
		}
	}
	made, err := g.texts(ctx, set.made)
	if err != nil {
		return nil, nil, err
	}
	texts = append(texts, made...)
	slices.SortStableFunc(texts, func(a, b *text) int { return strings.Compare(a.kind(), b.kind()) })
	words := set.wordLogOdds(in)
	var all []*example
	for _, t := range texts {
		f := score.NewFeatures(t.lines, words.of)
		for i, x := range t.examples {
			if x != nil {
				y := *x
				f.Of(i, y.v[:])
				y.weight *= kindWeights[t.kind()]
				all = append(all, &y)
			}
		}
	}
	if err := checkExamples(all); err != nil {
		return nil, nil, err
	}
	s, err := set.first.train(ctx, all, score.FeatureNames)
	if err != nil {
		return nil, nil, err
	}
	s.Words = words.whole
	return s, words, nil
}

// checkExamples returns an error for examples from which nothing can be learned.
func checkExamples(all []*example) error {
	junk := 0
	for _, x := range all {
		if x.junk {
			junk++
		}
	}
	if junk == 0 || junk == len(all) {
		return errors.New("the lines to learn from are all junk or all the article: add texts to lines/docs.jsonl.gz that have both, of more sites")
	}
	return nil
}
