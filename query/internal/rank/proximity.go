package rank

import (
	"cmp"
	"context"

	"github.com/newsdex/newsdex/index/schema"
	"github.com/newsdex/newsdex/query/plan"
)

// A proximity scores a pair of words in the documents that both cursors are at.
type proximity struct {
	a, b   *cursor
	scorer *scorer
	part   int     // index of its score in the parts of a sum
	weight float64 // Ranking.Proximity times the mean weight of the words
}

// newProximity returns the proximity of two cursors.
func newProximity(a, b *cursor) *proximity {
	s := &a.segment.scorer
	return &proximity{a: a, b: b, scorer: s, weight: (a.weight + b.weight) / 2 * s.Proximity}
}

// boundHere returns an upper bound of the pair's score in the current document: that of
// words which are adjacent in each field that has both.
func (n *proximity) boundHere() float64 {
	a, b := n.a.freq, n.b.freq
	length := n.a.segment.length(n.a.here)
	w := 0.
	for f := range a {
		if a[f] > 0 && b[f] > 0 {
			w += n.scorer.weighPair(schema.TextField(f), int(length[f]))
		}
	}
	return n.weight * n.scorer.proximity(w, w) * boundSlack
}

// score returns the score of the pair in the current document.
func (n *proximity) score() (float64, error) {
	adjacent, near, err := n.weigh()
	return n.weight * n.scorer.proximity(adjacent, near), err
}

// weigh returns the weights of the fields in which the words are adjacent in the
// order of the query, and of those in which they are near each other.
func (n *proximity) weigh() (adjacent, near float64, err error) {
	for f := range schema.TextFields {
		if n.a.freq[f] == 0 || n.b.freq[f] == 0 {
			continue
		}
		isAdjacent, isNear, err := n.meetIn(f)
		if err != nil {
			return 0, 0, err
		}
		if !isNear {
			continue
		}
		length := n.a.segment.length(n.a.here)
		w := n.scorer.weighPair(schema.TextField(f), int(length[f]))
		near += w
		if isAdjacent {
			adjacent += w
		}
	}
	return adjacent, near, nil
}

// meetIn is meet in a field of the current document.
func (n *proximity) meetIn(f int) (adjacent, near bool, err error) {
	a, plain, err := n.a.placesIn(f)
	if err != nil {
		return false, false, err
	}
	b, alsoPlain, err := n.b.placesIn(f)
	if err != nil {
		return false, false, err
	}
	if plain && alsoPlain {
		adjacent, near = meetPlain(a, b)
		return adjacent, near, nil
	}
	as, err := n.a.positions()
	if err != nil {
		return false, false, err
	}
	bs, err := n.b.positions()
	if err != nil {
		return false, false, err
	}
	adjacent, near = meet(as[f], bs[f])
	return adjacent, near, nil
}

// meetPlain is meet for occurrences that each cover one position.
func meetPlain(a, b []uint32) (adjacent, near bool) {
	for _, x := range a {
		for len(b) > 0 && b[0]+plan.NearWindow < x {
			b = b[1:]
		}
		for _, y := range b {
			if y > x+plan.NearWindow {
				break
			}
			if y == x+1 {
				return true, true
			}
			near = near || y != x
		}
	}
	return false, near
}

// meet reports whether an occurrence of b directly follows one of a in a field, and
// whether an occurrence of one is near one of the other. Overlapping occurrences are not
// near each other.
func meet(a, b []schema.Span) (adjacent, near bool) {
	const widest = 1 << 3 // greatest number of positions that one occurrence covers
	for _, x := range a {
		end := min(x.End, x.Pos+widest)
		for len(b) > 0 && b[0].Pos < x.Pos-plan.NearWindow-widest {
			b = b[1:]
		}
		for _, y := range b {
			if y.Pos >= end+plan.NearWindow {
				break
			}
			if y.Pos == end {
				adjacent = true
			}
			if y.Pos >= end || min(y.End, y.Pos+widest) <= x.Pos && x.Pos < min(y.End, y.Pos+widest)+plan.NearWindow {
				near = true
			}
		}
		if adjacent {
			return true, true
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
		all = append(all, pairUp(cursorsOf(s, p.A), cursorsOf(s, p.B))...)
	}
	return all, nil
}

// cursorsOf returns the cursors of a leaf in a segment, none for a leaf that is not
// scored.
func cursorsOf(s *segment, l *plan.Leaf) []*cursor {
	words := s.leaves[l]
	if words == nil {
		return nil
	}
	var cursors []*cursor
	for _, w := range words.bySegment[s.number] {
		cursors = append(cursors, newCursor(s, l, w, words.weight))
	}
	return cursors
}

// pairUp returns the proximities of the cursors of two words, one for each language
// that has both.
func pairUp(as, bs []*cursor) []*proximity {
	var all []*proximity
	for _, a := range as {
		for _, b := range bs {
			if a.word.hasPositions() && b.word.hasPositions() && a.word.language == b.word.language && a.word.term != b.word.term {
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
		if err := n.add(ctx, m); err != nil {
			return err
		}
	}
	return s.err
}

// add adds the scores of the pair to those of matches.
func (n *proximity) add(ctx context.Context, m matches) error {
	w := watch{ctx: ctx}
	for ok := n.a.Seek(0); ok; ok = n.a.Next() {
		if err := w.work(stepsOfPosition); err != nil {
			return err
		}
		doc := n.a.Doc()
		n.a.here, n.a.freq = doc, n.a.Freqs(n.a.Index())
		if !n.b.seek(doc) || !m.docs.Contains(doc) {
			continue
		}
		score, err := n.score()
		if err != nil {
			return err
		}
		m.scores[doc] += score
	}
	return cmp.Or(n.a.Err(), n.b.Err())
}
