package rank

import (
	"cmp"
	"context"
	"slices"

	"github.com/newsdex/newsdex/query/internal/parallel"
)

// fewPostings is the number of postings below which decoding is not worth a
// goroutine. It takes some 0.05 ms.
const fewPostings = 10_000

// stepsOfPosting is the work of decoding a posting, in the steps of a [watch].
const stepsOfPosting = 16

// byCost calls f for each index of costs, which are in postings. If two of them are
// high it calls f on several goroutines, with the highest cost first, so that the
// others fill the remaining time. The error is one of f, or ctx's when that is done.
func byCost(ctx context.Context, costs []int, f func(i int) error) error {
	long := 0
	for _, cost := range costs {
		if cost >= fewPostings {
			long++
		}
	}
	if long < 2 {
		w := watch{ctx: ctx}
		for i, cost := range costs {
			err := w.work(stepsOfLookup + stepsOfPosting*cost)
			if err == nil {
				err = f(i)
			}
			if err != nil {
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
		w := watch{ctx: ctx}
		return func(i int) error {
			if err := w.work(stepsOfLookup + stepsOfPosting*costs[order[i]]); err != nil {
				return err
			}
			return f(order[i])
		}
	})
}
