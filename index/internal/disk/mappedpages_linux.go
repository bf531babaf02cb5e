package disk

import "syscall"

// ReleasePages gives the pages of b, which must be a file mapped read-only from its start,
// back to the system. Until then, or until the system is short of memory, those that were
// read count as memory of the process. Reading b afterwards gives the same bytes, from
// the system's cache.
func ReleasePages(b []byte) {
	_ = syscall.Madvise(b, syscall.MADV_DONTNEED) // an error changes nothing: this is advice
}
