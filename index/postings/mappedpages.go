package postings

import (
	"runtime/debug"
	"time"
)

// The files of segments are mapped into memory, and a merge reads every page of
// them. The system takes these pages back when it is short of memory. Until then
// they count as memory of the process, and no bound applies to them. So their pages
// are released while a merge runs, at next to no cost: the pages in use are read
// again from the system's cache.

// mappedWait is the time between two releases. A merge reads some 60 MB of postings
// in a second, and copies stored articles ten times as fast.
const mappedWait = 50 * time.Millisecond

// ReleasePages releases the mapped pages of the segments' files to the system every
// [mappedWait] until stop is called, and the unused heap once. The reader must stay
// open until then.
func (v *Reader) ReleasePages() (stop func()) {
	debug.FreeOSMemory()
	end, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		for tick := time.Tick(mappedWait); ; {
			for _, s := range v.segments {
				if s.Path() != "" { // always mapped
					givePagesBack(s.file.Data)
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
