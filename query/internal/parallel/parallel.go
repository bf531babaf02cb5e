// Package parallel spreads numbered work over goroutines.
package parallel

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// Do calls a function for 0 to n-1 and returns the error of the smallest number that has
// one, whatever the order in which they end. It uses at most the given number of
// goroutines, and no more than there are processors. begin is called once in each
// goroutine and returns its function. A goroutine stops at its first error; the others
// go on.
func Do(n, goroutines int, begin func() func(i int) error) error {
	type failure struct {
		at  int
		err error
	}
	failures := make([]failure, min(max(goroutines, 1), runtime.GOMAXPROCS(0)))
	// Numbers are given out in order, and only those stop who have met an error: the
	// smallest number with an error is always tried.
	var next atomic.Int64
	work := func(failed *failure) {
		f := begin()
		for failed.err == nil {
			i := int(next.Add(1)) - 1
			if i >= n {
				return
			}
			*failed = failure{i, f(i)}
		}
	}
	var group sync.WaitGroup
	for g := 1; g < len(failures); g++ {
		group.Go(func() { work(&failures[g]) })
	}
	work(&failures[0])
	group.Wait()
	var first failure
	for _, failed := range failures {
		if failed.err != nil && (first.err == nil || failed.at < first.at) {
			first = failed
		}
	}
	return first.err
}
