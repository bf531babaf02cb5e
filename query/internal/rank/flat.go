package rank

import (
	"context"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/newsdex/newsdex/index/postings"
	"github.com/newsdex/newsdex/query/plan"
)

// A flat is a plan in the form that most have: groups of leaves, of each of which at
// least one must match, and filters, all of which must. Its score is the sum over the
// leaves that match, in the order of the query.
//
//	musk bid            one group of two
//	musk AND bid        two groups of one
//	musk bid lang:en    one group and a filter
type flat struct {
	groups  [][]*plan.Leaf
	filters []plan.Node
	pairs   []plan.Pair
	besides []*plan.Leaf // add to the score of what matches
}

// flatOf returns the flat form of a node, false if it has none.
func flatOf(root plan.Node) (flat, bool) {
	var f flat
	ok := f.add(root)
	return f, ok
}

func (f *flat) add(n plan.Node) bool {
	switch n := n.(type) {
	case *plan.Leaf:
		f.groups = append(f.groups, []*plan.Leaf{n})
		return true
	case plan.Or:
		if group, ok := leavesOf(n.Of); ok {
			f.groups = append(f.groups, group)
			f.pairs = append(f.pairs, n.Near...)
			return true
		}
	case plan.And:
		for _, c := range n.Of {
			if !f.add(c) {
				return false
			}
		}
		f.pairs = append(f.pairs, n.Near...)
		return true
	case plan.Optional:
		f.besides = append(f.besides, n.Leaves...)
		return f.add(n.Of)
	}
	if plan.Scores(n) {
		return false
	}
	f.filters = append(f.filters, n)
	return true
}

// leavesOf returns the leaves of nodes that are all scored leaves.
func leavesOf(nodes []plan.Node) ([]*plan.Leaf, bool) {
	var leaves []*plan.Leaf
	for _, n := range nodes {
		l, ok := n.(*plan.Leaf)
		if !ok {
			return nil, false
		}
		leaves = append(leaves, l)
	}
	return leaves, len(leaves) > 0
}

// filter returns the documents of a segment that all filters let through, in a
// bitmap that the caller owns; nil if there are no filters.
func (f *flat) filter(ctx context.Context, s *segment) (*roaring.Bitmap, error) {
	if s.passed != nil {
		return s.passed.Clone(), nil
	}
	var docs *roaring.Bitmap
	for _, n := range f.filters {
		m, err := eval(ctx, n, s)
		if err != nil {
			return nil, err
		}
		docs = intersect(docs, m.docs)
	}
	if docs != nil {
		s.passed = docs.Clone()
	}
	return docs, nil
}

// search offers the documents of a plan in a segment to best and returns their
// number.
func (f *flat) search(ctx context.Context, s *segment, best *top) (int, error) {
	if len(f.groups) == 1 && len(f.besides) == 0 {
		filter, err := f.filter(ctx, s)
		if err != nil {
			return 0, err
		}
		sum, err := f.sumOf(ctx, s, filter)
		if err != nil {
			return 0, err
		}
		return disjunction(ctx, s, sum, filter, best)
	}
	docs, err := f.docs(ctx, s)
	if err != nil {
		return 0, err
	}
	s.found = docs
	sum, err := f.sumOf(ctx, s, docs)
	if err != nil {
		return 0, err
	}
	if len(f.groups) == 0 {
		return int(docs.GetCardinality()), first(ctx, s, docs, best)
	}
	return int(docs.GetCardinality()), conjunction(ctx, s, sum, docs, best)
}

// docs returns the documents of a plan in a segment, in a bitmap that the caller
// owns.
func (f *flat) docs(ctx context.Context, s *segment) (*roaring.Bitmap, error) {
	docs, err := f.filter(ctx, s)
	if err != nil {
		return nil, err
	}
	for _, group := range f.groups {
		var bitmaps []*roaring.Bitmap
		for _, l := range group {
			for _, list := range s.leaves[l].bySegment[s.number] {
				bitmaps = append(bitmaps, list.Docs())
			}
		}
		docs = intersect(docs, unionOf(bitmaps))
	}
	if docs == nil {
		docs = s.All()
	}
	return docs, nil
}

// cursors returns the cursors of the groups and of the leaves besides, of which
// only the postings in some documents are asked for, unless among is nil. The
// leaves are numbered in the order of the query.
func (f *flat) cursors(s *segment, among *roaring.Bitmap) ([]*cursor, error) {
	type asked struct {
		of   *plan.Leaf
		leaf int
		word *postings.Lookup
	}
	var words []asked
	n := 0
	for _, group := range append(slices.Clip(f.groups), f.besides) {
		for _, l := range group {
			for _, w := range s.leaves[l].bySegment[s.number] {
				words = append(words, asked{l, n, w})
			}
			n++
		}
	}
	costs := make([]int, len(words))
	for i, w := range words {
		costs[i] = w.word.Cost(among)
	}
	all := make([]*cursor, len(words))
	return all, byCost(costs, func(i int) error {
		w := words[i]
		list, err := w.word.Among(among)
		if err != nil {
			return named(w.of.Clause(), err)
		}
		all[i], err = newCursor(s, w.of, list, s.leaves[w.of].weight, w.leaf)
		return err
	})
}

// sumOf returns the sum of the leaves and pairs in a segment, for some documents only
// unless among is nil.
func (f *flat) sumOf(ctx context.Context, s *segment, among *roaring.Bitmap) (*sum, error) {
	cursors, err := f.cursors(s, among)
	if err != nil {
		return nil, err
	}
	return newSum(ctx, s, cursors, f.pairs)
}

// union returns the documents of cursors, in a bitmap that the caller owns.
func union(cursors []*cursor) *roaring.Bitmap {
	bitmaps := make([]*roaring.Bitmap, len(cursors))
	for i, c := range cursors {
		bitmaps[i] = c.list.Bitmap()
	}
	return unionOf(bitmaps)
}

// unionOf returns the union of bitmaps, in one that the caller owns.
func unionOf(bitmaps []*roaring.Bitmap) *roaring.Bitmap {
	if len(bitmaps) == 1 {
		return bitmaps[0].Clone()
	}
	return roaring.FastOr(bitmaps...)
}
