package rank

import (
	"cmp"
	"context"
	"fmt"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/newsdex/newsdex/index/postings"
	"github.com/newsdex/newsdex/index/postings/packed"
	"github.com/newsdex/newsdex/index/schema"
	"github.com/newsdex/newsdex/query/plan"
)

// A matches is the documents of a segment that match a node, and their scores by
// document number. With nil scores all are 0.
type matches struct {
	docs   *roaring.Bitmap
	scores []float64
}

// eval finds and scores the documents of a segment that match a node.
func eval(ctx context.Context, n plan.Node, s *segment) (matches, error) {
	switch n := n.(type) {
	case *plan.Leaf:
		return evalLeaf(ctx, n, s)
	case plan.Filter:
		return evalFilter(ctx, n, s)
	case plan.Exact:
		field, err := filterFieldOf(n.Field)
		if err != nil {
			return matches{}, err
		}
		docs, err := s.Docs(field, n.Term)
		return matches{docs: docs}, err
	case plan.Between:
		return evalBetween(n, s)
	case plan.All:
		return matches{docs: s.All()}, nil
	case plan.Not:
		m, err := eval(ctx, n.Of, s)
		if err != nil {
			return matches{}, err
		}
		return matches{docs: roaring.AndNot(s.All(), m.docs)}, nil
	case plan.And:
		return evalAnd(ctx, n, s)
	case plan.Or:
		return evalOr(ctx, n, s)
	case plan.Optional:
		return evalOptional(ctx, n, s)
	}
	return matches{}, fmt.Errorf("query: a %T is no node of a plan", n)
}

// evalLeaf finds and scores the documents that hold a leaf. A leaf beneath a Not is
// not bound and not scored.
func evalLeaf(ctx context.Context, l *plan.Leaf, s *segment) (matches, error) {
	m := matches{docs: roaring.New()}
	words := s.leaves[l]
	if words == nil {
		found, err := wordsOf(ctx, l, s)
		if err != nil {
			return m, err
		}
		set := s.set()
		if err := fill(&watch{ctx: ctx}, set, found); err != nil {
			return m, err
		}
		return matches{docs: s.bitmapOf(set)}, nil
	}
	m.scores = make([]float64, s.Size())
	set := s.set()
	for _, w := range words.bySegment[s.number] {
		if err := w.list.Fill(set); err != nil {
			return matches{}, err
		}
		c := newCursor(s, l, w, words.weight)
		for ok := c.Seek(0); ok; ok = c.Next() {
			m.scores[c.Doc()] = c.scoreOf(c.Index())
		}
		if err := cmp.Or(c.Err(), s.err); err != nil {
			return matches{}, err
		}
	}
	m.docs = s.bitmapOf(set)
	return m, nil
}

// evalFilter finds the documents whose field matches a filter.
func evalFilter(ctx context.Context, n plan.Filter, s *segment) (matches, error) {
	field, err := filterFieldOf(n.Field)
	if err != nil {
		return matches{}, err
	}
	docs := roaring.New()
	terms, ok, err := plainTerms(ctx, &n.Variant, s.Segment, field)
	if err != nil {
		return matches{}, err
	}
	if !ok {
		p, err := newPhrase(ctx, &n.Variant, []schema.TextField{schema.Body}, s.Size(), func(term string) (*packed.List, error) { return s.PackedField(field, term) })
		if err == nil {
			err = p.find(func(doc uint32, _ [schema.TextFields]uint32) { docs.Add(doc) })
		}
		if err != nil {
			return matches{}, named(n.Text, err)
		}
		if deleted := s.Deleted(); deleted != nil {
			docs.AndNot(deleted)
		}
		return matches{docs: docs}, nil
	}
	w := watch{ctx: ctx}
	for _, term := range terms {
		if err := w.work(stepsOfLookup); err != nil {
			return matches{}, err
		}
		holders, err := s.Docs(field, term)
		if err != nil {
			return matches{}, err
		}
		docs.Or(holders)
	}
	return matches{docs: docs}, nil
}

