package rank

import "math"

const (
	// windowPostings is the number of postings of the most frequent word in a window.
	windowPostings = 1024
	// The least and the greatest binary logarithm of a window's documents.
	leastShift, mostShift = 9, 12
)

// makeWindows returns the windows that have matches in the order of their bounds, the
// highest first, and the bounds by window.
func (r *ranker) makeWindows() (order []uint32, bounds []float64, err error) {
	most := 1
	for _, c := range r.cursors {
		most = max(most, c.List.Len())
	}
	r.shift = leastShift
	for r.shift < mostShift && most<<r.shift < windowPostings*r.Size() {
		r.shift++
	}
	n := (r.Size()-1)>>r.shift + 1
	bounds = make([]float64, n)
	for _, c := range r.cursors {
		if err := r.work(c.List.Full() + n); err != nil {
			return nil, nil, err
		}
		if err := c.spread(r.shift, n); err != nil {
			return nil, nil, err
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
	return inOrder(len(bounds), func(w int) float64 { return bounds[w] }), bounds, nil
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

// inOrder returns the indexes of n values, the highest first, without those that are
// negative. Values of the same step are in the order of their indexes.
func inOrder(n int, value func(int) float64) []uint32 {
	most := 0.
	for i := range n {
		most = max(most, value(i))
	}
	var counts [orderSteps + 1]uint32
	step := func(i int) int {
		v := value(i)
		if v < 0 {
			return -1
		}
		if most == 0 || v >= most {
			return 0
		}
		return min(int((1-v/most)*orderSteps), orderSteps-1)
	}
	for i := range n {
		if s := step(i); s >= 0 {
			counts[s+1]++
		}
	}
	for s := range orderSteps {
		counts[s+1] += counts[s]
	}
	order := make([]uint32, counts[orderSteps])
	for i := range n {
		if s := step(i); s >= 0 {
			order[counts[s]] = uint32(i)
			counts[s]++
		}
	}
	return order
}
