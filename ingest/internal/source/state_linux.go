package source

import (
	"io/fs"
	"syscall"
)

// addSystem adds the inode, the device, and the time of the last change of the inode.
func (f *File) addSystem(info fs.FileInfo) {
	if s, ok := info.Sys().(*syscall.Stat_t); ok {
		f.Inode, f.Device = s.Ino, uint64(s.Dev)
		f.Changed = s.Ctim.Nano()
	}
}
