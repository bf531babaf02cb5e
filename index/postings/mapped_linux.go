package postings

import (
	"syscall"
)

// givePagesBack gives the pages back to the system that b lies in: a file, mapped
// from its start and only read. What b holds stays the same.
func givePagesBack(b []byte) {
	_ = syscall.Madvise(b, syscall.MADV_DONTNEED) // advice
}
