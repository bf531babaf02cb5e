package query

import (
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/newsdex/newsdex/index/postings"
)

// A plan is a query in the form that most have: groups of leaves, of each of
// which at least one must match, and filters, all of which must. Its score is
// the sum over the leaves that match, in the order of the query.
//
//	musk bid            one group of two
//	musk AND bid        two groups of one
//	musk bid lang:en    one group and a filter
type plan struct {
	groups  [][]*leaf
	filters []node
	pairs   []pair
	besides []*leaf // add to the score of what matches
}

// planOf returns the plan of a node, false if it has another form.
func planOf(root node) (plan, bool) {
	var p plan
	ok := p.add(root)
	return p, ok
}

func (p *plan) add(n node) bool {
	switch n := n.(type) {
	case scored:
		p.groups = append(p.groups, []*leaf{n.leaf})
		return true
	case or:
		if group, ok := leavesOf(n.of); ok {
			p.groups = append(p.groups, group)
			p.pairs = append(p.pairs, n.near...)
			return true
		}
	case and:
		for _, c := range n.of {
			if !p.add(c) {
				return false
			}
		}
		p.pairs = append(p.pairs, n.near...)
		return true
	case ranked:
		p.besides = append(p.besides, n.leaves...)
		return p.add(n.of)
	}
	if scores(n) {
		return false
	}
	p.filters = append(p.filters, n)
	return true
}

// leavesOf returns the leaves of nodes that are all scored leaves.
func leavesOf(nodes []node) ([]*leaf, bool) {
	var leaves []*leaf
	for _, n := range nodes {
		s, ok := n.(scored)
		if !ok {
			return nil, false
		}
		leaves = append(leaves, s.leaf)
	}
	return leaves, len(leaves) > 0
}

// scores reports whether a node can add to a score.
func scores(n node) bool {
	some := func(of []node) bool {
		for _, c := range of {
			if scores(c) {
				return true
			}
		}
		return false
	}
	switch n := n.(type) {
	case scored, ranked:
		return true
	case and:
		return some(n.of)
	case or:
		return some(n.of)
	}
	return false
}

// filter returns the documents of a segment that all filters let through, in a
// bitmap that the caller owns; nil if there are no filters.
func (p *plan) filter(r *run, seg int) (*roaring.Bitmap, error) {
	if docs := r.passed[seg]; docs != nil {
		return docs.Clone(), nil
	}
	var docs *roaring.Bitmap
	for _, n := range p.filters {
		m, err := n.eval(r, seg)
		if err != nil {
			return nil, err
		}
		docs = intersect(docs, m.docs)
	}
	if docs != nil {
		r.passed[seg] = docs.Clone()
	}
	return docs, nil
}

// search offers the plan's documents in a segment to best and returns their
// number.
func (p *plan) search(r *run, seg int, best *top) (int, error) {
	if len(p.groups) == 1 && len(p.besides) == 0 {
		filter, err := p.filter(r, seg)
		if err != nil {
			return 0, err
		}
		sum, err := p.sumOf(r, seg, filter)
		if err != nil {
			return 0, err
		}
		return r.disjunction(sum, filter, seg, best)
	}
	docs, err := p.docs(r, seg)
	if err != nil {
		return 0, err
	}
	r.found[seg] = docs
	sum, err := p.sumOf(r, seg, docs)
	if err != nil {
		return 0, err
	}
	if len(p.groups) == 0 {
		return int(docs.GetCardinality()), r.first(docs, seg, best)
	}
	return int(docs.GetCardinality()), r.conjunction(sum, docs, seg, best)
}

// docs returns the plan's documents in a segment, in a bitmap that the caller
// owns.
func (p *plan) docs(r *run, seg int) (*roaring.Bitmap, error) {
	docs, err := p.filter(r, seg)
	if err != nil {
		return nil, err
	}
	for _, group := range p.groups {
		var bitmaps []*roaring.Bitmap
		for _, l := range group {
			for _, list := range r.scored[l].bySegment[seg] {
				bitmaps = append(bitmaps, list.Docs())
			}
		}
		docs = intersect(docs, unionOf(bitmaps))
	}
	if docs == nil {
		docs = r.segments[seg].All()
	}
	return docs, nil
}

// cursors returns the cursors of the groups and of the leaves besides, of which
// only the postings in some documents are asked for, unless among is nil. The
// leaves are numbered in the order of the query.
func (p *plan) cursors(r *run, seg int, among *roaring.Bitmap) ([]*cursor, error) {
	type asked struct {
		of   *leaf
		leaf int
		word *postings.Word
	}
	var words []asked
	n := 0
	for _, group := range append(slices.Clip(p.groups), p.besides) {
		for _, l := range group {
			for _, w := range r.scored[l].bySegment[seg] {
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
	return all, forCosts(costs, func(i int) error {
		w := words[i]
		list, err := w.word.Among(among)
		if err != nil {
			return named(w.of.clause(), err)
		}
		all[i], err = r.newCursor(w.of, list, r.scored[w.of].weight, w.leaf, seg)
		return err
	})
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
