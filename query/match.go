package query

import (
	"context"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/newsdex/newsdex/index"
)

// A run is one search in one snapshot. Every article that matches is scored.
type run struct {
	ctx      context.Context
	segments []*index.Segment
	scorer   scorer
	scored   map[*leaf]*leafScores
}

// matches are the documents of a segment that match a node, and their scores by
// document number; nil scores are all 0.
type matches struct {
	docs   *roaring.Bitmap
	scores []float64
}

// leafScores are a leaf's documents, by segment, with their weighted
// frequencies in the order of the documents.
type leafScores struct {
	docs    []*roaring.Bitmap
	weighed [][]float64
	idf     float64
}

// prepare finds the leaves' documents in every segment: how many there are must
// be known before the first is scored.
func (r *run) prepare(leaves []*leaf) error {
	r.scored = make(map[*leaf]*leafScores, len(leaves))
	for _, l := range leaves {
		s := &leafScores{}
		n := 0
		for _, seg := range r.segments {
			if err := r.ctx.Err(); err != nil {
				return err
			}
			docs, weighed, err := r.weigh(l, seg)
			if err != nil {
				return err
			}
			s.docs = append(s.docs, docs)
			s.weighed = append(s.weighed, weighed)
			n += len(weighed)
		}
		s.idf = r.scorer.idf(n)
		r.scored[l] = s
	}
	return nil
}

// weigh returns the documents of a segment that hold a leaf, with the sums of
// its weighted frequencies over the leaf's fields.
func (r *run) weigh(l *leaf, seg *index.Segment) (*roaring.Bitmap, []float64, error) {
	docs := roaring.New()
	sums := make([]float64, seg.Size())
	for i := range l.variants {
		v := &l.variants[i]
		for _, f := range l.fields {
			err := r.frequencies(v, seg, f.In(v.lang), func(doc uint32, tf, length int) {
				docs.Add(doc)
				sums[doc] += r.scorer.weigh(f, tf, length)
			})
			if err != nil {
				return nil, nil, err
			}
		}
	}
	weighed := make([]float64, 0, docs.GetCardinality())
	for it := docs.Iterator(); it.HasNext(); {
		weighed = append(weighed, sums[it.Next()])
	}
	return docs, weighed, nil
}

// frequencies calls add for the documents in which a variant stands in a Bleve
// field: once for each or, for a prefix, once for each of its terms.
func (r *run) frequencies(v *variant, seg *index.Segment, field string, add func(doc uint32, tf, length int)) error {
	terms, isTerms, err := v.plainTerms(seg, field)
	if err != nil {
		return err
	}
	if !isTerms {
		return r.phrases(v.slots, seg, field, add)
	}
	for i, term := range terms {
		if i%64 == 63 {
			if err := r.ctx.Err(); err != nil {
				return err
			}
		}
		n := 0
		for p, err := range seg.Postings(field, term) {
			if err != nil {
				return err
			}
			add(p.Doc, p.Freq, p.Length)
			if n++; n%8192 == 0 {
				if err := r.ctx.Err(); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// plainTerms returns the terms of a variant whose occurrences are those of its
// terms: a single term, or a prefix.
func (v *variant) plainTerms(seg *index.Segment, field string) (terms []string, ok bool, err error) {
	if v.prefix != "" {
		terms, err = v.terms(seg, field)
		return terms, true, err
	}
	if term, ok := v.single(); ok {
		return []string{term}, true, nil
	}
	return nil, false, nil
}

// phrases calls add for the documents in which slots stand one after the other.
// The documents that hold all their terms are found first; only of those are
// positions read.
func (r *run) phrases(slots []slot, seg *index.Segment, field string, add func(doc uint32, tf, length int)) error {
	if len(slots) == 0 {
		return nil
	}
	among, err := holders(slots, seg, field)
	if err != nil || among.IsEmpty() {
		return err
	}
	spans := make(map[uint32]map[string][]index.Span, among.GetCardinality())
	lengths := make(map[uint32]int, among.GetCardinality())
	for term := range termsOf(slots) {
		if err := r.ctx.Err(); err != nil {
			return err
		}
		for p, err := range seg.Spans(field, term, among) {
			if err != nil {
				return err
			}
			if spans[p.Doc] == nil {
				spans[p.Doc] = make(map[string][]index.Span)
			}
			spans[p.Doc][term] = append([]index.Span(nil), p.Spans...)
			lengths[p.Doc] = p.Length
		}
	}
	for it := among.Iterator(); it.HasNext(); {
		doc := it.Next()
		found := occurrences(slots, func(term string) []index.Span { return spans[doc][term] })
		if len(found) > 0 {
			add(doc, len(found), lengths[doc])
		}
	}
	return nil
}

// termsOf returns the distinct terms of slots.
func termsOf(slots []slot) map[string]struct{} {
	terms := make(map[string]struct{})
	for _, s := range slots {
		for _, seq := range s {
			for _, t := range seq {
				terms[t] = struct{}{}
			}
		}
	}
	return terms
}

// holders returns the documents of a segment that hold, in a Bleve field, all
// terms of one alternative of every slot.
func holders(slots []slot, seg *index.Segment, field string) (*roaring.Bitmap, error) {
	var all *roaring.Bitmap
	for _, s := range slots {
		any := roaring.New()
		for _, seq := range s {
			var both *roaring.Bitmap
			for _, term := range seq {
				docs, err := seg.Docs(field, term)
				if err != nil {
					return nil, err
				}
				both = intersect(both, docs)
			}
			any.Or(both)
		}
		all = intersect(all, any)
		if all.IsEmpty() {
			break
		}
	}
	return all, nil
}

// intersect returns what is in both; a nil a is everything.
func intersect(a, b *roaring.Bitmap) *roaring.Bitmap {
	if a == nil {
		return b
	}
	a.And(b)
	return a
}

func (n scored) eval(r *run, seg int) (matches, error) {
	s := r.scored[n.leaf]
	if s == nil { // beneath a NOT
		docs, _, err := r.weigh(n.leaf, r.segments[seg])
		return matches{docs: docs}, err
	}
	scores := make([]float64, r.segments[seg].Size())
	i := 0
	for it := s.docs[seg].Iterator(); it.HasNext(); i++ {
		scores[it.Next()] = r.scorer.score(s.idf, s.weighed[seg][i])
	}
	return matches{s.docs[seg].Clone(), scores}, nil
}

func (n filtered) eval(r *run, seg int) (matches, error) {
	docs := roaring.New()
	for i := range n.variants {
		for _, field := range n.fieldsOf(&n.variants[i]) {
			err := r.frequencies(&n.variants[i], r.segments[seg], field, func(doc uint32, _, _ int) { docs.Add(doc) })
			if err != nil {
				return matches{}, err
			}
		}
	}
	return matches{docs: docs}, nil
}

func (n exact) eval(r *run, seg int) (matches, error) {
	docs, err := r.segments[seg].Docs(n.field, n.term)
	return matches{docs: docs}, err
}

func (n between) eval(r *run, seg int) (matches, error) {
	docs := roaring.New()
	for term, err := range r.segments[seg].Terms(index.FieldPublished, n.from, n.to) {
		if err != nil {
			return matches{}, err
		}
		at, err := r.segments[seg].Docs(index.FieldPublished, term)
		if err != nil {
			return matches{}, err
		}
		docs.Or(at)
	}
	return matches{docs: docs}, nil
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
	return r.combine(n.of, seg, (*roaring.Bitmap).Or)
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
