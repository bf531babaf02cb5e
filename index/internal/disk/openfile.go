package disk

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// limits are the greatest sizes in bytes of files that are read as a whole, by name. A
// larger file is not one of newsdex.
var limits = map[string]int64{
	CurrentFile:  1 << 10,
	LockFile:     4 << 10,
	ResumeFile:   1 << 20,
	ManifestFile: 4 << 20, // 40,000 files
	FilesFile:    1 << 30, // the states of some 15 million files of sources
}

// maxRead is the limit for files with other names. It is enough for the checksums of the
// blocks of 256 GB.
const maxRead = 64 << 20

// kind names the kind of a file in messages.
func kind(m fs.FileMode) string {
	switch m.Type() {
	case 0:
		return "a file"
	case fs.ModeDir:
		return "a folder"
	case fs.ModeSymlink:
		return "a symbolic link"
	case fs.ModeNamedPipe:
		return "a named pipe"
	case fs.ModeSocket:
		return "a socket"
	}
	return "no ordinary file"
}

// notAFile returns the error for something in the place of a file that is to be read.
func notAFile(name string, m fs.FileMode) error {
	return &CorruptError{Path: name, Problem: fmt.Sprintf("it is %s in the place of a file; move it away", kind(m))}
}

// openPlain opens a regular file. It does not follow a symbolic link, does not open a
// device and does not wait. refuse makes the error for anything else.
func openPlain(name string, flag int, refuse func(string, fs.FileMode) error) (*os.File, error) {
	before, err := os.Lstat(name)
	switch {
	case err == nil && !before.Mode().IsRegular():
		return nil, refuse(name, before.Mode())
	case err != nil && !(errors.Is(err, fs.ErrNotExist) && flag&os.O_CREATE != 0):
		return nil, err
	}
	f, err := os.OpenFile(name, flag|PlainOpen, 0o666)
	if err != nil {
		return nil, err
	}
	now, err := f.Stat()
	if err == nil && !now.Mode().IsRegular() { // replaced meanwhile
		err = refuse(name, now.Mode())
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// Open opens a file of an index for reading. The error is a [*CorruptError] at once if
// something other than a regular file is in its place: a folder, a symbolic link, a
// named pipe, a device.
func Open(name string) (*os.File, error) { return openPlain(name, os.O_RDONLY, notAFile) }

// ReadFile reads a file of an index. Its errors are those of [Open]. A file that is
// longer than newsdex makes one of its name, or that the disk does not give, is a
// [*CorruptError] too.
func ReadFile(name string) ([]byte, error) {
	limit := cmp.Or(limits[filepath.Base(name)], maxRead)
	f, err := Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if info.Size() > limit {
		return nil, &CorruptError{Path: name, Problem: fmt.Sprintf("it has more than the %d bytes that such a file may have", limit)}
	}
	b := make([]byte, info.Size())
	n, err := io.ReadFull(f, b)
	if err == io.EOF || err == io.ErrUnexpectedEOF { // shortened meanwhile
		err = nil
	}
	return b[:n], readError(name, err)
}

// create opens a file of an index for writing, which it makes or empties. The error is a
// [*StrangerError] if something other than a regular file is in its place.
func create(name string) (*os.File, error) {
	f, err := openPlain(name, os.O_WRONLY|os.O_CREATE, newStranger)
	if err != nil {
		return nil, err
	}
	if err := f.Truncate(0); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// CreateNew creates a file of an index, which must not exist, for writing.
func CreateNew(name string) (*os.File, error) {
	return os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
}

// Empty empties a file of an index. The error is a [*StrangerError] if something other
// than a regular file is in its place.
func Empty(name string) error {
	f, err := openPlain(name, os.O_WRONLY, newStranger)
	if err != nil {
		return err
	}
	return errors.Join(f.Truncate(0), f.Close())
}

// CheckFile returns a [*StrangerError] if something other than a regular file has the
// name of a file of an index. The file may be missing.
func CheckFile(name string) error {
	info, err := os.Lstat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case !info.Mode().IsRegular():
		return newStranger(name, info.Mode())
	}
	return nil
}
