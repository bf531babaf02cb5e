package rank

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"strconv"

	"github.com/newsdex/newsdex/query/internal/span"
	"github.com/newsdex/newsdex/query/plan"
)

// A leafWords is the words of a leaf in a snapshot.
type leafWords struct {
	bySegment [][]*word // for each segment a word for each language with the leaf
	live      int       // number of articles that hold it
	idf       float64
	weight    float64 // idf times the leaf's boost
}

// newLeafWords looks a leaf up in all segments of a search.
func newLeafWords(ctx context.Context, s *Search, l *plan.Leaf) (*leafWords, error) {
	leaf := &leafWords{}
	for _, seg := range s.segments {
		words, err := wordsOf(ctx, l, seg)
		if err != nil {
			return nil, err
		}
		leaf.bySegment = append(leaf.bySegment, words)
		for _, w := range words {
			leaf.live += w.live
		}
	}
	leaf.idf = s.shared.scorer.idf(leaf.live)
	leaf.weight = leaf.idf * l.Boost
	return leaf, nil
}

// derivedName returns the name of the derived list of a variant in the cache.
func derivedName(v *plan.Variant) string {
	if term, ok := v.Single(); ok {
		return "term " + term
	}
	if !v.Expands() {
		return fmt.Sprintf("phrase %s~%d", v.Key(), v.Slop)
	}
	terms := sha256.New()
	var quoted []byte
	for _, term := range v.Terms {
		quoted = strconv.AppendQuote(quoted[:0], term)
		terms.Write(quoted)
	}
	return fmt.Sprintf("prefix %q and %x", v.Prefix, terms.Sum(nil))
}

// named adds the clause to an error that lacks it.
func named(clause string, err error) error {
	if errors.Is(err, span.ErrSteps) {
		return fmt.Errorf("%.80s: %w", clause, err)
	}
	return err
}
