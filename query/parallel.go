package query

import (
	"cmp"
	"runtime"
	"sync"
	"sync/atomic"
)

// fewHits is the number of hits that are not worth another goroutine.
const fewHits = 3

// forHits calls a function for 0 to n-1, on as many goroutines as there are
// processors, where n is not small, and returns the first error of a goroutine. What
// is shown of a hit is read and cut out of the text of that hit alone, so this can be
// done for several at once. begin returns the function of a goroutine.
func forHits(n int, begin func() func(i int) error) error {
	errs := make([]error, min(max(n/fewHits, 1), runtime.GOMAXPROCS(0)))
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
