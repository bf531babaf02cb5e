package query

import (
	"cmp"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
)

// fewHits is the number of hits that are not worth another goroutine.
const fewHits = 3

// forHits calls a function for 0 to n-1, on several goroutines where n is not small.
// What is shown of a hit is read and cut out of the text of that hit alone, so this can
// be done for several at once. begin returns the function of a goroutine.
func forHits(n int, begin func() func(i int) error) error {
	return inParallel(n, n/fewHits, begin)
}

// fewPostings is the number of postings whose decoding is not worth another goroutine:
// it takes some 0.05 ms.
const fewPostings = 10_000

// forCosts calls a function for the number of each of some costs, which are in
// postings, on several goroutines where two of them are high. The costliest go first,
// so that the others fill the time of those.
func forCosts(costs []int, f func(i int) error) error {
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
	return inParallel(len(order), long, func() func(int) error {
		return func(i int) error { return f(order[i]) }
	})
}

// inParallel calls a function for 0 to n-1, on at most so many goroutines and as there
// are processors, and returns the first error of a goroutine. begin returns the function
// of a goroutine.
func inParallel(n, goroutines int, begin func() func(i int) error) error {
	errs := make([]error, min(max(goroutines, 1), runtime.GOMAXPROCS(0)))
	var next atomic.Int64
	work := func(err *error) {
		f := begin()
		for *err == nil {
			i := int(next.Add(1)) - 1
			if i >= n {
				return
			}
			*err = f(i)
		}
	}
	var group sync.WaitGroup
	for g := 1; g < len(errs); g++ {
		group.Go(func() { work(&errs[g]) })
	}
	work(&errs[0])
	group.Wait()
	return cmp.Or(errs...)
}
