package query

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/newsdex/newsdex/index/schema"
)

// An Explanation says why an article has its score: for each clause of the query
// what it adds, and how that came about. The scores of Parts add up to Score.
type Explanation struct {
	// Clause is the clause in the syntax of [Parse], or "sum of" for a group.
	Clause string `json:"clause"`
	// Score is what it adds to the score of the article.
	Score float64 `json:"score"`
	// Detail says how the score of a word, phrase or prefix came about.
	Detail string        `json:"detail,omitempty"`
	Parts  []Explanation `json:"parts,omitempty"`
}

// String returns the explanation as lines of text, parts indented beneath what
// they are parts of.
func (e Explanation) String() string {
	var b strings.Builder
	e.write(&b, 0)
	return b.String()
}

func (e Explanation) write(b *strings.Builder, depth int) {
	fmt.Fprintf(b, "%s%.4f  %s", strings.Repeat("  ", depth), e.Score, e.Clause)
	if e.Detail != "" {
		fmt.Fprintf(b, "  (%s)", e.Detail)
	}
	b.WriteByte('\n')
	for _, p := range e.Parts {
		p.write(b, depth+1)
	}
}

// explainHit returns why a document of a segment that matches has its score.
func (r *run) explainHit(root node, seg int, doc uint32) (Explanation, error) {
	e, _, err := r.explain(root, seg, doc)
	if err != nil || r.recency == nil {
		return e, err
	}
	dates, err := r.segments[seg].Published()
	if err != nil {
		return e, err
	}
	age := r.recency.explain(dates[doc], e.Score)
	return Explanation{Clause: "sum of", Score: e.Score + age.Score, Parts: []Explanation{e, age}}, nil
}

// explain returns why a document of a segment has its score, false if it does not
// match.
func (r *run) explain(n node, seg int, doc uint32) (Explanation, bool, error) {
	switch n := n.(type) {
	case scored:
		return r.explainLeaf(n.leaf, seg, doc)
	case ranked:
		return n.explain(r, seg, doc)
	case and:
		return r.explainAll("all of", n.of, n.near, seg, doc, true)
	case or:
		return r.explainAll("sum of", n.of, n.near, seg, doc, false)
	}
	m, err := n.eval(r, seg)
	if err != nil {
		return Explanation{}, false, err
	}
	return Explanation{Clause: describe(n), Detail: "a filter"}, m.docs.Contains(doc), nil
}

// explainAll explains the nodes that match, and the pairs among them; with every,
// all of them must.
func (r *run) explainAll(name string, of []node, near []pair, seg int, doc uint32, every bool) (Explanation, bool, error) {
	e := Explanation{Clause: name}
	for _, n := range of {
		p, ok, err := r.explain(n, seg, doc)
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
	parts, err := r.explainNear(near, seg, doc)
	for _, p := range parts {
		e.Parts = append(e.Parts, p)
		e.Score += p.Score
	}
	return e, true, err
}

func (r *run) explainLeaf(l *leaf, seg int, doc uint32) (Explanation, bool, error) {
	lists := r.scored[l]
	if lists == nil {
		return Explanation{}, false, nil
	}
	for _, w := range lists.bySegment[seg] {
		list, err := w.Among(roaring.BitmapOf(doc))
		if err != nil {
			return Explanation{}, false, err
		}
		i, ok := slices.BinarySearch(list.Docs(), doc)
		if !ok {
			continue
		}
		c, err := r.newCursor(l, list, lists.weight, 0, seg)
		if err != nil {
			return Explanation{}, false, err
		}
		c.pos = i
		var fields []string
		for f, tf := range list.Freq(i) {
			if tf > 0 {
				f := schema.TextField(f)
				length := c.length(f)
				fields = append(fields, fmt.Sprintf("%d in %s of length %d weighs %.4f",
					tf, f, length, r.scorer.weigh(f, int(tf), length)))
			}
		}
		detail := fmt.Sprintf("idf %.4f × w/(%g + w), w: %s", lists.idf, r.scorer.K1, strings.Join(fields, " + "))
		if l.boost != 1 {
			detail = fmt.Sprintf("boost %g × %s", l.boost, detail)
		}
		return Explanation{Clause: l.clause(), Score: c.score(i), Detail: detail}, true, nil
	}
	return Explanation{}, false, nil
}

// describe names a node that only filters.
func describe(n node) string {
	switch n := n.(type) {
	case filtered:
		return n.filter + ":" + n.text
	case exact:
		return n.name + ":" + n.term
	case between:
		return strings.TrimSpace(fmt.Sprintf("published from %s up to %s", orOpen(n.from, schema.NoDate+1), orOpen(n.to, math.MaxInt64)))
	case not:
		return "NOT " + describe(n.of)
	case scored:
		return n.text
	case all:
		return "*"
	}
	return "a group"
}

func orOpen(at, open int64) string {
	if at == open {
		return "…"
	}
	return time.Unix(at, 0).UTC().Format(secondLayout)
}
