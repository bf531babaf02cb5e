package rank

import (
	"cmp"
	"context"
	"math"
	"slices"

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

// filter returns the documents of a segment that pass all filters and are not deleted, nil
// if all do. The caller must not change the set.
func (f *flat) filter(ctx context.Context, s *segment) (bitset, error) {
	if s.passed != nil || len(f.filters) == 0 && s.deleted == nil {
		return s.passed, nil
	}
	set := s.live()
	for _, n := range f.filters {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		m, err := eval(ctx, n, s)
		if err != nil {
			return nil, err
		}
		set.and(s.setOf(m.docs))
	}
	s.passed = set
	return set, nil
}

// search offers the matches in a segment to best and returns their number, or 0 if they are
// not to be counted, which the flat must allow: see atLeast.
func (f *flat) search(ctx context.Context, s *segment, best *top, count bool) (total int, err error) {
	var pass bitset
	if count {
		if pass, total, err = f.match(ctx, s); err != nil || total == 0 {
			return total, err
		}
	} else if pass, err = f.filter(ctx, s); err != nil {
		return 0, err
	}
	if best.size == 0 {
		return total, nil
	}
	return total, f.rank(ctx, s, pass, best)
}

// atLeast returns the number of articles of the most frequent of several alternatives, none
// of which a filter keeps out; 0 for any other plan. So many match at least. It is known
// without reading a list, and the same in whatever segments the articles are.
func (f *flat) atLeast(leaves map[*plan.Leaf]*leafWords) (n int) {
	if len(f.groups) != 1 || len(f.groups[0]) < 2 || len(f.filters) > 0 || len(f.optional) > 0 {
		return 0
	}
	for _, l := range f.groups[0] {
		n = max(n, leaves[l].live)
	}
	return n
}

// rank offers the matches in a segment to best.
func (f *flat) rank(ctx context.Context, s *segment, pass bitset, best *top) error {
	if len(f.groups) == 0 {
		return firstByID(ctx, s, pass, best)
	}
	sum, err := f.sum(ctx, s)
	if err != nil {
		return err
	}
	r := newRanker(ctx, s, sum)
	defer r.release()
	r.pass, r.groups, r.best = pass, len(f.groups), best
	if len(f.groups) > 1 {
		r.lead = f.lead(s)
	}
	return r.rank()
}

// match returns the matches in a segment and their number. The set is nil if every
// document that a cursor holds matches.
func (f *flat) match(ctx context.Context, s *segment) (bitset, int, error) {
	filter, err := f.filter(ctx, s)
	if err != nil {
		return nil, 0, err
	}
	if len(f.groups) == 1 && len(f.optional) == 0 && filter == nil {
		words := f.wordsOf(s, f.groups[0])
		if len(words) == 1 {
			return nil, words[0].list.Len(), nil
		}
	}
	docs, err := f.docs(ctx, s)
	if err != nil {
		return nil, 0, err
	}
	s.found = docs
	if len(f.groups) == 1 && len(f.optional) == 0 && filter == nil {
		return nil, docs.count(), nil
	}
	return docs, docs.count(), nil
}

// wordsOf returns the words of a group in a segment.
func (f *flat) wordsOf(s *segment, group []*plan.Leaf) []*word {
	var words []*word
	for _, l := range group {
		words = append(words, s.leaves[l].bySegment[s.number]...)
	}
	return words
}

// postingsOf returns the number of postings of words.
func postingsOf(words []*word) (n int) {
	for _, w := range words {
		n += w.list.Len()
	}
	return n
}

// lead returns the index of the group with the fewest postings.
func (f *flat) lead(s *segment) int {
	lead, least := 0, math.MaxInt
	for i, group := range f.groups {
		if n := postingsOf(f.wordsOf(s, group)); n < least {
			lead, least = i, n
		}
	}
	return lead
}

// docs returns the matches in a segment. The caller must not change the set.
func (f *flat) docs(ctx context.Context, s *segment) (bitset, error) {
	if s.found != nil {
		return s.found, nil
	}
	filter, err := f.filter(ctx, s)
	if err != nil {
		return nil, err
	}
	if len(f.groups) == 0 {
		if filter == nil {
			filter = s.live()
		}
		return filter, nil
	}
	groups := make([][]*word, len(f.groups))
	for i, group := range f.groups {
		groups[i] = f.wordsOf(s, group)
	}
	slices.SortStableFunc(groups, func(a, b []*word) int { return cmp.Compare(postingsOf(a), postingsOf(b)) })
	w := watch{ctx: ctx}
	set := s.set()
	if err := fill(&w, set, groups[0]); err != nil {
		return nil, err
	}
	if filter != nil {
		set.and(filter)
	}
	for _, group := range groups[1:] {
		if err := keepHolders(&w, s, set, group); err != nil {
			return nil, err
		}
	}
	return set, nil
}

// fill adds the documents of words to a set.
func fill(w *watch, set bitset, words []*word) error {
	for _, word := range words {
		if err := w.work(word.list.Len()); err != nil {
			return err
		}
		if err := word.list.Fill(set); err != nil {
			return err
		}
	}
	return nil
}

// keepHolders removes the documents of a set that have none of a group's words.
func keepHolders(w *watch, s *segment, set bitset, group []*word) error {
	if len(group) == 1 {
		if err := w.work(group[0].list.Len()); err != nil {
			return err
		}
		return group[0].list.Keep(set)
	}
	other := s.set()
	err := fill(w, other, group)
	set.and(other)
	return err
}

// sum returns the sum over the leaves and pairs in a segment.
func (f *flat) sum(ctx context.Context, s *segment) (*sum, error) {
	return newSum(ctx, s, f.cursors(s), f.pairs)
}

// cursors returns the cursors of all leaves in the order of the query.
func (f *flat) cursors(s *segment) []*cursor {
	var all []*cursor
	part := 0
	for i, group := range append(slices.Clip(f.groups), f.optional) {
		if i == len(f.groups) {
			i = -1
		}
		for _, l := range group {
			for _, w := range s.leaves[l].bySegment[s.number] {
				c := newCursor(s, l, w, s.leaves[l].weight)
				c.part, c.group = part, i
				all = append(all, c)
			}
			part++
		}
	}
	return all
}

// firstByID offers the first documents by ID to best, all with the score 0.
func firstByID(ctx context.Context, s *segment, docs bitset, best *top) error {
	w := watch{ctx: ctx}
	if docs.count() <= maxIDLookups {
		for doc := range docs.docs(0) {
			if err := w.work(8); err != nil {
				return err
			}
			best.offer(Candidate{Segment: s.number, Doc: doc})
		}
		return nil
	}
	n := 0
	from := ""
	if best.after != nil && best.after.Score == 0 {
		from = best.after.ID
	}
	for d, err := range s.IDsFrom(from) {
		if err == nil {
			err = w.work(stepsOfLookup)
		}
		if err != nil {
			return err
		}
		c := Candidate{Segment: s.number, Doc: d.Doc, ID: d.ID}
		if !docs.has(d.Doc) || !best.behind(&c) {
			continue
		}
		if n++; n > best.size {
			return nil
		}
		best.offer(c)
	}
	return nil
}

// maxIDLookups is the number of documents up to which looking up all their IDs is
// quicker than walking the IDs in order.
const maxIDLookups = 1000

// stepsOfLookup is the work of looking up a term or an ID, in the steps of a [watch].
const stepsOfLookup = 256
