//go:build !linux

package postings

// givePagesBack does nothing: only Linux drops the pages of a mapped file on advice.
func givePagesBack([]byte) {}
