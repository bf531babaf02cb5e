//go:build !unix

package disk

// PlainOpen is 0: other systems have no such flags, and [Open] looks at a file
// before it opens it.
const PlainOpen = 0
