package rank

import (
	"context"

	"github.com/newsdex/newsdex/index/postings"
	"github.com/newsdex/newsdex/index/schema"
	"github.com/newsdex/newsdex/query/plan"
)

// A nearness scores a pair in the documents that both cursors are at.
type nearness struct {
	a, b   *cursor
	scorer *scorer
	part   int     // its number among the parts of a sum
	weight float64 // proximity times the mean of the words'
	most   float64 // no document scores more than this many times the lesser weight of the words
	bound  float64 // no document scores more
}

func newNearness(a, b *cursor) *nearness {
	n := &nearness{a: a, b: b, scorer: a.scorer, weight: (a.weight + b.weight) / 2 * a.scorer.Proximity}
	n.most = n.weight * 1.5 * boundSlack
	return n
}

// bind computes the bound of all documents from those of the cursors.
func (n *nearness) bind() { n.bound = n.boundOf(n.a.bound, n.b.bound) }

// boundOf returns a bound of the pair's score where those of its words are a and
// b. A word that is near another one stands in the field at least once. So a pair weighs
// no more than either word, and a score is the weight of a word times a function of that
// which only grows.
func (n *nearness) boundOf(a, b float64) float64 {
	return n.most * min(a/n.a.weight, b/n.b.weight)
}

// score returns the score of a document for the pair.
func (n *nearness) score(doc uint32) (float64, error) {
	side, near, err := n.weigh(doc)
	return n.weight * n.scorer.nearness(side, near), err
}

// weigh returns the weight of the fields in which the words stand side by side in the
// order of the query, and that of those in which they stand near each other.
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

// meet returns the fields of the document that the cursors are at in which the words
// stand side by side, and those in which they stand near each other.
func (n *nearness) meet() (side, near [schema.TextFields]bool, err error) {
	a, err := n.a.positions()
	if err != nil {
		return side, near, err
	}
	b, err := n.b.positions()
	if err != nil {
		return side, near, err
	}
	side, near = meet(a, b)
	return side, near, nil
}

// meet returns the fields in which an occurrence of b follows one of a at once, and those
// in which one of either is near one of the other. Occurrences that overlap are not near
// each other.
func meet(a, b []postings.Position) (side, near [schema.TextFields]bool) {
	const widest = 1 << 3 // positions that one occurrence covers
	first := 0
	for _, x := range a {
		f := x.Field()
		if side[f] && near[f] {
			continue
		}
		for first < len(b) && (b[first].Field() < f || b[first].Field() == f && b[first].Pos() < x.Pos()-plan.NearWindow-widest) {
			first++
		}
		for _, y := range b[first:] {
			if y.Field() != f || y.Pos() >= x.End()+plan.NearWindow {
				break
			}
			if y.Pos() == x.End() {
				side[f] = true
			}
			if y.Pos() >= x.End() || y.End() <= x.Pos() && x.Pos() < y.End()+plan.NearWindow {
				near[f] = true
			}
		}
	}
	return side, near
}

// nearnesses returns those of pairs in a segment.
func nearnesses(s *segment, pairs []plan.Pair) ([]*nearness, error) {
	if s.scorer.Proximity == 0 {
		return nil, nil
	}
	var all []*nearness
	for _, p := range pairs {
		a, err := cursorsOf(s, p.A)
		if err != nil {
			return nil, err
		}
		b, err := cursorsOf(s, p.B)
		if err != nil {
			return nil, err
		}
		all = append(all, pairUp(a, b)...)
	}
	return all, nil
}

// cursorsOf returns the cursors of a leaf in a segment, none for one that does not
// add to the score.
func cursorsOf(s *segment, l *plan.Leaf) ([]*cursor, error) {
	words := s.leaves[l]
	if words == nil {
		return nil, nil
	}
	var cursors []*cursor
	for _, w := range words.bySegment[s.number] {
		list, err := w.List()
		if err != nil {
			return nil, err
		}
		c, err := newCursor(s, l, list, words.weight, 0)
		if err != nil {
			return nil, err
		}
		cursors = append(cursors, c)
	}
	return cursors, nil
}

// pairUp returns the nearnesses among the cursors of two words: one for each
// language that both are found in.
func pairUp(as, bs []*cursor) []*nearness {
	var all []*nearness
	for _, a := range as {
		for _, b := range bs {
			if a.list.HasPositions() && b.list.HasPositions() && a.list.Language() == b.list.Language() && a.list.Term() != b.list.Term() {
				all = append(all, newNearness(a, b))
			}
		}
	}
	return all
}

// addNear adds the scores of pairs to those of the documents that match.
func addNear(ctx context.Context, pairs []plan.Pair, s *segment, m matches) error {
	if m.scores == nil {
		return nil
	}
	near, err := nearnesses(s, pairs)
	if err != nil {
		return err
	}
	for _, n := range near {
		for i, doc := range n.a.docs {
			if i%4096 == 0 && ctx.Err() != nil {
				return ctx.Err()
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
