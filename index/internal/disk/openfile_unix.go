//go:build unix

package disk

import "syscall"

// PlainOpen are flags of open(2): it follows no symbolic link in the place of the file,
// and does not wait for the other end of a named pipe.
const PlainOpen = syscall.O_NOFOLLOW | syscall.O_NONBLOCK
