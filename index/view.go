package index

import (
	"sync"
	"time"

	"github.com/newsdex/newsdex/index/postings"
)

// A view is a reader of the index that a writer writes. However much is read with it, the
// pages of the mapped files do not stay in the memory of the process.
type view struct {
	*postings.Reader
	closed   chan struct{}
	released sync.WaitGroup
}

// releaseWait is the time between two releases of the pages that a view has read.
const releaseWait = 100 * time.Millisecond

// view returns a view of the present index. The caller closes it.
func (w *writer) view() (*view, error) {
	r, err := postings.NewReader(w.bleve, postings.NewCache(0))
	if err != nil {
		return nil, err
	}
	v := &view{Reader: r, closed: make(chan struct{})}
	v.released.Go(v.release)
	return v, nil
}

// release releases pages until the view is closed.
func (v *view) release() {
	tick := time.NewTicker(releaseWait)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			v.ReleasePages()
		case <-v.closed:
			v.ReleasePages()
			return
		}
	}
}

// Close closes the reader. It is called once.
func (v *view) Close() error {
	close(v.closed)
	v.released.Wait() // the files are mapped until the reader is closed
	return v.Reader.Close()
}
