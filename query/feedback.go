package query

import (
	"fmt"
	"math"
)

// Feedback sets how a search widens itself by what it finds: RM3 (Lavrenko and
// Croft, Relevance-Based Language Models, 2001; Abdul-Jaleel et al., UMass at
// TREC 2004). The words that the best articles of a first search have in common
// are added to the query, and it is run again.
//
// The zero value is no feedback. Of any other, the fields that are 0 stand for
// those of [DefaultFeedback].
type Feedback struct {
	// Articles is how many of the best articles give words; at most 100.
	Articles int
	// Terms is how many words are added; at most 100.
	Terms int
	// Weight is the part of the query in what is searched for; the added words
	// have the rest. Above 0 and below 1.
	Weight float64
}

// DefaultFeedback is the feedback that newsdex search --feedback uses.
var DefaultFeedback = Feedback{Articles: 10, Terms: 20, Weight: 0.7}

const (
	maxFeedbackArticles = 100
	maxFeedbackTerms    = 100
)

func (f Feedback) orDefault() (Feedback, error) {
	if f == (Feedback{}) {
		return f, nil
	}
	if f.Articles == 0 {
		f.Articles = DefaultFeedback.Articles
	}
	if f.Terms == 0 {
		f.Terms = DefaultFeedback.Terms
	}
	if f.Weight == 0 {
		f.Weight = DefaultFeedback.Weight
	}
	ok := f.Articles > 0 && f.Articles <= maxFeedbackArticles && f.Terms > 0 && f.Terms <= maxFeedbackTerms &&
		f.Weight > 0 && f.Weight < 1 // or it is no number
	if !ok {
		return f, fmt.Errorf("query: feedback %+v: articles and terms must be from 1 to %d, and the weight between 0 and 1", f, maxFeedbackArticles)
	}
	return f, nil
}

// feedback returns root with the words that its best articles have in common,
// and those words; root itself if there are none. The leaves are those of root.
func (r *run) feedback(root node, leaves []*leaf, f Feedback) (node, []*leaf, error) {
	if f == (Feedback{}) || !scores(root) {
		return root, nil, nil
	}
	terms, err := r.relevance(root, f)
	if err != nil || len(terms) == 0 {
		return root, nil, err
	}
	// The clauses of the query keep their scores. Together they have the weight
	// of their boosts, and that is its part.
	boosts := 0.0
	for _, l := range leaves {
		boosts += l.boost
	}
	share := boosts * (1 - f.Weight) / f.Weight
	var added []*leaf
	for _, t := range terms {
		boost := math.Round(share*t.weight*1e4) / 1e4 // for people to read
		if boost == 0 {
			continue
		}
		added = append(added, &leaf{
			text: "feedback: " + t.term, fields: textFields, boost: boost,
			// It is a term already: analysed again, it could become another one.
			variants: []variant{{lang: t.lang, slots: []slot{{{t.term}}}}},
		})
	}
	if err := r.prepare(added); err != nil {
		return nil, nil, err
	}
	r.forget() // what root found
	return widened(root, added), added, nil
}

// widened returns a node that adds the scores of leaves to those of root. Where
// root asks for alternatives, they are further ones; where it makes a demand, it
// goes on to decide what matches. Filters stay what they are.
func widened(root node, leaves []*leaf) node {
	if n, ok := withAlternatives(root, leaves); ok {
		return n
	}
	return ranked{root, leaves}
}

// withAlternatives returns root with leaves as further alternatives, false if it
// does not ask for alternatives.
func withAlternatives(n node, leaves []*leaf) (node, bool) {
	switch n := n.(type) {
	case scored:
		if !n.word {
			return nil, false
		}
		return or{of: appendLeaves([]node{n}, leaves)}, true
	case or:
		return or{of: appendLeaves(n.of, leaves), near: n.near}, true
	case and:
		// One clause that is ranked, and filters.
		at := -1
		for i, c := range n.of {
			if scores(c) {
				if at >= 0 {
					return nil, false
				}
				at = i
			}
		}
		if at < 0 {
			return nil, false
		}
		c, ok := withAlternatives(n.of[at], leaves)
		if !ok {
			return nil, false
		}
		of := append([]node(nil), n.of...)
		of[at] = c
		return and{of, n.near}, true
	}
	return nil, false
}

func appendLeaves(nodes []node, leaves []*leaf) []node {
	all := append([]node(nil), nodes...)
	for _, l := range leaves {
		all = append(all, scored{l})
	}
	return all
}

// A ranked node matches what another one does, and scores leaves besides.
type ranked struct {
	of     node
	leaves []*leaf
}

func (n ranked) eval(r *run, seg int) (matches, error) {
	m, err := n.of.eval(r, seg)
	if err != nil {
		return m, err
	}
	if m.scores == nil {
		m.scores = make([]float64, r.segments[seg].Size())
	}
	for _, l := range n.leaves {
		if err := r.ctx.Err(); err != nil {
			return m, err
		}
		cursors, err := r.cursorsOf(l, seg)
		if err != nil {
			return m, err
		}
		for _, c := range cursors {
			for i, doc := range c.docs {
				if m.docs.Contains(doc) {
					m.scores[doc] += c.score(i)
				}
			}
		}
	}
	return m, nil
}

// explain explains the node and those leaves that match.
func (n ranked) explain(r *run, seg int, doc uint32) (Explanation, bool, error) {
	e, ok, err := r.explain(n.of, seg, doc)
	if err != nil || !ok {
		return e, ok, err
	}
	all := Explanation{Clause: "sum of", Score: e.Score, Parts: []Explanation{e}}
	for _, l := range n.leaves {
		p, ok, err := r.explainLeaf(l, seg, doc)
		if err != nil {
			return e, false, err
		}
		if ok {
			all.Parts = append(all.Parts, p)
			all.Score += p.Score
		}
	}
	return all, true, nil
}

// holding returns the number of articles that hold a term in the text field that
// most hold it in.
func (r *run) holding(lang, term string) (int, error) {
	most := 0
	for _, f := range textFields {
		n := 0
		for _, seg := range r.segments {
			docs, err := seg.Docs(f.In(lang), term)
			if err != nil {
				return 0, err
			}
			n += int(docs.GetCardinality())
		}
		most = max(most, n)
	}
	return most, nil
}
