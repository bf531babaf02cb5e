package rank

import (
	"sort"

	"github.com/newsdex/newsdex/index/postings"
	"github.com/newsdex/newsdex/index/schema"
	"github.com/newsdex/newsdex/query/plan"
)

// A cursor walks the postings of a leaf or a pair in a segment and scores them.
type cursor struct {
	leaf    *plan.Leaf // nil for the list of a pair
	list    *postings.List
	docs    []uint32
	lengths [schema.TextFields][]uint32 // by document; nil for a partial list, which has its own
	scorer  *scorer
	weight  float64 // idf times boost
	part    int     // index of its score in the parts of a sum
	isPair  bool    // the list is that of a pair

	rank  int     // index among the cursors of a disjunction, by bound
	pos   int     // index of the current posting
	bound float64 // upper bound of the scores of all postings

	impacts *postings.Impacts // bounds of postings and blocks in steps; or nil
	scale   float64           // a step of impacts as a score
	bounds  []float64         // without impacts: upper bounds of the scores of each block

	scores []float64 // of all postings of a partial list, once bound

	lastScored int // 1 + index of the posting that lastScore is of
	lastScore  float64

	reader      *postings.PositionReader // nil before the first call of positions
	positionsOf int                      // 1 + index of the posting that read is of
	read        []postings.Position
}

// boundSlack is a factor of bounds. It exceeds the rounding errors of bounds and
// scores.
const boundSlack = 1 + 1e-9

// newCursor returns a cursor at the first posting of list.
func newCursor(s *segment, leaf *plan.Leaf, list *postings.List, weight float64, part int) (*cursor, error) {
	c := &cursor{leaf: leaf, list: list, docs: list.Docs(), scorer: &s.scorer, weight: weight, part: part}
	if list.IsPartial() {
		return c, nil
	}
	for f := range c.lengths {
		column, err := s.Lengths(schema.TextField(f))
		if err != nil {
			return nil, err
		}
		c.lengths[f] = column
	}
	return c, nil
}

// length returns the length in words of a field of the current document. The
// field must hold the leaf.
func (c *cursor) length(f schema.TextField) int { return int(c.lengthOf(f, c.pos)) }

// lengthOf is like length but for the i-th posting.
func (c *cursor) lengthOf(f schema.TextField, i int) uint32 {
	if c.lengths[f] == nil {
		return c.list.Length(f, i)
	}
	return c.lengths[f][c.docs[i]]
}

// saturation returns the function that scores the postings.
func (c *cursor) saturation() *postings.Saturation {
	if c.isPair {
		return c.scorer.pairs
	}
	return c.scorer.words
}

// bind computes the bounds of the list and of its blocks, from impacts if policy has
// them computed.
func (c *cursor) bind(policy postings.ImpactPolicy) {
	c.impacts = c.list.Impacts(c.saturation(), policy)
	switch {
	case c.impacts != nil:
		c.scale = c.weight * c.impacts.Step * boundSlack
		c.bound = c.scale * postings.MaxImpact
		return
	case c.list.IsPartial():
		c.bindPartial()
		return
	}
	blocks := c.list.Blocks()
	c.bounds = make([]float64, len(blocks))
	for i, b := range blocks {
		weighed := 0.0
		for f, n := range b.MaxFreq {
			if c.isPair {
				n = min(n, 1)
			}
			if n > 0 {
				weighed += c.scorer.weigh(schema.TextField(f), int(n), int(b.MinLength[f]))
			}
		}
		most := c.scorer.saturate(weighed)
		if c.isPair {
			most = c.scorer.proximity(weighed, weighed)
		}
		c.bounds[i] = c.weight * most * boundSlack
		c.bound = max(c.bound, c.bounds[i])
	}
}

// bindCost returns the cost of bind, in decoded postings.
func (c *cursor) bindCost() int {
	switch {
	case c.list.IsPartial():
		return 4 * len(c.docs)
	case c.list.HasImpacts(c.saturation()):
		return 0
	}
	return len(c.docs)
}

// bindPartial is bind for a partial list. It scores all postings: they are few, and
// a search needs most of them, more than once.
func (c *cursor) bindPartial() {
	scores := make([]float64, len(c.docs))
	c.bounds = make([]float64, (len(c.docs)+postings.BlockSize-1)/postings.BlockSize)
	for i := range scores {
		scores[i] = c.score(i)
		block := &c.bounds[i/postings.BlockSize]
		*block = max(*block, scores[i]*boundSlack)
	}
	c.scores = scores
	for _, b := range c.bounds {
		c.bound = max(c.bound, b)
	}
}

// score returns the score of the i-th posting.
func (c *cursor) score(i int) float64 {
	if c.scores != nil {
		return c.scores[i]
	}
	if c.lastScored == i+1 {
		return c.lastScore
	}
	freq := c.list.Freq(i)
	var length [schema.TextFields]uint32
	for f, n := range freq {
		if n > 0 {
			length[f] = c.lengthOf(schema.TextField(f), i)
		}
	}
	if c.isPair {
		return c.weight * c.scorer.pairSaturation(freq, length)
	}
	return c.weight * c.scorer.saturation(freq, length)
}

// upper returns an upper bound of the score of the i-th posting.
func (c *cursor) upper(i int) float64 {
	if c.scores != nil {
		return c.scores[i] * boundSlack
	}
	if c.impacts == nil {
		c.lastScore, c.lastScored = c.score(i), i+1
		return c.lastScore * boundSlack
	}
	return c.scale * float64(c.impacts.Values[i])
}

// done reports whether the cursor is behind the last posting.
func (c *cursor) done() bool { return c.pos >= len(c.docs) }

// doc returns the document of the current posting.
func (c *cursor) doc() uint32 { return c.docs[c.pos] }

// at reports whether the current posting is that of a document.
func (c *cursor) at(doc uint32) bool { return c.pos < len(c.docs) && c.docs[c.pos] == doc }

// positions returns the positions of the current posting. They are valid until the
// next call.
func (c *cursor) positions() ([]postings.Position, error) {
	if c.positionsOf == c.pos+1 {
		return c.read, nil
	}
	if c.reader == nil {
		r, err := c.list.Positions()
		if err != nil {
			return nil, err
		}
		c.reader = r
	}
	read, err := c.reader.At(c.pos)
	c.read, c.positionsOf = read, c.pos+1
	return read, err
}

// blockBound returns an upper bound of the scores in the current block.
func (c *cursor) blockBound() float64 {
	if c.impacts == nil {
		return c.bounds[c.pos/postings.BlockSize]
	}
	return c.scale * float64(c.impacts.Blocks[c.pos/postings.ImpactBlock])
}

// blockEnd returns the last document of the current block.
func (c *cursor) blockEnd() uint32 {
	size := postings.BlockSize
	if c.impacts != nil {
		size = postings.ImpactBlock
	}
	return c.docs[min((c.pos/size+1)*size, len(c.docs))-1]
}

// seek moves to the first posting, from the current one on, whose document is not
// before doc. It is a galloping search.
func (c *cursor) seek(doc uint32) {
	if c.done() || c.docs[c.pos] >= doc {
		return
	}
	low, step := c.pos, 1
	for low+step < len(c.docs) && c.docs[low+step] < doc {
		low += step
		step *= 2
	}
	high := min(low+step, len(c.docs))
	c.pos = low + 1 + sort.Search(high-low-1, func(i int) bool { return c.docs[low+1+i] >= doc })
}
