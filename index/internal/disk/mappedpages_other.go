//go:build !linux

package disk

// ReleasePages does nothing: only Linux drops the pages of a mapped file on advice.
func ReleasePages([]byte) {}
