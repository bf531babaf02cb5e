package query

import (
	"fmt"

	"github.com/newsdex/newsdex/index"
)

// A pair is two words of a query that score more where they stand near each
// other.
type pair struct{ a, b *leaf }

// pairsOf returns the pairs of words that follow each other among the clauses of
// an AND or OR.
func pairsOf(of []node) []pair {
	var pairs []pair
	var last *leaf
	for _, n := range of {
		s, ok := n.(scored)
		if !ok || !s.word {
			continue
		}
		if last != nil && last.text != s.text { // the same word twice is no pair
			pairs = append(pairs, pair{last, s.leaf})
		}
		last = s.leaf
	}
	return pairs
}

// A nearness scores how near the words of a pair stand in the documents that both
// cursors are at.
type nearness struct {
	a, b   *cursor
	scorer *scorer
	weight float64 // the lesser of theirs
	bound  float64 // no document scores more
}

func (r *run) newNearness(a, b *cursor) *nearness {
	n := &nearness{a: a, b: b, scorer: &r.scorer, weight: min(a.weight, b.weight)}
	n.bound = n.scorer.near(n.weight, 1) * boundSlack
	return n
}

// score returns what a document scores for the pair.
func (n *nearness) score() (float64, error) {
	d, err := n.distance()
	return n.scorer.near(n.weight, d), err
}

// distance returns the least distance of the two words in one field of a
// document, 1 for words side by side, and 0 where no field has both.
func (n *nearness) distance() (int, error) {
	a, err := n.a.places()
	if err != nil {
		return 0, err
	}
	b, err := n.b.places()
	if err != nil {
		return 0, err
	}
	return leastDistance(a, b), nil
}

// leastDistance returns the least distance between a place of a and one of b in
// the same field, 0 if there is none.
func leastDistance(a, b []index.Place) int {
	least := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		x, y := a[i], b[j]
		if x.Field() == y.Field() {
			d := max(1, y.Pos()-x.End()+1, x.Pos()-y.End()+1)
			if least == 0 || d < least {
				least = d
			}
		}
		if x < y {
			i++
		} else {
			j++
		}
	}
	return least
}

// nearnesses returns those of pairs in a segment.
func (r *run) nearnesses(pairs []pair, seg int) ([]*nearness, error) {
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
	for _, list := range lists.bySegment[seg] {
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
			if a.list.HasPlaces() && b.list.HasPlaces() && a.list.Language() == b.list.Language() {
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
			score, err := n.score()
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
		d, err := n.distance()
		if err != nil {
			return nil, err
		}
		if score := n.scorer.near(n.weight, d); score > 0 {
			parts = append(parts, Explanation{
				Clause: "near: " + n.a.of.clause() + " " + n.b.of.clause(),
				Score:  score,
				Detail: fmt.Sprintf("weight %.4f, distance %d", n.weight, d),
			})
		}
	}
	return parts, nil
}
