package rank

import (
	"context"

	"github.com/newsdex/newsdex/index/postings"
	"github.com/newsdex/newsdex/index/schema"
	"github.com/newsdex/newsdex/query/plan"
)

// A proximity scores a pair of words in the documents that both cursors are at.
type proximity struct {
	a, b   *cursor
	scorer *scorer
	part   int     // index of its score in the parts of a sum
	weight float64 // Ranking.Proximity times the mean weight of the words
	most   float64 // upper bound of the pair's score divided by the lesser of its words' scores per weight
	bound  float64 // upper bound of its score in any document
}

// newProximity returns the proximity of two cursors.
func newProximity(a, b *cursor) *proximity {
	n := &proximity{a: a, b: b, scorer: a.scorer, weight: (a.weight + b.weight) / 2 * a.scorer.Proximity}
	n.most = n.weight * 1.5 * boundSlack
	return n
}

// bind computes the bound from those of the cursors.
func (n *proximity) bind() { n.bound = n.boundOf(n.a.bound, n.b.bound) }

// boundOf returns an upper bound of the pair's score in a document where the words'
// scores are at most a and b. A word that is near another one occurs in the field at
// least once, so the pair's weighted frequency is at most that of either word.
// Scores of words and pairs grow with their weighted frequency.
func (n *proximity) boundOf(a, b float64) float64 {
	return n.most * min(a/n.a.weight, b/n.b.weight)
}

// score returns the score of the pair in a document.
func (n *proximity) score(doc uint32) (float64, error) {
	adjacent, near, err := n.weigh(doc)
	return n.weight * n.scorer.proximity(adjacent, near), err
}

// weigh returns the weights of the fields in which the words are adjacent in the
// order of the query, and of those in which they are near each other.
func (n *proximity) weigh(doc uint32) (adjacent, near float64, err error) {
	isAdjacent, isNear, err := n.meet()
	for f := range schema.TextFields {
		if !isNear[f] {
			continue
		}
		w := n.scorer.weighPair(schema.TextField(f), n.a.length(schema.TextField(f)))
		near += w
		if isAdjacent[f] {
			adjacent += w
		}
	}
	return adjacent, near, err
}

// meet returns the fields of the current document in which the words are adjacent,
// and those in which they are near each other.
func (n *proximity) meet() (adjacent, near [schema.TextFields]bool, err error) {
	a, err := n.a.positions()
	if err != nil {
		return adjacent, near, err
	}
	b, err := n.b.positions()
	if err != nil {
		return adjacent, near, err
	}
	adjacent, near = meet(a, b)
	return adjacent, near, nil
}

// meet returns the fields in which an occurrence of b directly follows one of a, and
// those in which an occurrence of one is near one of the other. Overlapping
// occurrences are not near each other.
func meet(a, b []postings.Position) (adjacent, near [schema.TextFields]bool) {
	const widest = 1 << 3 // greatest number of positions that one occurrence covers
	first := 0
	for _, x := range a {
		f := x.Field()
		if adjacent[f] && near[f] {
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
				adjacent[f] = true
			}
			if y.Pos() >= x.End() || y.End() <= x.Pos() && x.Pos() < y.End()+plan.NearWindow {
				near[f] = true
			}
		}
	}
	return adjacent, near
}

// proximities returns the proximities of pairs in a segment.
func proximities(ctx context.Context, s *segment, pairs []plan.Pair) ([]*proximity, error) {
	if s.scorer.Proximity == 0 {
		return nil, nil
	}
	var all []*proximity
	for _, p := range pairs {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
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

// cursorsOf returns the cursors of a leaf in a segment, none for a leaf that is not
// scored.
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

// pairUp returns the proximities of the cursors of two words, one for each language
// that has both.
func pairUp(as, bs []*cursor) []*proximity {
	var all []*proximity
	for _, a := range as {
		for _, b := range bs {
			if a.list.HasPositions() && b.list.HasPositions() && a.list.Language() == b.list.Language() && a.list.Term() != b.list.Term() {
				all = append(all, newProximity(a, b))
			}
		}
	}
	return all
}

// addNear adds the scores of pairs to those of matches.
func addNear(ctx context.Context, pairs []plan.Pair, s *segment, m matches) error {
	if m.scores == nil {
		return nil
	}
	near, err := proximities(ctx, s, pairs)
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
