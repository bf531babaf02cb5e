package main

import (
	"os"
	"strconv"
	"syscall"

	"github.com/rogpeppe/go-internal/testscript"
)

func init() { mayMount, mount = tmpfsWorks, tmpfs }

// tmpfsWorks reports whether a file system may be mounted.
func tmpfsWorks() bool {
	dir, err := os.MkdirTemp("", "newsdex")
	if err != nil {
		return false
	}
	defer os.Remove(dir)
	return syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=4096") == nil && syscall.Unmount(dir, syscall.MNT_DETACH) == nil
}

// tmpfs mounts a file system in memory until the script ends: tmpfs DIR KB
func tmpfs(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: tmpfs DIR KB")
	}
	kb, err := strconv.Atoi(args[1])
	ts.Check(err)
	dir := ts.MkAbs(args[0])
	ts.Check(os.MkdirAll(dir, 0o777))
	ts.Check(syscall.Mount("tmpfs", dir, "tmpfs", 0, "size="+strconv.Itoa(kb<<10)))
	ts.Defer(func() { ts.Check(syscall.Unmount(dir, syscall.MNT_DETACH)) })
}
