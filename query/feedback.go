package query

import (
	"context"
	"fmt"
	"math"

	"github.com/newsdex/newsdex/query/plan"
)

// Feedback sets how a search widens itself by what it finds: RM3 (Lavrenko and
// Croft, Relevance-Based Language Models, 2001; Abdul-Jaleel et al., UMass at
// TREC 2004). The words that the best articles of a first search have in common
// are added to the query, and it is run again.
type Feedback struct {
	// Articles is how many of the best articles give words, from 1 to 100.
	Articles int
	// Terms is how many words are added, from 1 to 100.
	Terms int
	// Weight is the part of the query in what is searched for; the added words
	// have the rest. Above 0 and below 1.
	Weight float64
}

// DefaultFeedback returns the feedback with the parameters that were best on judged
// collections. See the package's documentation.
func DefaultFeedback() Feedback { return Feedback{Articles: 10, Terms: 20, Weight: 0.7} }

const (
	maxFeedbackArticles = 100
	maxFeedbackTerms    = 100
)

func (f *Feedback) check() error {
	ok := f.Articles > 0 && f.Articles <= maxFeedbackArticles && f.Terms > 0 && f.Terms <= maxFeedbackTerms &&
		f.Weight > 0 && f.Weight < 1 // or it is no number
	if !ok {
		return fmt.Errorf("query: feedback %+v: articles and terms must be from 1 to %d, and the weight between 0 and 1", *f, maxFeedbackArticles)
	}
	return nil
}

// withFeedback returns the plan of the search with the words that its best articles have
// in common, and goes on with that; it is p itself if there are none.
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
	p = widened(p, terms, f.Weight)
	return p, s.Rebind(ctx, p)
}

// widened returns a plan with terms. Its own leaves keep their scores. Together they have
// the weight of their boosts, and that is the given part of all.
func widened(p *plan.Plan, terms []relevantTerm, part float64) *plan.Plan {
	boosts := 0.0
	for _, l := range p.Leaves() {
		boosts += l.Boost
	}
	share := boosts * (1 - part) / part
	var added []*plan.Leaf
	for _, t := range terms {
		boost := math.Round(share*t.weight*1e4) / 1e4 // for people to read
		if boost == 0 {
			continue
		}
		added = append(added, &plan.Leaf{
			Text: "feedback: " + t.term, Fields: textFields, Boost: boost, Feedback: true,
			// It is a term already: analysed again, it could become another one.
			Variants: []plan.Variant{{Language: t.lang, Slots: []plan.Slot{{{t.term}}}}},
		})
	}
	// Where the plan asks for alternatives, the terms are further ones; where it makes a
	// demand, it goes on to decide what matches. Filters stay what they are.
	if root, ok := withAlternatives(p.Root, added); ok {
		return &plan.Plan{Root: root}
	}
	return &plan.Plan{Root: plan.Optional{Of: p.Root, Leaves: added}}
}

// withAlternatives returns a node with leaves as further alternatives, false if it does
// not ask for alternatives.
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
		// One clause that is ranked, and filters.
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

func appendLeaves(nodes []plan.Node, leaves []*plan.Leaf) []plan.Node {
	all := append([]plan.Node(nil), nodes...)
	for _, l := range leaves {
		all = append(all, l)
	}
	return all
}
