package query

import (
	"fmt"
	"strings"

	"github.com/newsdex/newsdex/index/postings"
	"github.com/newsdex/newsdex/index/schema"
)

// A pair is two words that follow each other in a query: an article in which they
// stand near each other scores more. The form is that of the sequential
// dependence model (Metzler and Croft, A Markov Random Field Model for Term
// Dependencies, 2005): words side by side in their order, and words within a
// window in any order, each a feature of its own.
type pair struct{ a, b *leaf }

// nearWindow is the greatest distance at which words are near each other; side by
// side is 1.
const nearWindow = 8

// pairsOf returns the pairs among the clauses of an AND or OR, each once.
func pairsOf(of []node) []pair {
	var pairs []pair
	var last *leaf
	seen := map[[2]string]bool{}
	for _, n := range of {
		s, ok := n.(scored)
		if !ok || !s.word {
			continue
		}
		if last != nil {
			x, y := last.terms(), s.terms()
			if x > y {
				x, y = y, x
			}
			if x != y && !seen[[2]string{x, y}] {
				seen[[2]string{x, y}] = true
				pairs = append(pairs, pair{last, s.leaf})
			}
		}
		last = s.leaf
	}
	return pairs
}

// terms returns what the leaf asks for in each language.
func (l *leaf) terms() string {
	var b strings.Builder
	for i := range l.variants {
		fmt.Fprintf(&b, "%s%q", l.variants[i].lang, l.variants[i].slots)
	}
	return b.String()
}

// A nearness scores a pair in the documents that both cursors are at.
type nearness struct {
	a, b   *cursor
	scorer *scorer
	part   int     // its place in a sum
	weight float64 // proximity times the mean of the words'
	most   float64 // for what the less of the words weighs, no document scores more than this many times that
	bound  float64 // no document scores more
}

func (r *run) newNearness(a, b *cursor) *nearness {
	n := &nearness{a: a, b: b, scorer: &r.scorer, weight: (a.weight + b.weight) / 2 * r.scorer.Proximity}
	n.most = n.weight * 1.5 * boundSlack
	return n
}

// bind computes the bound of all documents from those of the cursors.
func (n *nearness) bind() { n.bound = n.boundOf(n.a.bound, n.b.bound) }

// boundOf returns a bound of the pair's score where those of its words are a and
// b. A word that is near another stands in the field at least once, so that what
// a pair weighs is no more than either word weighs, and a score is a word's
// weight times a function of that which only grows.
func (n *nearness) boundOf(a, b float64) float64 {
	return n.most * min(a/n.a.weight, b/n.b.weight)
}

// score returns what a document scores for the pair.
func (n *nearness) score(doc uint32) (float64, error) {
	side, near, err := n.weigh(doc)
	return n.weight * n.scorer.nearness(side, near), err
}

// weigh returns what the fields weigh in which the words stand side by side in
// the order of the query, and those in which they stand near each other.
func (n *nearness) weigh(doc uint32) (side, near float64, err error) {
	isSide, isNear, err := n.meet()
	for f := range schema.TextFields {
		if !isNear[f] {
			continue
		}
		w := n.scorer.weigh(schema.TextField(f), 1, n.a.length(schema.TextField(f)))
		near += w
		if isSide[f] {
			side += w
		}
	}
	return side, near, err
}

// meet returns in which fields of the document that the cursors are at the words
// stand side by side, and in which near each other.
func (n *nearness) meet() (side, near [schema.TextFields]bool, err error) {
	a, err := n.a.places()
	if err != nil {
		return side, near, err
	}
	b, err := n.b.places()
	if err != nil {
		return side, near, err
	}
	side, near = meet(a, b)
	return side, near, nil
}

