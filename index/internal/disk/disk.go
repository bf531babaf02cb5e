package disk

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// A Disk changes the files and folders of an index, apart from those that Bleve
// writes. Tests look on, or have a change fail.
type Disk struct {
	// before is called ahead of each change and may refuse it; after follows a
	// change that was made. The change is one of "make", "write", "sync", "link",
	// "rename", "remove" and "lock", and name is the file or folder; of two it is
	// the new one. Nil: nothing looks on.
	Before func(change, name string) error
	After  func(change, name string)
}

func (d Disk) Do(change, name string, f func() error) error {
	if d.Before != nil {
		if err := d.Before(change, name); err != nil {
			return err
		}
	}
	if err := f(); err != nil {
		return err
	}
	if d.After != nil {
		d.After(change, name)
	}
	return nil
}

// Mkdir makes a folder.
func (d Disk) Mkdir(name string) error {
	return d.Do("make", name, func() error { return os.Mkdir(name, 0o755) })
}

// Write writes a file, which is not synced.
func (d Disk) Write(name string, b []byte) error {
	return d.Do("write", name, func() error { return os.WriteFile(name, b, 0o644) })
}

// Sync waits until a file, or the names in a folder, are safe from a loss of
// power.
func (d Disk) Sync(name string) error {
	return d.Do("sync", name, func() error {
		f, err := os.Open(name)
		if err != nil {
			return err
		}
		return errors.Join(f.Sync(), f.Close())
	})
}

// SyncTree syncs everything in a folder and the folder itself.
func (d Disk) SyncTree(dir string) error {
	return filepath.WalkDir(dir, func(name string, _ fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		return d.Sync(name)
	})
}

// rename gives a file the place of another.
func (d Disk) rename(from, to string) error {
	return d.Do("rename", to, func() error { return os.Rename(from, to) })
}

// RemoveAll removes a file, or a folder with all in it.
func (d Disk) RemoveAll(name string) error {
	return d.Do("remove", name, func() error { return os.RemoveAll(name) })
}

// Link makes dst the same file as src, or a copy, where the file system has no
// links.
func (d Disk) Link(src, dst string) error {
	return d.Do("link", dst, func() error {
		if os.Link(src, dst) == nil {
			return nil
		}
		return CopyFile(src, dst)
	})
}

// Copy copies a file.
func (d Disk) Copy(src, dst string) error {
	return d.Do("write", dst, func() error { return CopyFile(src, dst) })
}

func CopyFile(src, dst string) (err error) {
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

// WriteSynced puts b in the place of the file name, or leaves that as it is: it
// writes another file, syncs it, and renames it. A loss of power undoes it at most
// until the folder is synced.
func (d Disk) WriteSynced(name string, b []byte) error {
	tmp := name + ".new"
	err := d.Write(tmp, b)
	if err == nil {
		err = d.Sync(tmp)
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
