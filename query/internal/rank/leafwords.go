package rank

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"

	"github.com/newsdex/newsdex/index/postings"
	"github.com/newsdex/newsdex/index/schema"
	"github.com/newsdex/newsdex/query/internal/span"
	"github.com/newsdex/newsdex/query/plan"
)

// A leafWords is a leaf in a snapshot.
type leafWords struct {
	bySegment [][]*postings.Lookup // one for each language that has the leaf
	idf       float64
	weight    float64 // idf times the leaf's boost
}

// newLeafWords finds a leaf in all segments of a search.
func newLeafWords(ctx context.Context, s *Search, l *plan.Leaf) (*leafWords, error) {
	words := &leafWords{}
	n := 0
	for _, seg := range s.segments {
		found, err := wordsOf(ctx, l, seg.Segment)
		if err != nil {
			return nil, err
		}
		words.bySegment = append(words.bySegment, found)
		for _, w := range found {
			n += int(w.Docs().GetCardinality())
		}
	}
	words.idf = s.shared.scorer.idf(n)
	words.weight = words.idf * l.Boost
	return words, nil
}

// wordsOf returns a leaf as a segment has it, one word for each language in which it is
// found. An article is in one language: no document is in two.
func wordsOf(ctx context.Context, l *plan.Leaf, seg *postings.Segment) ([]*postings.Lookup, error) {
	fields, err := textFieldsOf(l.Fields)
	if err != nil {
		return nil, err
	}
	var words []*postings.Lookup
	for i := range l.Variants {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		w, err := wordOf(ctx, &l.Variants[i], fields, seg)
		if err != nil {
			return nil, named(l.Clause(), err)
		}
		if !w.Docs().IsEmpty() {
			words = append(words, w)
		}
	}
	return words, nil
}

// wordOf returns what a variant asks for: a term as the index has it, and a phrase, a
// prefix or a fuzzy word as a search made it.
func wordOf(ctx context.Context, v *plan.Variant, in []schema.TextField, seg *postings.Segment) (*postings.Lookup, error) {
	if term, ok := v.Single(); ok {
		return seg.Lookup(v.Language, term, in...)
	}
	made, err := seg.Derived(v.Language, madeName(v), in, func() (*postings.List, error) {
		if v.Expands() {
			return seg.Expanded(ctx, v.Language, in, postings.Expansion{Prefix: v.Prefix, Also: v.Terms})
		}
		var fields [schema.TextFields][]postings.Freq
		for _, f := range in {
			var err error
			if fields[f], err = phraseFreqs(ctx, v, seg, f.In(v.Language)); err != nil {
				return nil, err
			}
		}
		return postings.NewList(seg, fields)
	})
	if err != nil {
		return nil, err
	}
	return postings.LookupOf(made), nil
}

// madeName returns the name under which the list of a variant is kept.
func madeName(v *plan.Variant) string {
	if !v.Expands() {
		return fmt.Sprintf("phrase %q~%d", v.Slots, v.Slop)
	}
	terms := sha256.New()
	for _, term := range v.Terms {
		fmt.Fprintf(terms, "%q", term)
	}
	return fmt.Sprintf("prefix %q and %x", v.Prefix, terms.Sum(nil))
}

// named returns an error about a clause with its name, if it has none yet.
func named(clause string, err error) error {
	if errors.Is(err, span.ErrSteps) {
		return fmt.Errorf("query: %.80s: %w", clause, err)
	}
	return err
}
