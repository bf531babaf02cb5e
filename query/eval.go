package query

import (
	"github.com/RoaringBitmap/roaring/v2"

	"github.com/newsdex/newsdex/index/postings"
)

// matches are the documents of a segment that match a node, and their scores by
// document number; nil scores are all 0.
type matches struct {
	docs   *roaring.Bitmap
	scores []float64
}

// eval finds and scores all documents of a leaf. One beneath a NOT is not prepared
// and not scored.
func (n scored) eval(r *run, seg int) (matches, error) {
	m := matches{docs: roaring.New()}
	lists := r.scored[n.leaf]
	if lists == nil {
		words, err := r.lists(n.leaf, r.segments[seg])
		for _, w := range words {
			m.docs.Or(w.Docs())
		}
		return m, err
	}
	m.scores = make([]float64, r.segments[seg].Size())
	for _, w := range lists.bySegment[seg] {
		list, err := w.List()
		if err != nil {
			return matches{}, err
		}
		c, err := r.newCursor(n.leaf, list, lists.weight, 0, seg)
		if err != nil {
			return matches{}, err
		}
		m.docs.Or(list.Bitmap())
		for i, doc := range c.docs {
			m.scores[doc] = c.score(i)
		}
	}
	return m, nil
}

// eval finds the documents of a leaf on a field that filters.
func (n filtered) eval(r *run, seg int) (matches, error) {
	s := r.segments[seg]
	docs := roaring.New()
	for i := range n.variants {
		v := &n.variants[i]
		terms, ok, err := v.plainTerms(s, n.filter)
		if err != nil {
			return matches{}, err
		}
		if !ok {
			freqs, err := r.phrases(v, s, n.filter)
			if err != nil {
				return matches{}, named(n.text, err)
			}
			for _, f := range freqs {
				docs.Add(f.Doc)
			}
			continue
		}
		for i, term := range terms {
			if i%256 == 0 && r.ctx.Err() != nil {
				return matches{}, r.ctx.Err()
			}
			holders, err := s.Docs(n.filter, term)
			if err != nil {
				return matches{}, err
			}
			docs.Or(holders)
		}
	}
	return matches{docs: docs}, nil
}

// plainTerms returns the terms of a variant whose documents are those of its
// terms: a single term, or those that it expands to.
func (v *variant) plainTerms(seg *postings.Segment, field string) (terms []string, ok bool, err error) {
	if v.expands() {
		for term, err := range v.terms(seg, field) {
			if err != nil {
				return nil, false, err
			}
			terms = append(terms, term)
		}
		return terms, true, nil
	}
	if term, ok := v.single(); ok {
		return []string{term}, true, nil
	}
	return nil, false, nil
}

func (n exact) eval(r *run, seg int) (matches, error) {
	docs, err := r.segments[seg].Docs(n.field, n.term)
	return matches{docs: docs}, err
}

func (n between) eval(r *run, seg int) (matches, error) {
	dates, err := r.segments[seg].Published()
	if err != nil {
		return matches{}, err
	}
	set := make([]uint64, (len(dates)+63)/64)
	from, span := uint64(n.from), uint64(n.to)-uint64(n.from)
	if n.to < n.from {
		span = 0
	}
	for doc, at := range dates {
		in := uint64(0)
		if uint64(at)-from < span { // no branch: it could not be foreseen
			in = 1
		}
		set[doc/64] |= in << (doc % 64)
	}
	return matches{docs: roaring.FromDense(set, false)}, nil
}

func (all) eval(r *run, seg int) (matches, error) {
	return matches{docs: r.segments[seg].All()}, nil
}

func (n not) eval(r *run, seg int) (matches, error) {
	m, err := n.of.eval(r, seg)
	if err != nil {
		return matches{}, err
	}
	return matches{docs: roaring.AndNot(r.segments[seg].All(), m.docs)}, nil
}

func (n and) eval(r *run, seg int) (matches, error) {
	if len(n.of) == 0 {
		return all{}.eval(r, seg)
	}
	m, err := r.combine(n.of, seg, (*roaring.Bitmap).And)
	if err == nil {
		err = r.addNear(n.near, seg, m)
	}
	if err != nil || m.scores == nil {
		return m, err
	}
	// A document that matches some of the nodes only has no score.
	scores := make([]float64, len(m.scores))
	for it := m.docs.Iterator(); it.HasNext(); {
		doc := it.Next()
		scores[doc] = m.scores[doc]
	}
	m.scores = scores
	return m, nil
}

func (n or) eval(r *run, seg int) (matches, error) {
	if len(n.of) == 0 {
		return matches{docs: roaring.New()}, nil
	}
	m, err := r.combine(n.of, seg, (*roaring.Bitmap).Or)
	if err == nil {
		err = r.addNear(n.near, seg, m)
	}
	return m, err
}

// combine evaluates nodes, joins their documents and adds up their scores, in
// the order of the nodes.
func (r *run) combine(of []node, seg int, join func(a, b *roaring.Bitmap)) (matches, error) {
	sum, err := of[0].eval(r, seg)
	if err != nil {
		return matches{}, err
	}
	for _, n := range of[1:] {
		if err := r.ctx.Err(); err != nil {
			return matches{}, err
		}
		m, err := n.eval(r, seg)
		if err != nil {
			return matches{}, err
		}
		join(sum.docs, m.docs)
		switch {
		case m.scores == nil:
		case sum.scores == nil:
			sum.scores = m.scores
		default:
			for doc, s := range m.scores {
				sum.scores[doc] += s
			}
		}
	}
	return sum, nil
}
