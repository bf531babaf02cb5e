package disk

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// File managers put files of their own into the folders that they show: .DS_Store and
// files that begin with "._" on macOS, Thumbs.db and desktop.ini on Windows, .directory on
// Linux. Such a file in a generation folder is passed over: it is not read, copied,
// counted or removed, and stops no writer. When the generation is removed its folder stays
// with that file. It is no generation any more, as it has none of newsdex's files.

// IsDesktop reports whether a file with a name in a generation folder is passed over.
func IsDesktop(name string, mode fs.FileMode) bool {
	return mode.IsRegular() && isDesktopName(filepath.Base(name))
}

func isDesktopName(base string) bool {
	return strings.HasPrefix(base, ".") || strings.EqualFold(base, "Thumbs.db") || strings.EqualFold(base, "desktop.ini")
}

// A LeftError reports that a generation was removed but its folder stays, because a file
// manager has put a file into it.
type LeftError struct {
	Folder string // the folder
	File   string // the file, or one of several
}

// Error names the folder, the file and the remedy.
func (e *LeftError) Error() string {
	return fmt.Sprintf("%s: this old part of the index is removed, but its folder stays: it holds %s, which newsdex did not make; remove the folder if you like",
		e.Folder, e.File)
}

// errOurs ends a walk at the first file of newsdex.
var errOurs = errors.New("a file of newsdex")

// IsLeft reports whether a generation folder holds nothing but files that are passed over.
func IsLeft(dir string) bool {
	file, err := desktopFile(dir)
	return err == nil && file != ""
}

// desktopFile returns a file in a generation folder that is passed over, or "". The error
// is errOurs if there are other files.
func desktopFile(dir string) (file string, err error) {
	err = filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		switch {
		case err != nil || e.IsDir():
			return err
		case !IsDesktop(name, e.Type()):
			return errOurs
		}
		file = name
		return nil
	})
	return file, err
}

// removeWalked removes a file of a generation folder, or a folder unless a file that is
// passed over is in it.
func removeWalked(name string, folder bool) error {
	err := Remove(name)
	if err == nil || !folder {
		return err
	}
	if _, serr := os.Lstat(name); serr == nil && IsLeft(name) {
		return nil
	}
	return err
}
