package rank

import (
	"context"
	"fmt"
	"math"
	"strings"
	"time"

	"github.com/newsdex/newsdex/index/schema"
	"github.com/newsdex/newsdex/query/plan"
)

// An Explanation is a part of an article's score and its own parts.
// query.Explanation describes its members.
type Explanation struct {
	Clause string        // see query.Explanation
	Score  float64       // see query.Explanation
	Detail string        // see query.Explanation
	Parts  []Explanation // see query.Explanation
}

// Explain returns the parts of the score of a match.
func (s *Search) Explain(ctx context.Context, c Candidate) (Explanation, error) {
	seg := s.segments[c.Segment]
	e, _, err := explain(ctx, s.plan.Root, seg, c.Doc)
	if err != nil || seg.recency == nil {
		return e, err
	}
	dates, err := seg.Published()
	if err != nil {
		return e, err
	}
	age := seg.recency.explain(dates[c.Doc], e.Score)
	return Explanation{Clause: "sum of", Score: e.Score + age.Score, Parts: []Explanation{e, age}}, nil
}

// explain returns the parts of a document's score by a node. It returns false if the
// document does not match.
func explain(ctx context.Context, n plan.Node, s *segment, doc uint32) (Explanation, bool, error) {
	switch n := n.(type) {
	case *plan.Leaf:
		return explainLeaf(n, s, doc)
	case plan.Optional:
		return explainOptional(ctx, n, s, doc)
	case plan.And:
		return explainAll(ctx, "all of", n.Of, n.Near, s, doc, true)
	case plan.Or:
		return explainAll(ctx, "sum of", n.Of, n.Near, s, doc, false)
	}
	m, err := eval(ctx, n, s)
	if err != nil {
		return Explanation{}, false, err
	}
	return Explanation{Clause: describe(n), Detail: "a filter"}, m.docs.Contains(doc), nil
}

// explainAll explains the nodes that match, and the pairs among them. If every is
// set, all nodes must match.
func explainAll(ctx context.Context, name string, of []plan.Node, near []plan.Pair, s *segment, doc uint32, every bool) (Explanation, bool, error) {
	e := Explanation{Clause: name}
	for _, n := range of {
		if err := ctx.Err(); err != nil {
			return e, false, err
		}
		p, ok, err := explain(ctx, n, s, doc)
		switch {
		case err != nil:
			return e, false, err
		case ok:
			e.Parts = append(e.Parts, p)
			e.Score += p.Score
		case every:
			return Explanation{}, false, nil
		}
	}
	if !every && len(e.Parts) == 0 {
		return Explanation{}, false, nil
	}
	parts, err := explainNear(ctx, near, s, doc)
	for _, p := range parts {
		e.Parts = append(e.Parts, p)
		e.Score += p.Score
	}
	return e, true, err
}

// explainOptional explains the required node and the optional leaves that match.
func explainOptional(ctx context.Context, n plan.Optional, s *segment, doc uint32) (Explanation, bool, error) {
	e, ok, err := explain(ctx, n.Of, s, doc)
	if err != nil || !ok {
		return e, ok, err
	}
	all := Explanation{Clause: "sum of", Score: e.Score, Parts: []Explanation{e}}
	for _, l := range n.Leaves {
		if err := ctx.Err(); err != nil {
			return e, false, err
		}
		p, ok, err := explainLeaf(l, s, doc)
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

// explainLeaf explains the score of a leaf, false if the document lacks it.
func explainLeaf(l *plan.Leaf, s *segment, doc uint32) (Explanation, bool, error) {
	words := s.leaves[l]
	if words == nil {
		return Explanation{}, false, nil
	}
	for _, c := range cursorsOf(s, l) {
		found := c.seek(doc)
		if err := c.Err(); err != nil {
			return Explanation{}, false, err
		}
		if !found {
			continue
		}
		length := s.length(doc)
		if s.err != nil {
			return Explanation{}, false, s.err
		}
		var fields []string
		for f, tf := range c.Freqs(c.Index()) {
			if tf > 0 {
				f := schema.TextField(f)
				fields = append(fields, fmt.Sprintf("%d in %s of length %d weighs %.4f",
					tf, f, length[f], s.scorer.weigh(f, int(tf), int(length[f]))))
			}
		}
		detail := fmt.Sprintf("idf %.4f × w/(%g + w), w: %s", words.idf, s.scorer.K1, strings.Join(fields, " + "))
		if l.Boost != 1 {
			detail = fmt.Sprintf("boost %g × %s", l.Boost, detail)
		}
		return Explanation{Clause: l.Clause(), Score: c.score(), Detail: detail}, true, nil
	}
	return Explanation{}, false, nil
}

// explainNear explains the scores of pairs in a document.
func explainNear(ctx context.Context, pairs []plan.Pair, s *segment, doc uint32) ([]Explanation, error) {
	near, err := proximities(ctx, s, pairs)
	if err != nil {
		return nil, err
	}
	var parts []Explanation
	w := watch{ctx: ctx}
	for _, n := range near {
		if err := w.work(stepsOfLookup); err != nil {
			return nil, err
		}
		if !n.a.seek(doc) || !n.b.seek(doc) {
			continue
		}
		adjacent, near, err := n.weigh()
		if err != nil {
			return nil, err
		}
		if score := n.weight * n.scorer.proximity(adjacent, near); score > 0 {
			parts = append(parts, Explanation{
				Clause: "near: " + n.a.leaf.Text + " " + n.b.leaf.Text,
				Score:  score,
				Detail: fmt.Sprintf("mean idf %.4f × %g × (s/(%g + s) + ½ × w/(%g + w)), side by side s: %.4f, within %d words w: %.4f",
					n.weight/s.scorer.Proximity, s.scorer.Proximity, s.scorer.K1, s.scorer.K1, adjacent, plan.NearWindow, near),
			})
		}
	}
	return parts, nil
}

// explain returns the change of a score by age. It is not positive, so that the
// parts sum to the final score.
func (r *recency) explain(published int64, score float64) Explanation {
	f := r.factor(published)
	age := "without a date"
	if published != schema.NoDate {
		days := (float64(r.now) - float64(published)) / (24 * 60 * 60)
		age = fmt.Sprintf("%.1f days old", math.Max(0, days))
	}
	return Explanation{
		Clause: "recency",
		Score:  score*f - score,
		Detail: fmt.Sprintf("%s: × %.4f, with a half-life of %.4g days", age, f, r.halfLife/(24*60*60)),
	}
}

// describe names a node that only filters.
func describe(n plan.Node) string {
	switch n := n.(type) {
	case plan.Filter:
		return n.Field + ":" + n.Text
	case plan.Exact:
		return n.Field + ":" + n.Term
	case plan.Between:
		return "published from " + moment(n.From) + " up to " + moment(n.To)
	case plan.Not:
		return "NOT " + describe(n.Of)
	case *plan.Leaf:
		return n.Text
	case plan.All:
		return "*"
	}
	return "a group"
}

// moment returns a second in UTC, or … for an open end of a range.
func moment(at int64) string {
	if at == plan.Earliest || at == plan.Latest {
		return "…"
	}
	return time.Unix(at, 0).UTC().Format("2006-01-02T15:04:05")
}
