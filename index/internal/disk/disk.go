package disk

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// A Disk changes the files and folders of an index, but for those that Bleve writes.
// Tests observe changes or make them fail. The zero value changes files without an
// observer.
type Disk struct {
	// Before is called before each change and may refuse it with an error. After is
	// called after each successful change. change is one of "make", "write",
	// "sync", "link", "rename", "remove" and "lock". name is the file or folder; of
	// a change with two names it is the new one. Either function may be nil.
	Before func(change, name string) error
	After  func(change, name string)
	// OnLeft is called with a [*LeftError] for each generation that was removed but for
	// its folder. Nil: nothing is called.
	OnLeft func(error)
}

// Do makes a change by calling f, between Before and After.
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
	return d.Do("make", name, func() error { return os.Mkdir(name, 0o777) })
}

// Write writes a file without syncing it.
func (d Disk) Write(name string, b []byte) error {
	return d.Do("write", name, func() error {
		f, err := create(name)
		if err != nil {
			return err
		}
		_, err = f.Write(b)
		return errors.Join(err, f.Close())
	})
}

// Sync writes a file's bytes, or the names in a folder, to stable storage.
func (d Disk) Sync(name string) error {
	return d.Do("sync", name, func() error {
		open := Open
		if info, err := os.Stat(name); err == nil && info.IsDir() {
			open = os.Open // an index folder may be reached by a link
		}
		f, err := open(name)
		if err != nil {
			return err
		}
		return errors.Join(f.Sync(), f.Close())
	})
}

// SyncTree syncs a folder and everything in it, after it gave all of it the rights that
// the folder has: Bleve makes files and folders that only their owner may read. The
// folder was made by [Disk.Mkdir], so its rights are those that the user's umask leaves.
func (d Disk) SyncTree(dir string) error {
	top, err := os.Lstat(dir)
	if err != nil {
		return err
	}
	return filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case IsDesktop(name, e.Type()):
			return nil
		case !e.IsDir() && !e.Type().IsRegular():
			return newStranger(name, e.Type())
		}
		if err := share(name, top.Mode().Perm()); err != nil {
			return err
		}
		return d.Sync(name)
	})
}

// share gives a folder rights, and a file those of them that do not execute it. A linked
// file may belong to another user, who alone can change its rights.
func share(name string, rights fs.FileMode) error {
	info, err := os.Lstat(name)
	if err != nil {
		return err
	}
	if !info.IsDir() {
		rights &= 0o666
	}
	if info.Mode().Perm() == rights {
		return nil
	}
	err = os.Chmod(name, info.Mode()&^fs.ModePerm|rights) // with the bits that a folder hands on
	if errors.Is(err, fs.ErrPermission) {
		return nil
	}
	return err
}

// rename renames a file and replaces an existing one.
func (d Disk) rename(from, to string) error {
	return d.Do("rename", to, func() error {
		if err := CheckFile(to); err != nil {
			return err
		}
		return os.Rename(from, to)
	})
}

// RemoveAll removes a file of newsdex, a generation folder with everything in it, or an
// empty folder. It follows no link. Files of file managers stay with their folder
// (desktop.go). The error is a [*StrangerError] if it would remove
// something that newsdex did not make; then nothing is removed.
func (d Disk) RemoveAll(name string) error {
	return d.Do("remove", name, func() error {
		err := removeOurs(name)
		var left *LeftError
		if !errors.As(err, &left) {
			return err
		}
		if d.OnLeft != nil {
			d.OnLeft(err)
		}
		return nil
	})
}

// Link makes dst a hard link to src, or a copy where the file system has no links.
func (d Disk) Link(src, dst string) error {
	return d.Do("link", dst, func() error {
		if err := CheckFile(src); err != nil {
			return err
		}
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

// CopyFile copies a file and replaces an existing one. It syncs nothing.
func CopyFile(src, dst string) (err error) {
	in, err := Open(src)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := create(dst)
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

// WriteSynced replaces the file name by one with the bytes b, or leaves it
// unchanged: it writes another file, syncs it, and renames it. A loss of power may
// undo the replacement until the folder is synced.
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
		// The next run removes or overwrites a file that cannot be removed now.
		return errors.Join(err, removeOurs(tmp))
	}
	return nil
}
