package query

import (
	"context"

	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/index/postings"
	"github.com/newsdex/newsdex/index/schema"
)

// A run is one search in one snapshot.
type run struct {
	ctx      context.Context
	snapshot *index.Snapshot
	segments []*postings.Segment
	scorer   scorer
	recency  *recency // or nil
	scored   map[*leaf]*leafLists

	passed docSets // documents that all filters of the plan let through
	found  docSets // documents that match
}

// newRun returns a run in a snapshot.
func newRun(ctx context.Context, s *index.Snapshot, ranking Ranking) *run {
	return &run{
		ctx: ctx, snapshot: s, segments: s.Segments(), scorer: newScorer(ranking, s.Totals()),
		passed: docSets{}, found: docSets{},
	}
}

// leafLists are the postings of a leaf.
type leafLists struct {
	bySegment [][]*postings.Word // one for each language that has the leaf
	idf       float64
	weight    float64 // idf times the leaf's boost
}

// prepare finds the leaves' postings in every segment: how many articles hold a
// leaf must be known before the first one is scored.
func (r *run) prepare(leaves []*leaf) error {
	if r.scored == nil {
		r.scored = make(map[*leaf]*leafLists, len(leaves))
	}
	for _, l := range leaves {
		lists := &leafLists{}
		n := 0
		for _, seg := range r.segments {
			found, err := r.lists(l, seg)
			if err != nil {
				return err
			}
			lists.bySegment = append(lists.bySegment, found)
			for _, w := range found {
				n += int(w.Docs().GetCardinality())
			}
		}
		lists.idf = r.scorer.idf(n)
		lists.weight = lists.idf * l.boost
		r.scored[l] = lists
	}
	return nil
}

// lists returns a leaf as a segment has it, one word for each language in which it
// is found. An article is in one language: no document is in two.
func (r *run) lists(l *leaf, seg *postings.Segment) ([]*postings.Word, error) {
	var words []*postings.Word
	for i := range l.variants {
		if err := r.ctx.Err(); err != nil {
			return nil, err
		}
		w, err := r.word(&l.variants[i], l.fields, seg)
		if err != nil {
			return nil, named(l.clause(), err)
		}
		if !w.Docs().IsEmpty() {
			words = append(words, w)
		}
	}
	return words, nil
}

// word returns what a variant asks for: a term as the index has it, and a phrase, a
// prefix or a fuzzy word as a search made it.
func (r *run) word(v *variant, in []schema.TextField, seg *postings.Segment) (*postings.Word, error) {
	if term, ok := v.single(); ok {
		return seg.Word(v.lang, term, in...)
	}
	made, err := seg.Made(v.lang, v.name(), in, func() (*postings.List, error) {
		if v.expands() {
			return seg.Expanded(r.ctx, v.lang, in, postings.Expansion{Prefix: v.prefix, Also: v.also})
		}
		var fields [schema.TextFields][]postings.Freq
		for _, f := range in {
			var err error
			if fields[f], err = r.phrases(v, seg, f.In(v.lang)); err != nil {
				return nil, err
			}
		}
		return postings.NewList(seg, fields)
	})
	if err != nil {
		return nil, err
	}
	return postings.WordOf(made), nil
}