// meet returns in which fields a place of b follows one of a at once, and in
// which one of either is near one of the other. Places that overlap are not near
// each other.
func meet(a, b []postings.Position) (side, near [schema.TextFields]bool) {
	const widest = 1 << 3 // positions that one place covers
	first := 0
	for _, x := range a {
		f := x.Field()
		if side[f] && near[f] {
			continue
		}
		for first < len(b) && (b[first].Field() < f || b[first].Field() == f && b[first].Pos() < x.Pos()-nearWindow-widest) {
			first++
		}
		for _, y := range b[first:] {
			if y.Field() != f || y.Pos() >= x.End()+nearWindow {
				break
			}
			if y.Pos() == x.End() {
				side[f] = true
			}
			if y.Pos() >= x.End() || y.End() <= x.Pos() && x.Pos() < y.End()+nearWindow {
				near[f] = true
			}
		}
	}
	return side, near
}

// nearnesses returns those of pairs in a segment.
func (r *run) nearnesses(pairs []pair, seg int) ([]*nearness, error) {
	if r.scorer.Proximity == 0 {
		return nil, nil
	}
	var all []*nearness
	for _, p := range pairs {
		a, err := r.cursorsOf(p.a, seg)
		if err != nil {
			return nil, err
		}
		b, err := r.cursorsOf(p.b, seg)
		if err != nil {
			return nil, err
		}
		all = append(all, r.pairUp(a, b)...)
	}
	return all, nil
}

// cursorsOf returns the cursors of a leaf in a segment, none for one that does not
// add to the score.
func (r *run) cursorsOf(l *leaf, seg int) ([]*cursor, error) {
	lists := r.scored[l]
	if lists == nil {
		return nil, nil
	}
	var cursors []*cursor
	for _, w := range lists.bySegment[seg] {
		list, err := w.List()
		if err != nil {
			return nil, err
		}
		c, err := r.newCursor(l, list, lists.weight, 0, seg)
		if err != nil {
			return nil, err
		}
		cursors = append(cursors, c)
	}
	return cursors, nil
}

// pairUp returns the nearnesses among the cursors of two words: one for each
// language that both are found in.
func (r *run) pairUp(as, bs []*cursor) []*nearness {
	var all []*nearness
	for _, a := range as {
		for _, b := range bs {
			if a.list.HasPositions() && b.list.HasPositions() && a.list.Language() == b.list.Language() && a.list.Term() != b.list.Term() {
				all = append(all, r.newNearness(a, b))
			}
		}
	}
	return all
}

// addNear adds the scores of pairs to those of the documents that match.
func (r *run) addNear(pairs []pair, seg int, m matches) error {
	if m.scores == nil {
		return nil
	}
	near, err := r.nearnesses(pairs, seg)
	if err != nil {
		return err
	}
	for _, n := range near {
		for i, doc := range n.a.docs {
			if i%4096 == 0 && r.ctx.Err() != nil {
				return r.ctx.Err()
			}
			if n.b.seek(doc); !n.b.at(doc) || !m.docs.Contains(doc) {
				continue
			}
			n.a.pos = i
			score, err := n.score(doc)
			if err != nil {
				return err
			}
			m.scores[doc] += score
		}
	}
	return nil
}

// explainNear explains what pairs add to a document.
func (r *run) explainNear(pairs []pair, seg int, doc uint32) ([]Explanation, error) {
	near, err := r.nearnesses(pairs, seg)
	if err != nil {
		return nil, err
	}
	var parts []Explanation
	for _, n := range near {
		n.a.seek(doc)
		n.b.seek(doc)
		if !n.a.at(doc) || !n.b.at(doc) {
			continue
		}
		side, near, err := n.weigh(doc)
		if err != nil {
			return nil, err
		}
		if score := n.weight * n.scorer.nearness(side, near); score > 0 {
			parts = append(parts, Explanation{
				Clause: "near: " + n.a.of.text + " " + n.b.of.text,
				Score:  score,
				Detail: fmt.Sprintf("mean idf %.4f × %g × (s/(%g + s) + ½ × w/(%g + w)), side by side s: %.4f, within %d words w: %.4f",
					n.weight/r.scorer.Proximity, r.scorer.Proximity, r.scorer.K1, r.scorer.K1, side, nearWindow, near),
			})
		}
	}
	return parts, nil
}
