package rank

import (
	"sort"

	"github.com/newsdex/newsdex/index/postings"
	"github.com/newsdex/newsdex/index/schema"
	"github.com/newsdex/newsdex/query/plan"
)

// A cursor walks the postings of a leaf in a segment and scores them.
type cursor struct {
	of      *plan.Leaf
	list    *postings.List
	docs    []uint32
	lengths [schema.TextFields][]uint32 // by document; nil where the list knows them itself
	scorer  *scorer
	weight  float64 // of the leaf: its idf times its boost
	leaf    int     // its number in the query
	isPair  bool    // and the list that of a pair

	rank  int // its number among the cursors of a disjunction, by bound
	pos   int
	bound float64 // no posting scores more

	impacts *postings.Impacts // bounds of the postings and blocks in steps of
	scale   float64           // so much; or nil, and then
	bounds  []float64         // no posting of a block scores more

	scores []float64 // of the postings of a part, all of which are looked at

	scored int     // 1 + the posting whose score is known,
	known  float64 // and that score

	reader *postings.PositionReader // once positions were asked for
	placed int                      // 1 + the posting that read is of
	read   []postings.Position
}

// boundSlack covers the rounding in which a bound and a score may differ.
const boundSlack = 1 + 1e-9

func newCursor(s *segment, of *plan.Leaf, list *postings.List, weight float64, leaf int) (*cursor, error) {
	c := &cursor{of: of, list: list, docs: list.Docs(), scorer: &s.scorer, weight: weight, leaf: leaf}
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

// length returns the number of positions of a field that has the word, in the
// document that the cursor is at.
func (c *cursor) length(f schema.TextField) int { return int(c.lengthOf(f, c.pos)) }

func (c *cursor) lengthOf(f schema.TextField, i int) uint32 {
	if c.lengths[f] == nil {
		return c.list.Length(f, i)
	}
	return c.lengths[f][c.docs[i]]
}

// how returns the way in which the postings are scored.
func (c *cursor) how() *postings.Saturation {
	if c.isPair {
		return c.scorer.pairs
	}
	return c.scorer.words
}

// bind finds the bounds of the blocks and of the list.
func (c *cursor) bind(need postings.ImpactPolicy) {
	c.impacts = c.list.Impacts(c.how(), need)
	switch {
	case c.impacts != nil:
		c.scale = c.weight * c.impacts.Step * boundSlack
		c.bound = c.scale * postings.MaxImpact
		return
	case c.list.IsPartial():
		c.bindPart()
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
			most = c.scorer.nearness(weighed, weighed)
		}
		c.bounds[i] = c.weight * most * boundSlack
		c.bound = max(c.bound, c.bounds[i])
	}
}

// bindCost returns how much bind has to do, in the decoding of postings.
func (c *cursor) bindCost() int {
	switch {
	case c.list.IsPartial():
		return 4 * len(c.docs)
	case c.list.HasImpacts(c.how()):
		return 0
	}
	return len(c.docs)
}

// bindPart is bind for a part: few postings, of which a search looks at most, and more
// than once.
func (c *cursor) bindPart() {
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
	if c.scored == i+1 {
		return c.known
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

// upper returns a bound of the score of the i-th posting.
func (c *cursor) upper(i int) float64 {
	if c.scores != nil {
		return c.scores[i] * boundSlack
	}
	if c.impacts == nil {
		c.known, c.scored = c.score(i), i+1
		return c.known * boundSlack
	}
	return c.scale * float64(c.impacts.Values[i])
}

// done reports whether there is no posting left.
func (c *cursor) done() bool { return c.pos >= len(c.docs) }

// doc returns the document of the posting that the cursor is at.
func (c *cursor) doc() uint32 { return c.docs[c.pos] }

// at reports whether the cursor is at a document.
func (c *cursor) at(doc uint32) bool { return c.pos < len(c.docs) && c.docs[c.pos] == doc }

// positions returns where the word stands in the document that the cursor is at.
func (c *cursor) positions() ([]postings.Position, error) {
	if c.placed == c.pos+1 {
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
	c.read, c.placed = read, c.pos+1
	return read, err
}

// blockBound returns the bound of the block that the cursor is in.
func (c *cursor) blockBound() float64 {
	if c.impacts == nil {
		return c.bounds[c.pos/postings.BlockSize]
	}
	return c.scale * float64(c.impacts.Blocks[c.pos/postings.ImpactBlock])
}

// blockEnd returns the last document of the block that the cursor is in.
func (c *cursor) blockEnd() uint32 {
	size := postings.BlockSize
	if c.impacts != nil {
		size = postings.ImpactBlock
	}
	return c.docs[min((c.pos/size+1)*size, len(c.docs))-1]
}

// seek goes on to the first posting with a document that is not before doc, in
// steps that double.
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
