package query

import (
	"cmp"
	"container/heap"
	"slices"
)

// most returns the values of the most articles, those of one count by name: up to
// limit of them, or all if it is negative.
func (c *columnCount) most(limit int) []valueCount {
	if limit < 0 || limit >= len(c.values) {
		best := slices.Clone(c.values)
		slices.SortFunc(best, compareValues)
		return best
	}
	best := valueHeap(slices.Clone(c.values[:limit]))
	heap.Init(&best)
	for _, v := range c.values[limit:] {
		if compareValues(v, best[0]) < 0 {
			best[0] = v
			heap.Fix(&best, 0)
		}
	}
	slices.SortFunc(best, compareValues)
	return best
}

// compareValues orders values: those of the most articles first, and then by name,
// which is the order of their places.
func compareValues(a, b valueCount) int {
	return cmp.Or(cmp.Compare(b.n, a.n), cmp.Compare(a.place, b.place))
}

// A valueHeap has the last of its values on top. It keeps its size.
type valueHeap []valueCount

func (h valueHeap) Len() int           { return len(h) }
func (h valueHeap) Less(i, j int) bool { return compareValues(h[i], h[j]) > 0 }
func (h valueHeap) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *valueHeap) Push(x any)        { *h = append(*h, x.(valueCount)) }

func (h *valueHeap) Pop() any {
	last := (*h)[len(*h)-1]
	*h = (*h)[:len(*h)-1]
	return last
}
