package main

import (
	"errors"
	"fmt"
	"io/fs"
	"syscall"

	"github.com/newsdex/newsdex/index"
)

// writeErrors is the table of remedies for errors of writing an index.
var writeErrors = []struct {
	err    error
	remedy string
}{
	{index.ErrLocked, "wait until it is done"},
	{fs.ErrPermission, "check the permissions of the folder, or name another place"},
	{fs.ErrNotExist, "make the folder above it first, or name another place"},
	{syscall.EROFS, "name another place"},
	{syscall.ENOTDIR, "a file is in the place of a folder above it; name another place"},
}

// writeError adds the remedy to an error of writing an index.
func writeError(err error) error {
	if space := (*index.SpaceError)(nil); errors.As(err, &space) {
		return fmt.Errorf("%w; %s", space, makeRoom(space))
	}
	for _, e := range writeErrors {
		if errors.Is(err, e.err) {
			return fmt.Errorf("%w; %s", err, e.remedy)
		}
	}
	return err
}

// makeRoom returns the remedy for a full disk.
func makeRoom(e *index.SpaceError) string {
	switch {
	case index.CanResume(e.Path):
		return "make room, and the same command goes on from where it was"
	case e.Stays:
		return "make room, and run the same command again"
	}
	return "make room, or name another place"
}
