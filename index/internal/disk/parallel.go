package disk

import (
	"errors"
	"runtime"
	"sync"
	"sync/atomic"
)

// InParallel calls f for 0 to n-1 on one goroutine for each processor, with a buffer
// of [ChecksumBuffer] bytes for each goroutine. A goroutine ends at its first error,
// and the others go on. The errors are joined. A panic of f, which only reads files, is
// an error too: no caller could recover it.
func InParallel(n int, f func(i int, buf []byte) error) error {
	var next atomic.Int64
	var group sync.WaitGroup
	errs := make([]error, min(n, runtime.GOMAXPROCS(0)))
	for w := range errs {
		group.Go(func() {
			buf := ChecksumBuffers.Get().(*[]byte)
			defer ChecksumBuffers.Put(buf)
			for errs[w] == nil {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				errs[w] = caught(func() error { return f(i, *buf) })
			}
		})
	}
	group.Wait()
	return errors.Join(errs...)
}

// caught calls f, whose panics it turns into errors.
func caught(f func() error) (err error) {
	defer Caught(&err)
	return f()
}
