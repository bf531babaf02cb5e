package rank

import (
	"math/bits"
	"slices"

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

// rankOne offers the best documents of a single cursor, which has no pairs. Its blocks come
// in the order of their impacts.
func (r *ranker) rankOne(c *cursor) error {
	bounds := r.boundsOf(c)
	if err := r.orderBlocks(c.List); err != nil {
		return err
	}
	for _, b := range r.impacts {
		if !r.best.admits(bounds[b.impact]) {
			break
		}
		if err := r.work(2 * packed.BlockSize); err != nil {
			return err
		}
		c.rewind(b.number)
		if !c.Load(int(b.number)) {
			return c.Err()
		}
		c.prepare()
		if err := r.offerBlock(c); err != nil {
			return err
		}
	}
	return nil
}

// offerBlock offers the documents of the block of a single cursor, which is prepared.
func (r *ranker) offerBlock(c *cursor) error {
	least := leastSum(r.best.worst(), 1)
	uppers := c.uppers[:c.Len]
	for i, doc := range c.Docs[:len(uppers)] {
		if uppers[i] < least || r.pass != nil && !r.pass.has(doc) {
			continue
		}
		if r.sum.ages != nil && !r.best.admits(float64(uppers[i])*r.sum.ages.of(doc)*boundSlack) {
			continue
		}
		if err := r.work(8); err != nil {
			return err
		}
		r.best.offer(Candidate{Score: c.scoreOf(i) * r.sum.factor(doc), Segment: r.number, Doc: doc})
		least = leastSum(r.best.worst(), 1)
	}
	return r.err
}

// An impactBlock is a block of a list with its impact.
type impactBlock struct {
	number uint32
	impact uint8
}

// orderBlocks sets impacts to the blocks of a list, those with the highest impacts first, and
// those of one impact in their order.
func (r *ranker) orderBlocks(l *packed.List) error {
	n, full := l.Blocks(), l.Full()
	tail := uint8(0)
	if n > full {
		var err error
		if tail, err = l.TailImpact(); err != nil {
			return err
		}
	}
	impact := func(b int) uint8 {
		if b < full {
			return l.Impact(b)
		}
		return tail
	}
	var starts [packed.MaxImpact + 2]uint32 // by 1 + MaxImpact − impact
	for b := range n {
		starts[packed.MaxImpact-int(impact(b))+1]++
	}
	for i := range packed.MaxImpact + 1 {
		starts[i+1] += starts[i]
	}
	r.impacts = slices.Grow(r.impacts[:0], n)[:n]
	for b := range n {
		at := &starts[packed.MaxImpact-int(impact(b))]
		r.impacts[*at] = impactBlock{uint32(b), impact(b)}
		*at++
	}
	return nil
}
