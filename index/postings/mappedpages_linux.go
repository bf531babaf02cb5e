package postings

import (
	"syscall"
)

// givePagesBack releases the pages of b, which must be a file mapped read-only from
// its start. Reading b afterwards gives the same bytes.
func givePagesBack(b []byte) {
	_ = syscall.Madvise(b, syscall.MADV_DONTNEED) // an error changes nothing: this is advice
}