// plainTerms returns the terms of a variant that matches wherever one of its terms
// occurs: a single term, or the terms of an expansion. ok is false for other
// variants.
func plainTerms(ctx context.Context, v *plan.Variant, seg *postings.Segment, field string) (terms []string, ok bool, err error) {
	if term, ok := v.Single(); ok {
		return []string{term}, true, nil
	}
	if !v.Expands() {
		return nil, false, nil
	}
	if v.Prefix != "" {
		w := watch{ctx: ctx}
		for term, err := range seg.TermsFrom(field, v.Prefix) {
			if err == nil {
				err = w.work(stepsOfLookup)
			}
			if err != nil {
				return nil, false, err
			}
			terms = append(terms, term)
		}
	}
	return append(terms, v.Terms...), true, nil
}

// evalBetween finds the documents that were published in a range of time.
func evalBetween(n plan.Between, s *segment) (matches, error) {
	dates, err := s.Published()
	if err != nil {
		return matches{}, err
	}
	set := make([]uint64, (len(dates)+63)/64)
	from, span := uint64(n.From), uint64(n.To)-uint64(n.From)
	if n.To < n.From {
		span = 0
	}
	for doc, at := range dates {
		in := uint64(0)
		if uint64(at)-from < span { // no branch: it would be mispredicted
			in = 1
		}
		set[doc/64] |= in << (doc % 64)
	}
	return matches{docs: roaring.FromDense(set, false)}, nil
}

// evalAnd finds the documents that match all nodes, and sums their scores.
func evalAnd(ctx context.Context, n plan.And, s *segment) (matches, error) {
	if len(n.Of) == 0 {
		return matches{docs: s.All()}, nil
	}
	m, err := combine(ctx, n.Of, s, (*roaring.Bitmap).And)
	if err == nil {
		err = addNear(ctx, n.Near, s, m)
	}
	if err != nil || m.scores == nil {
		return m, err
	}
	// Documents that match only some of the nodes have no score.
	scores := make([]float64, len(m.scores))
	for it := m.docs.Iterator(); it.HasNext(); {
		doc := it.Next()
		scores[doc] = m.scores[doc]
	}
	m.scores = scores
	return m, nil
}

// evalOr finds the documents that match at least one node, and sums their scores.
func evalOr(ctx context.Context, n plan.Or, s *segment) (matches, error) {
	if len(n.Of) == 0 {
		return matches{docs: roaring.New()}, nil
	}
	m, err := combine(ctx, n.Of, s, (*roaring.Bitmap).Or)
	if err == nil {
		err = addNear(ctx, n.Near, s, m)
	}
	return m, err
}

// evalOptional finds the documents that match a node, and adds the scores of
// optional leaves.
func evalOptional(ctx context.Context, n plan.Optional, s *segment) (matches, error) {
	m, err := eval(ctx, n.Of, s)
	if err != nil {
		return m, err
	}
	if m.scores == nil {
		m.scores = make([]float64, s.Size())
	}
	for _, l := range n.Leaves {
		if err := ctx.Err(); err != nil {
			return m, err
		}
		for _, c := range cursorsOf(s, l) {
			for ok := c.Seek(0); ok; ok = c.Next() {
				if doc := c.Doc(); m.docs.Contains(doc) {
					m.scores[doc] += c.scoreOf(c.Index())
				}
			}
			if err := cmp.Or(c.Err(), s.err); err != nil {
				return m, err
			}
		}
	}
	return m, nil
}

// combine evaluates nodes, joins their documents and sums their scores in the order
// of the nodes.
func combine(ctx context.Context, of []plan.Node, s *segment, join func(a, b *roaring.Bitmap)) (matches, error) {
	sum, err := eval(ctx, of[0], s)
	if err != nil {
		return matches{}, err
	}
	for _, n := range of[1:] {
		if err := ctx.Err(); err != nil {
			return matches{}, err
		}
		m, err := eval(ctx, n, s)
		if err != nil {
			return matches{}, err
		}
		join(sum.docs, m.docs)
		switch {
		case m.scores == nil:
		case sum.scores == nil:
			sum.scores = m.scores
		default:
			for doc, score := range m.scores {
				sum.scores[doc] += score
			}
		}
	}
	return sum, nil
}
