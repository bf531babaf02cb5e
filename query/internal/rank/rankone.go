package rank

import (
	"math/bits"

	"github.com/newsdex/newsdex/index/postings/packed"
)

// leastUpper is the least upper bound. It tells a score of 0 from no posting.
const leastUpper = 1e-30

// prepare sets the upper bounds of the scores of all postings of the block.
func (c *cursor) prepare() {
	if c.prepared == c.BlockNumber()+1 {
		return
	}
	c.prepared = c.BlockNumber() + 1
	words, pairs := &c.segment.table.words, &c.segment.table.pairs
	classes, scale, near := c.segment.classes[packed.Body], c.scale, c.near32
	c.ReadFreqs(packed.Body, &c.bodies)
	docs := c.Docs[:c.Len]
	bodies, uppers := c.bodies[:len(docs)], c.uppers[:len(docs)]
	if c.Width(packed.Body) <= 4 {
		for i, doc := range docs {
			class := classes[doc]
			uppers[i] = leastUpper + scale*words[(bodies[i]&15)*tableColumns+uint32(class)] + near*pairs[class]
		}
	} else {
		for i, doc := range docs {
			class := classes[doc]
			uppers[i] = leastUpper + scale*words.at(bodies[i], class) + near*pairs[class]
		}
	}
	if !c.Has(packed.Title) && !c.Has(packed.Deck) {
		return
	}
	titles, decks := c.Holders(packed.Title), c.Holders(packed.Deck)
	for half := range titles {
		for set := titles[half] | decks[half]; set != 0; set &= set - 1 {
			i := half*64 + bits.TrailingZeros64(set)
			uppers[i] = leastUpper + c.upperAll(c.Freqs(i), docs[i])
		}
	}
}

// add adds the upper bounds of the block's postings to those of the documents of a window.
func (c *cursor) add(sums []float32, base uint32) {
	for i, doc := range c.Docs[:c.Len] {
		if at := int(doc) - int(base); uint(at) < uint(len(sums)) {
			sums[at] += c.uppers[i]
		}
	}
}

// rankOne offers the best documents of a single cursor. Its blocks are the windows.
func (r *ranker) rankOne(c *cursor) error {
	bounds := r.boundsOf(c)
	n := c.List.Blocks()
	tail := 0.
	if n > c.List.Full() {
		impact, err := c.List.TailImpact()
		if err != nil {
			return err
		}
		tail = bounds[impact]
	}
	bound := func(b int) float64 {
		if b == c.List.Full() {
			return tail
		}
		return bounds[c.List.Impact(b)]
	}
	for _, b := range inOrder(n, bound) {
		if !r.best.admits(bound(int(b))) {
			continue
		}
		if err := r.work(2 * packed.BlockSize); err != nil {
			return err
		}
		c.rewind(b)
		if !c.Load(int(b)) {
			return c.Err()
		}
		c.prepare()
		for i, doc := range c.Docs[:c.Len] {
			if !r.best.admits(float64(c.uppers[i])) || r.pass != nil && !r.pass.has(doc) {
				continue
			}
			if r.sum.ages != nil && !r.best.admits(float64(c.uppers[i])*r.sum.ages.of(doc)*boundSlack) {
				continue
			}
			if err := r.offer(doc); err != nil {
				return err
			}
		}
	}
	return nil
}
