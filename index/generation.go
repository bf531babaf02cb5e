package index

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/newsdex/newsdex/index/internal/bolt"
	"github.com/newsdex/newsdex/index/internal/disk"
)

func generationName(n int) string { return disk.GenerationName(n) }

// generationNumber returns the number in a generation's name, or 0.
func generationNumber(name string) int { return disk.GenerationNumber(name) }

// generations returns the names of all generation folders in an index folder,
// published or not, but for those of which only files of a file manager are left.
func generations(path string) ([]string, error) {
	names, err := generationFolders(path)
	return slices.DeleteFunc(names, func(name string) bool { return disk.IsLeft(filepath.Join(path, name)) }), err
}

// generationFolders returns the names of all folders that are named like generations.
func generationFolders(path string) ([]string, error) {
	entries, err := os.ReadDir(path)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, e := range entries {
		if e.IsDir() && generationNumber(e.Name()) > 0 {
			names = append(names, e.Name())
		}
	}
	return names, nil
}

// cloneBleve makes a copy of the Bleve index in folder src in folder dst: its segments,
// which never change, as hard links (or copies, if the file system has none), and the
// rest as copies. Bleve's list of segments is checked, as bbolt is going to change it
// and trusts it.
func cloneBleve(d disk.Disk, src, dst string) error {
	root := filepath.Join(src, disk.StoreDir, disk.RootFile)
	b, err := disk.ReadFile(root)
	if err == nil {
		if err = bolt.Check(b); err != nil {
			err = disk.Blame(root, "it cannot be changed", err)
		}
	}
	if err != nil {
		return err
	}
	return filepath.WalkDir(src, func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(src, name)
		if err != nil {
			return err
		}
		to := filepath.Join(dst, rel)
		switch {
		case disk.IsDesktop(name, e.Type()):
			return nil
		case e.IsDir():
			return d.Mkdir(to)
		case filepath.Ext(name) == ".zap":
			return d.Link(name, to)
		}
		return d.Copy(name, to)
	})
}

// linked returns the files of the generation folder dir, which was just cloned from one
// with the given files. They keep the checksums of those files, even where a link was a
// copy, so that damage to a copy is noticed.
func linked(dir string, files []disk.File, tables map[string]disk.BlockTable) map[string]disk.CheckedFile {
	known := make(map[string]disk.CheckedFile)
	for _, f := range files {
		if !disk.InBlocks(f.Name) {
			continue
		}
		if info, err := os.Lstat(f.Path(dir)); err == nil && info.Size() == f.Size {
			known[f.Name] = disk.CheckedFile{Info: info, Checksum: f.Checksum, Blocks: tables[f.Name]}
		}
	}
	return known
}

// removeGenerations removes every generation folder except those to keep: old ones, and
// the remains of an unfinished writer. A reader keeps the generation that it has open;
// its files are freed when it closes them.
func removeGenerations(d disk.Disk, path string, keep ...string) error {
	names, err := generations(path)
	if err != nil {
		return err
	}
	var errs []error
	for _, name := range names {
		if !slices.Contains(keep, name) {
			errs = append(errs, d.RemoveAll(filepath.Join(path, name)))
		}
	}
	return errors.Join(errs...)
}

// nextGeneration returns the name of a generation that does not exist yet.
func nextGeneration(path string) (string, error) {
	names, err := generationFolders(path)
	if err != nil {
		return "", err
	}
	highest := 0
	for _, name := range names {
		highest = max(highest, generationNumber(name))
	}
	return generationName(highest + 1), nil
}
