// Package parallel spreads numbered work over goroutines.
package parallel

import (
	"cmp"
	"runtime"
	"sync"
	"sync/atomic"
)

// Do calls a function for 0 to n-1 and returns the first error of a goroutine. It uses
// at most the given number of goroutines, and no more than there are processors. begin is
// called once in each goroutine and returns its function. A goroutine stops at its first
// error; the others go on.
func Do(n, goroutines int, begin func() func(i int) error) error {
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
