package rank

import (
	"cmp"
	"slices"

	"github.com/newsdex/newsdex/query/internal/parallel"
)

// fewPostings is the number of postings below which decoding is not worth a
// goroutine. It takes some 0.05 ms.
const fewPostings = 10_000

// byCost calls f for each index of costs, which are in postings. If two of them are
// high it calls f on several goroutines, with the highest cost first, so that the
// others fill the remaining time.
func byCost(costs []int, f func(i int) error) error {
	long := 0
	for _, cost := range costs {
		if cost >= fewPostings {
			long++
		}
	}
	if long < 2 {
		for i := range costs {
			if err := f(i); err != nil {
				return err
			}
		}
		return nil
	}
	order := make([]int, len(costs))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(costs[b], costs[a]) })
	return parallel.Do(len(order), long, func() func(int) error {
		return func(i int) error { return f(order[i]) }
	})
}
