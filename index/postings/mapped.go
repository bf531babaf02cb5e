package postings

import (
	"runtime/debug"
	"time"

	zap "github.com/blevesearch/zapx/v17"
)

// The files of segments are mapped into memory, and a merge looks at every page of
// them. The system takes such a page back when it needs it; until then it counts as
// memory of this process, and is within no bound. So they are given back while a
// merge goes on, which costs it next to nothing: the pages that it is at are read
// again, from the system's cache.

// mappedWait is how long pages of files stay: a merge looks at some 60 MB of postings
// in a second, and copies what is stored ten times as fast.
const mappedWait = 50 * time.Millisecond

// KeepPagesBack gives the pages of the segments' files back to the system, now and
// then until stop is called. What was used to make the segments goes back too. The
// view must stay open.
func (v *Reader) KeepPagesBack() (stop func()) {
	debug.FreeOSMemory()
	end, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		for tick := time.Tick(mappedWait); ; {
			for _, s := range v.segments {
				if file, ok := s.seg.(*zap.Segment); ok { // which is always mapped
					givePagesBack(file.Data())
				}
			}
			select {
			case <-tick:
			case <-end:
				return
			}
		}
	}()
	return func() {
		close(end)
		<-ended
	}
}
