package rank

import (
	"math"
	"math/bits"
)

// sumSlack is a factor of sums of upper bounds in float32. It exceeds their rounding
// errors.
func (r *ranker) sumSlack() float64 { return 1 + 1e-6*float64(len(r.cursors)+16) }

// collect sets found to the documents of a window that one of the essential cursors holds
// and that may enter. The summed cursors add to their bounds. All others score at most
// below.
func (r *ranker) collect(essential, summed []*cursor, below float64, base uint32) error {
	r.found = r.found[:0]
	all := below + topsOf(essential) + topsOf(summed)
	last := essential[len(essential)-1]
	for _, c := range summed {
		if err := r.addSums(c, base, all-c.top); err != nil {
			return err
		}
	}
	if len(essential) == 1 && len(summed) == 0 {
		return r.collectOne(last, base, below)
	}
	defer clear(r.sums)
	if len(essential) == 1 {
		return r.collectSummed(last, base, below, topsOf(summed))
	}
	for _, c := range essential {
		if err := r.addSums(c, base, all-c.top); err != nil {
			return err
		}
	}
	slack := r.sumSlack()
	least := max(leastSum(r.best.worst()-below, slack), leastUpper/2)
	for i, sum := range r.sums {
		if sum >= least && (r.pass == nil || r.pass.has(base+uint32(i))) {
			r.found = append(r.found, bounded{base + uint32(i), float64(sum) * slack})
		}
	}
	return nil
}

// blocks calls visit for the blocks of a cursor in a window in which a document may enter,
// where the other cursors score at most others. The block is prepared.
func (r *ranker) blocks(c *cursor, base uint32, others float64, visit func()) error {
	need := r.best.worst() - others
	end := base + 1<<r.shift
	full := c.List.Full()
	for b := c.BlockNumber(); b < c.List.Blocks(); b++ {
		if b < full && c.bounds[c.List.Impact(b)] < need && c.List.Last(b) < end {
			continue
		}
		if !c.Load(b) || c.Docs[0] >= end {
			break
		}
		if err := r.work(2 * c.Len); err != nil {
			return err
		}
		c.prepare()
		visit()
	}
	return nil
}

// collectOne is collect for one cursor.
func (r *ranker) collectOne(c *cursor, base uint32, below float64) error {
	least := leastSum(r.best.worst()-below, 1)
	size := uint32(1) << r.shift
	return r.blocks(c, base, below, func() {
		uppers := c.uppers[:c.Len]
		for i, doc := range c.Docs[:len(uppers)] {
			if uppers[i] >= least && doc-base < size && (r.pass == nil || r.pass.has(doc)) {
				r.found = append(r.found, bounded{doc, float64(uppers[i])})
			}
		}
	})
}

// collectSummed is collect for one cursor whose documents have sums of others, which are
// at most summed.
func (r *ranker) collectSummed(c *cursor, base uint32, below, summed float64) error {
	slack := r.sumSlack()
	least := leastSum(r.best.worst()-below, slack)
	sums := r.sums
	return r.blocks(c, base, below+summed, func() {
		uppers := c.uppers[:c.Len]
		for i, doc := range c.Docs[:len(uppers)] {
			if at := doc - base; at < uint32(len(sums)) {
				if sum := uppers[i] + sums[at]; sum >= least && (r.pass == nil || r.pass.has(doc)) {
					r.found = append(r.found, bounded{doc, float64(sum) * slack})
				}
			}
		}
	})
}

// leastSum returns the least sum in float32 of a document whose score may be need.
func leastSum(need, slack float64) float32 { return float32(need / slack * (1 - 1e-6)) }

// addSums adds the upper bounds of a cursor's scores to sums. It leaves out blocks with which
// no document may enter where the other cursors score at most others.
func (r *ranker) addSums(c *cursor, base uint32, others float64) error {
	from := c.BlockNumber()
	err := r.blocks(c, base, others, func() { c.add(r.sums, base) })
	c.rewind(uint32(from))
	return err
}

// lookupPostings is the number of postings whose bounds can be summed in the time that it
// takes to look up a document.
const lookupPostings = 12

// addRest adds the bounds of another cursor to those of the documents found, and keeps
// those that may enter if the remaining cursors score at most below.
func (r *ranker) addRest(c *cursor, base uint32, below float64) error {
	slack := r.sumSlack()
	inWindow := c.List.Len() >> max(0, sizeBits(r.Size())-int(r.shift))
	kept := r.found[:0]
	if len(r.found)*lookupPostings > inWindow {
		if err := r.addSums(c, base, math.Inf(1)); err != nil {
			return err
		}
		for _, f := range r.found {
			f.bound += float64(r.sums[f.doc-base]) * slack
			if r.best.admits((f.bound + below) * boundSlack) {
				kept = append(kept, f)
			}
		}
		clear(r.sums)
		r.found = kept
		return nil
	}
	if err := r.work(lookupPostings * len(r.found)); err != nil {
		return err
	}
	for _, f := range r.found {
		if !r.best.admits((f.bound + c.top + below) * boundSlack) {
			continue
		}
		if c.seek(f.doc) {
			f.bound += c.upper()
		}
		if r.best.admits((f.bound + below) * boundSlack) {
			kept = append(kept, f)
		}
	}
	r.found = kept
	return nil
}

// sizeBits returns the binary logarithm of a number of documents, rounded up.
func sizeBits(n int) int { return bits.Len(uint(n - 1)) }
