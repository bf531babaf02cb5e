package disk

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
)

// A StrangerError reports something in an index folder that newsdex did not make, where
// newsdex writes or removes files: a symbolic link, a named pipe, or a file with another
// name. newsdex does not follow, open or remove it.
type StrangerError struct {
	Path string // the stranger
	Kind string // what it is: "a symbolic link"
}

// Error names the stranger and the remedy.
func (e *StrangerError) Error() string {
	return fmt.Sprintf("%s: it is %s that newsdex did not make, and stays as it is; move it away", e.Path, e.Kind)
}

// newStranger returns the error for a stranger of a mode.
func newStranger(name string, m fs.FileMode) error {
	return &StrangerError{Path: name, Kind: kind(m)}
}

// The names of files of Bleve and of package index.
const (
	metaFile = "index_meta.json"

	TemplatesFile = "templates.json" // the templates of outlets
	SourcesFile   = "sources"        // the sources of the articles
	FilesFile     = "files"          // the states of the files of the sources
)

// GenerationName returns the name of the n-th generation.
func GenerationName(n int) string { return fmt.Sprintf("%s%06d", GenPrefix, n) }

// GenerationNumber returns the number in the name of a generation, 0 for another name.
func GenerationNumber(name string) int {
	digits, _ := strings.CutPrefix(name, GenPrefix)
	n, err := strconv.Atoi(digits)
	if err != nil || n < 1 || name != GenerationName(n) {
		return 0
	}
	return n
}

// isOurs reports whether newsdex or Bleve makes a file, or a folder, of a name in a
// generation folder. The name has slashes.
func isOurs(name string, folder bool) bool {
	dir, base := path.Split(name)
	store := path.Join(BleveDir, StoreDir)
	switch {
	case isDesktopName(base):
		return false
	case folder:
		return name == BleveDir || name == store || name == OriginalsDir
	case dir == "":
		return base == BlocksFile || base == TemplatesFile || base == SourcesFile || base == FilesFile || strings.TrimSuffix(base, ".new") == ManifestFile
	case dir == BleveDir+"/":
		return strings.TrimSuffix(base, "_temp") == metaFile
	case dir == store+"/":
		return base == RootFile || path.Ext(base) == ".zap"
	case dir == OriginalsDir+"/":
		return base == OriginalsDead || path.Ext(base) == OriginalsExt
	}
	return false
}

// isOursAtTop is like isOurs but for a file in an index folder.
func isOursAtTop(name string) bool {
	name = strings.TrimSuffix(name, ".new")
	return name == CurrentFile || name == ResumeFile || name == LockFile
}

// CheckPlaces returns a [*StrangerError] if an index folder has something that newsdex
// did not make in a place where newsdex writes or removes files: the files of the index
// folder itself, and all of its generations. It does not look at files with other names
// beside them, which are never touched.
func CheckPlaces(folder string) error {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return err
	}
	for _, e := range entries {
		name := filepath.Join(folder, e.Name())
		switch {
		case isOursAtTop(e.Name()):
			if !e.Type().IsRegular() {
				return newStranger(name, e.Type())
			}
		case GenerationNumber(e.Name()) > 0:
			if err := walkOurs(name, func(string, bool) error { return nil }); err != nil {
				return err
			}
		}
	}
	return nil
}

// walkOurs calls f for everything in a generation folder, folders behind their contents,
// and for the folder itself. The error is a [*StrangerError] for something that newsdex
// did not make; f is not called for it.
func walkOurs(dir string, f func(name string, folder bool) error) error {
	info, err := os.Lstat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case !info.IsDir():
		return newStranger(dir, info.Mode())
	}
	return walkFolder(dir, "", f)
}

// walkFolder is like walkOurs but for a folder in a generation folder.
func walkFolder(dir, within string, f func(name string, folder bool) error) error {
	folder := filepath.Join(dir, filepath.FromSlash(within))
	entries, err := os.ReadDir(folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil // a writer has removed it
	}
	if err != nil {
		return err
	}
	var errs []error
	for _, e := range entries {
		name := path.Join(within, e.Name())
		full := filepath.Join(folder, e.Name())
		switch {
		case IsDesktop(name, e.Type()):
		case !e.IsDir() && !e.Type().IsRegular() || !isOurs(name, e.IsDir()):
			errs = append(errs, newStranger(full, e.Type()))
		case e.IsDir():
			errs = append(errs, walkFolder(dir, name, f))
		default:
			errs = append(errs, f(full, false))
		}
	}
	if err := errors.Join(errs...); err != nil {
		return err
	}
	return f(folder, true)
}

// removeOurs removes a file of newsdex, a generation folder with everything in it, or an
// empty folder. The error is a [*StrangerError] for something that newsdex did not make,
// which stays. It removes nothing of a generation folder that has a stranger. The error is
// a [*LeftError] if the folder stays because of a file that is passed over.
func removeOurs(name string) error {
	if GenerationNumber(filepath.Base(name)) == 0 {
		return Remove(name)
	}
	if err := walkOurs(name, func(string, bool) error { return nil }); err != nil {
		return err
	}
	if err := walkOurs(name, removeWalked); err != nil {
		return err
	}
	if file, err := desktopFile(name); err == nil && file != "" {
		return &LeftError{Folder: name, File: file}
	}
	return nil
}

// Remove removes a file or an empty folder, unless it is gone already. The error is a
// [*StrangerError] for anything else.
func Remove(name string) error {
	info, err := os.Lstat(name)
	if err == nil && !info.Mode().IsRegular() && !info.IsDir() {
		return newStranger(name, info.Mode())
	}
	if err := os.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// CheckFolders returns a [*CorruptError] if one of the folders of a generation is
// something else, such as a symbolic link.
func CheckFolders(dir string) error {
	for _, within := range []string{"", BleveDir, BleveDir + "/" + StoreDir, OriginalsDir} {
		name := filepath.Join(dir, filepath.FromSlash(within))
		info, err := os.Lstat(name)
		if err == nil && !info.IsDir() {
			return &CorruptError{Path: name, Problem: fmt.Sprintf("it is %s in the place of a folder; move it away", kind(info.Mode()))}
		}
	}
	return nil
}
