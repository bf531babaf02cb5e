package query

import (
	"context"
	"math"

	"github.com/newsdex/newsdex/query/plan"
)

// Feedback sets the expansion of a query by pseudo-relevance feedback: RM3 (Lavrenko
// and Croft, Relevance-Based Language Models, 2001; Abdul-Jaleel et al., UMass at
// TREC 2004). A first search finds the best articles. Words that these have in
// common are added to the query, and a second search runs it.
type Feedback struct {
	// Articles is the number of best articles to take words from, 1 to 100.
	Articles int
	// Terms is the number of words to add, 1 to 100.
	Terms int
	// Weight is the share of the original query in the expanded one, above 0 and
	// below 1. The added words have the rest.
	Weight float64
}

// DefaultFeedback returns the parameters that were best on judged collections: see
// the package comment.
func DefaultFeedback() Feedback { return Feedback{Articles: 10, Terms: 20, Weight: 0.7} }

const (
	maxFeedbackArticles = 100
	maxFeedbackTerms    = 100
)

func (f *Feedback) check() error {
	ok := f.Articles > 0 && f.Articles <= maxFeedbackArticles && f.Terms > 0 && f.Terms <= maxFeedbackTerms &&
		f.Weight > 0 && f.Weight < 1 // or it is no number
	if !ok {
		return optionsErrorf("Feedback", "feedback %+v: articles and terms must be from 1 to %d, and the weight between 0 and 1", *f, maxFeedbackArticles)
	}
	return nil
}

// withFeedback expands the plan of the search by words of its best articles, and
// rebinds the search. It returns p itself if there are no such words.
func (s *localSearch) withFeedback(ctx context.Context, p *plan.Plan) (*plan.Plan, error) {
	if s.o.Feedback == nil || !plan.Scores(p.Root) {
		return p, nil
	}
	f := *s.o.Feedback
	terms, err := s.relevance(ctx, f)
	if err != nil {
		return nil, err
	}
	if len(terms) == 0 {
		return p, nil
	}
	p = expandPlan(p, terms, f.Weight)
	return p, s.Rebind(ctx, p)
}

// expandPlan returns a plan with added terms. The leaves of p keep their scores. The
// sum of their boosts is the given share of the sum of all boosts.
func expandPlan(p *plan.Plan, terms []relevantTerm, part float64) *plan.Plan {
	boosts := 0.0
	for _, l := range p.Leaves() {
		boosts += l.Boost
	}
	share := boosts * (1 - part) / part
	var added []*plan.Leaf
	for _, t := range terms {
		boost := math.Round(share*t.weight*1e4) / 1e4 // short, for people to read
		if boost == 0 {
			continue
		}
		added = append(added, &plan.Leaf{
			Text: "feedback: " + t.term, Fields: textFields, Boost: boost, Feedback: true,
			// A term must not be analysed again: it could become another one.
			Variants: []plan.Variant{{Language: t.lang, Slots: []plan.Slot{{{t.term}}}}},
		})
	}
	// If the plan has alternatives, the terms become further ones. Otherwise the
	// plan alone decides the matches. Filters do not change.
	if root, ok := withAlternatives(p.Root, added); ok {
		return &plan.Plan{Root: root}
	}
	return &plan.Plan{Root: plan.Optional{Of: p.Root, Leaves: added}}
}

// withAlternatives returns a node with leaves as further alternatives. It returns
// false if the node is no list of alternatives.
func withAlternatives(n plan.Node, leaves []*plan.Leaf) (plan.Node, bool) {
	switch n := n.(type) {
	case *plan.Leaf:
		if !n.Word {
			return nil, false
		}
		return plan.Or{Of: appendLeaves([]plan.Node{n}, leaves)}, true
	case plan.Or:
		return plan.Or{Of: appendLeaves(n.Of, leaves), Near: n.Near}, true
	case plan.And:
		// One ranked clause, and filters.
		at := -1
		for i, c := range n.Of {
			if plan.Scores(c) {
				if at >= 0 {
					return nil, false
				}
				at = i
			}
		}
		if at < 0 {
			return nil, false
		}
		c, ok := withAlternatives(n.Of[at], leaves)
		if !ok {
			return nil, false
		}
		of := append([]plan.Node(nil), n.Of...)
		of[at] = c
		return plan.And{Of: of, Near: n.Near}, true
	}
	return nil, false
}

// appendLeaves returns a copy of nodes with leaves appended.
func appendLeaves(nodes []plan.Node, leaves []*plan.Leaf) []plan.Node {
	all := append([]plan.Node(nil), nodes...)
	for _, l := range leaves {
		all = append(all, l)
	}
	return all
}
