package rank

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"strconv"

	"github.com/newsdex/newsdex/index/postings"
	"github.com/newsdex/newsdex/index/schema"
	"github.com/newsdex/newsdex/query/internal/span"
	"github.com/newsdex/newsdex/query/plan"
)

// A leafPostings is the postings of a leaf in a snapshot.
type leafPostings struct {
	bySegment [][]*postings.Lookup // for each segment a lookup for each language with the leaf
	idf       float64
	weight    float64 // idf times the leaf's boost
}

// newLeafPostings looks a leaf up in all segments of a search.
func newLeafPostings(ctx context.Context, s *Search, l *plan.Leaf) (*leafPostings, error) {
	words := &leafPostings{}
	n := 0
	for _, seg := range s.segments {
		found, err := lookupLeaf(ctx, l, seg.Segment)
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

// lookupLeaf looks a leaf up in a segment, in each language that has it. An article
// has one language, so no document is in two of the lookups.
func lookupLeaf(ctx context.Context, l *plan.Leaf, seg *postings.Segment) ([]*postings.Lookup, error) {
	fields, err := textFieldsOf(l.Fields)
	if err != nil {
		return nil, err
	}
	var lookups []*postings.Lookup
	for i := range l.Variants {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		w, err := lookupVariant(ctx, &l.Variants[i], fields, seg)
		if err != nil {
			return nil, named(l.Clause(), err)
		}
		if !w.Docs().IsEmpty() {
			lookups = append(lookups, w)
		}
	}
	return lookups, nil
}

// lookupVariant looks a variant up in a segment: a term in its dictionaries; a
// phrase, a prefix or a fuzzy word as a derived list.
func lookupVariant(ctx context.Context, v *plan.Variant, in []schema.TextField, seg *postings.Segment) (*postings.Lookup, error) {
	if term, ok := v.Single(); ok {
		return seg.Lookup(v.Language, term, in...)
	}
	derived, err := seg.Derived(v.Language, derivedName(v), in, func() (*postings.List, error) {
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
	return postings.LookupOf(derived), nil
}

// derivedName returns the name of the derived list of a variant in the cache.
func derivedName(v *plan.Variant) string {
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
