//go:build !linux

package postings

// givePagesBack does nothing: what Linux does for this advice others do not.
func givePagesBack([]byte) {}
