package rank

import (
	"context"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/newsdex/newsdex/index/postings"
	"github.com/newsdex/newsdex/query/plan"
)

// A flat is a plan in the form that most plans have: groups of leaves, from each of
// which at least one leaf must match, and filters, all of which must match. Its
// score is the sum over the leaves that match, in the order of the query.
//
//	musk bid            one group of two
//	musk AND bid        two groups of one
//	musk bid lang:en    one group and a filter
type flat struct {
	groups   [][]*plan.Leaf
	filters  []plan.Node
	pairs    []plan.Pair
	optional []*plan.Leaf // add to the score of matches
}

// flatOf returns the flat form of a node, and whether it has one.
func flatOf(root plan.Node) (flat, bool) {
	var f flat
	ok := f.add(root)
	return f, ok
}

// add adds a node that every match must match, and reports whether the plan stays
// flat.
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
		f.optional = append(f.optional, n.Leaves...)
		return f.add(n.Of)
	}
	if plan.Scores(n) {
		return false
	}
	f.filters = append(f.filters, n)
	return true
}

// leavesOf returns nodes as leaves, and whether all are leaves.
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

// filter returns the documents of a segment that pass all filters, nil without
// filters. The caller owns the bitmap.
func (f *flat) filter(ctx context.Context, s *segment) (*roaring.Bitmap, error) {
	if s.passed != nil {
		return s.passed.Clone(), nil
	}
	var docs *roaring.Bitmap
	for _, n := range f.filters {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
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

// search offers the matches in a segment to best and returns their number.
func (f *flat) search(ctx context.Context, s *segment, best *top) (int, error) {
	if len(f.groups) == 1 && len(f.optional) == 0 {
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
		return int(docs.GetCardinality()), firstByID(ctx, s, docs, best)
	}
	return int(docs.GetCardinality()), conjunction(ctx, s, sum, docs, best)
}

// docs returns the matches in a segment. The caller owns the bitmap.
func (f *flat) docs(ctx context.Context, s *segment) (*roaring.Bitmap, error) {
	docs, err := f.filter(ctx, s)
	if err != nil {
		return nil, err
	}
	w := watch{ctx: ctx}
	for _, group := range f.groups {
		if err := w.work(stepsOfLookup); err != nil {
			return nil, err
		}
		var bitmaps []*roaring.Bitmap
		for _, l := range group {
			for _, list := range s.leaves[l].bySegment[s.number] {
				bitmaps = append(bitmaps, list.Docs())
			}
		}
		some, err := unionOf(ctx, bitmaps)
		if err != nil {
			return nil, err
		}
		docs = intersect(docs, some)
	}
	if docs == nil {
		docs = s.All()
	}
	return docs, nil
}

// cursors returns the cursors of all leaves in the order of the query, with the
// postings in the documents of among, or with all where among is nil.
func (f *flat) cursors(ctx context.Context, s *segment, among *roaring.Bitmap) ([]*cursor, error) {
	type leafLookup struct {
		leaf   *plan.Leaf
		part   int
		lookup *postings.Lookup
	}
	var lookups []leafLookup
	n := 0
	for _, group := range append(slices.Clip(f.groups), f.optional) {
		for _, l := range group {
			for _, w := range s.leaves[l].bySegment[s.number] {
				lookups = append(lookups, leafLookup{l, n, w})
			}
			n++
		}
	}
	costs := make([]int, len(lookups))
	for i, w := range lookups {
		costs[i] = w.lookup.Cost(among)
	}
	all := make([]*cursor, len(lookups))
	return all, byCost(ctx, costs, func(i int) error {
		w := lookups[i]
		list, err := w.lookup.Among(among)
		if err != nil {
			return named(w.leaf.Clause(), err)
		}
		all[i], err = newCursor(s, w.leaf, list, s.leaves[w.leaf].weight, w.part)
		return err
	})
}

// sumOf returns the sum of leaves and pairs in a segment, for the documents of
// among, or for all where among is nil.
func (f *flat) sumOf(ctx context.Context, s *segment, among *roaring.Bitmap) (*sum, error) {
	cursors, err := f.cursors(ctx, s, among)
	if err != nil {
		return nil, err
	}
	return newSum(ctx, s, cursors, f.pairs)
}

// union returns the documents of cursors. The caller owns the bitmap.
func union(ctx context.Context, cursors []*cursor) (*roaring.Bitmap, error) {
	bitmaps := make([]*roaring.Bitmap, len(cursors))
	for i, c := range cursors {
		bitmaps[i] = c.list.Bitmap()
	}
	return unionOf(ctx, bitmaps)
}

// unitedAtOnce is the number of bitmaps whose union is made between two looks at the
// context.
const unitedAtOnce = 256

// unionOf returns the union of bitmaps. The caller owns it.
func unionOf(ctx context.Context, bitmaps []*roaring.Bitmap) (*roaring.Bitmap, error) {
	if len(bitmaps) == 1 {
		return bitmaps[0].Clone(), nil
	}
	docs := roaring.FastOr(bitmaps[:min(unitedAtOnce, len(bitmaps))]...)
	for at := unitedAtOnce; at < len(bitmaps); at += unitedAtOnce {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		docs.Or(roaring.FastOr(bitmaps[at:min(at+unitedAtOnce, len(bitmaps))]...))
	}
	return docs, nil
}
