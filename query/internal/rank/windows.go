package rank

import (
	"math"
	"slices"
)

const (
	// windowPostings is the number of postings of the most frequent word in a window.
	windowPostings = 1024
	// The least and the greatest binary logarithm of a window's documents.
	leastShift, mostShift = 9, 12
)

// makeWindows sets windows to those that have matches in the order of their bounds, the
// highest first, and returns the bounds by window.
func (r *ranker) makeWindows() (bounds []float64, err error) {
	most := 1
	for _, c := range r.cursors {
		most = max(most, c.List.Len())
	}
	r.shift = leastShift
	for r.shift < mostShift && most<<r.shift < windowPostings*r.Size() {
		r.shift++
	}
	n := (r.Size()-1)>>r.shift + 1
	r.values = slices.Grow(r.values[:0], n)[:n]
	bounds = r.values
	clear(bounds)
	for _, c := range r.cursors {
		if err := r.work(c.List.Full() + n); err != nil {
			return nil, err
		}
		if err := c.spread(r.shift, n); err != nil {
			return nil, err
		}
		for w, impact := range c.most {
			bounds[w] += c.bounds[impact]
		}
	}
	for w := range bounds {
		if !r.mayMatch(w) {
			bounds[w] = math.Inf(-1)
		}
	}
	r.windows = inOrder(r.windows, bounds)
	return bounds, nil
}

// mayMatch reports whether a window has postings of all groups.
func (r *ranker) mayMatch(w int) bool {
	for g := range r.groups {
		found := false
		for _, c := range r.cursors {
			if c.group == g && c.most[w] != 0 {
				found = true
				break
			}
		}
		if !found {
			return false
		}
	}
	return true
}

// orderSteps is the number of steps in which values are sorted.
const orderSteps = 1 << 10

// inOrder appends the indexes of values to order, the highest first, without those that are
// negative. Values of the same step are in the order of their indexes.
func inOrder(order []uint32, values []float64) []uint32 {
	most := 0.
	for _, v := range values {
		most = max(most, v)
	}
	scale := 0.
	if most > 0 {
		scale = orderSteps / most
	}
	var starts [orderSteps + 1]uint32
	step := func(v float64) int { return min(max(int((most-v)*scale), 0), orderSteps-1) }
	for _, v := range values {
		if v >= 0 {
			starts[step(v)+1]++
		}
	}
	for s := range orderSteps {
		starts[s+1] += starts[s]
	}
	order = slices.Grow(order[:0], int(starts[orderSteps]))[:starts[orderSteps]]
	for i, v := range values {
		if v >= 0 {
			at := &starts[step(v)]
			order[*at] = uint32(i)
			*at++
		}
	}
	return order
}
