package query

import (
	"cmp"
	"container/heap"
	"slices"
)

// most returns the places of the values of the most articles, up to limit of them
// or all if it is negative, and the number of all values that articles have.
func (c *columnCount) most(limit int) (places []int, held int) {
	best := valueHeap{counts: c.byValue}
	for i, n := range c.byValue {
		if n == 0 {
			continue
		}
		held++
		switch {
		case limit < 0 || len(best.places) < limit:
			best.places = append(best.places, i)
			if len(best.places) == limit {
				heap.Init(&best)
			}
		case n > c.byValue[best.places[0]]: // values come in the order of their names
			best.places[0] = i
			heap.Fix(&best, 0)
		}
	}
	slices.SortFunc(best.places, best.compare)
	return best.places, held
}

// A valueHeap is places of values, with the one of the fewest articles on top.
type valueHeap struct {
	counts []uint32
	places []int
}

// compare orders places: the most articles first, and then by name.
func (h *valueHeap) compare(a, b int) int {
	return cmp.Or(cmp.Compare(h.counts[b], h.counts[a]), cmp.Compare(a, b))
}

func (h *valueHeap) Len() int           { return len(h.places) }
func (h *valueHeap) Less(i, j int) bool { return h.compare(h.places[i], h.places[j]) > 0 }
func (h *valueHeap) Swap(i, j int)      { h.places[i], h.places[j] = h.places[j], h.places[i] }
func (h *valueHeap) Push(x any)         { h.places = append(h.places, x.(int)) }

func (h *valueHeap) Pop() any {
	last := h.places[len(h.places)-1]
	h.places = h.places[:len(h.places)-1]
	return last
}
