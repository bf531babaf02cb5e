package main

import (
	"context"
	"fmt"
	"io"
	"maps"
	"slices"

	"github.com/newsdex/newsdex/ingest"
	"github.com/newsdex/newsdex/ingest/internal/score"
)

// crossValidate trains scorers on the sites of all folds but one, for each fold, and reports
// the lines that go of the texts of that fold. It returns the texts, scored, from which the
// second scorer learns.
func (set *trainingSet) crossValidate(ctx context.Context, stdout, stderr io.Writer) ([]*scoredText, error) {
	var first [folds]*score.Scorer
	for k := range folds {
		fmt.Fprintf(stderr, "train: fold %d of %d\n", k+1, folds)
		s, _, err := set.trainFirst(ctx, func(t *text) bool { return t.fold != k })
		if err != nil {
			return nil, err
		}
		first[k] = s
	}
	texts, err := set.scored(ctx, first)
	if err != nil {
		return nil, err
	}
	scores := map[string]*ingest.CleaningScore{}
	for k, s := range first {
		if s.Second, err = set.trainSecond(ctx, texts, func(t *text) bool { return t.fold != k }); err != nil {
			return nil, err
		}
		score.Try(s, func() { err = set.addScores(ctx, k, scores) })
		if err != nil {
			return nil, err
		}
	}
	for _, name := range slices.Sorted(maps.Keys(scores)) {
		if _, err := fmt.Fprintf(stdout, "%-24s %v\n", name, scores[name]); err != nil {
			return nil, err
		}
	}
	return texts, nil
}

// addScores cleans the labelled texts of a fold at all levels.
func (set *trainingSet) addScores(ctx context.Context, fold int, scores map[string]*ingest.CleaningScore) error {
	for _, t := range set.docs {
		if t.fold != fold {
			continue
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		for l := ingest.Careful; l <= ingest.Strict; l++ {
			name := fmt.Sprintf("%v, %s", l, t.kind())
			if scores[name] == nil {
				scores[name] = new(ingest.CleaningScore)
			}
			if err := scores[name].ScoreCleaning(t.LabelledText, ingest.Options{Level: l}); err != nil {
				return err
			}
		}
	}
	return nil
}
