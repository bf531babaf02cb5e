package query

import (
	"context"

	"github.com/newsdex/newsdex/index"
)

// A run is one search in one snapshot.
type run struct {
	ctx      context.Context
	snapshot *index.Snapshot
	segments []*index.Segment
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
	bySegment [][]*index.List // one for each language that has the leaf
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
			for _, list := range found {
				n += list.Len()
			}
		}
		lists.idf = r.scorer.idf(n)
		lists.weight = lists.idf * l.boost
		r.scored[l] = lists
	}
	return nil
}

// lists returns the postings of a leaf in a segment, one list for each language
// in which it is found. An article is in one language: no document is in two.
func (r *run) lists(l *leaf, seg *index.Segment) ([]*index.List, error) {
	var lists []*index.List
	for i := range l.variants {
		if err := r.ctx.Err(); err != nil {
			return nil, err
		}
		list, err := r.list(&l.variants[i], l.fields, seg)
		if err != nil {
			return nil, named(l.clause(), err)
		}
		if list.Len() > 0 {
			lists = append(lists, list)
		}
	}
	return lists, nil
}

// list returns the postings of a variant: those of a term as the index keeps
// them, and those of a phrase, a prefix or a fuzzy word as a search made them.
func (r *run) list(v *variant, in []index.TextField, seg *index.Segment) (*index.List, error) {
	if term, ok := v.single(); ok {
		return seg.List(v.lang, term, in...)
	}
	return seg.Made(v.lang, v.name(), in, func() (*index.List, error) {
		var fields [index.TextFields][]index.Freq
		for _, f := range in {
			var err error
			if v.expands() {
				fields[f], err = r.expanded(v, seg, f.In(v.lang))
			} else {
				fields[f], err = r.phrases(v, seg, f.In(v.lang))
			}
			if err != nil {
				return nil, err
			}
		}
		return index.NewList(seg, fields)
	})
}
