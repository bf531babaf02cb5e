package index

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// A disk changes the files and folders of an index, apart from those that Bleve
// writes. Tests look on, or have a change fail.
type disk struct {
	// before is called ahead of each change and may refuse it; after follows a
	// change that was made. The change is one of "make", "write", "sync", "link",
	// "rename", "remove" and "lock", and name is the file or folder; of two it is
	// the new one. Nil: nothing looks on.
	before func(change, name string) error
	after  func(change, name string)
}

func (d disk) do(change, name string, f func() error) error {
	if d.before != nil {
		if err := d.before(change, name); err != nil {
			return err
		}
	}
	if err := f(); err != nil {
		return err
	}
	if d.after != nil {
		d.after(change, name)
	}
	return nil
}

// mkdir makes a folder.
func (d disk) mkdir(name string) error {
	return d.do("make", name, func() error { return os.Mkdir(name, 0o755) })
}

// write writes a file, which is not synced.
func (d disk) write(name string, b []byte) error {
	return d.do("write", name, func() error { return os.WriteFile(name, b, 0o644) })
}

// sync waits until a file, or the names in a folder, are safe from a loss of
// power.
func (d disk) sync(name string) error {
	return d.do("sync", name, func() error {
		f, err := os.Open(name)
		if err != nil {
			return err
		}
		return errors.Join(f.Sync(), f.Close())
	})
}

// syncTree syncs everything in a folder and the folder itself.
func (d disk) syncTree(dir string) error {
	return filepath.WalkDir(dir, func(name string, _ fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		return d.sync(name)
	})
}

// rename gives a file the place of another.
func (d disk) rename(from, to string) error {
	return d.do("rename", to, func() error { return os.Rename(from, to) })
}

// removeAll removes a file, or a folder with all in it.
func (d disk) removeAll(name string) error {
	return d.do("remove", name, func() error { return os.RemoveAll(name) })
}

// link makes dst the same file as src, or a copy, where the file system has no
// links.
func (d disk) link(src, dst string) error {
	return d.do("link", dst, func() error {
		if os.Link(src, dst) == nil {
			return nil
		}
		return copyFile(src, dst)
	})
}

// copy copies a file.
func (d disk) copy(src, dst string) error {
	return d.do("write", dst, func() error { return copyFile(src, dst) })
}

func copyFile(src, dst string) (err error) {
	in, err := os.Open(src)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.Create(dst)
	if err != nil {
		return err
	}
	defer func() {
		if cerr := out.Close(); err == nil {
			err = cerr
		}
	}()
	_, err = io.Copy(out, in)
	return err
}

// writeSynced puts b in the place of the file name, or leaves that as it is: it
// writes another file, syncs it, and renames it. A loss of power undoes it at most
// until the folder is synced.
func (d disk) writeSynced(name string, b []byte) error {
	tmp := name + ".new"
	err := d.write(tmp, b)
	if err == nil {
		err = d.sync(tmp)
	}
	if err == nil {
		err = d.rename(tmp, name)
	}
	if err != nil {
		// What cannot be removed now, the next run removes or overwrites.
		return errors.Join(err, os.RemoveAll(tmp))
	}
	return nil
}
