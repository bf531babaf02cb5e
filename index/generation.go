package index

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/newsdex/newsdex/index/internal/disk"
)

func generationName(n int) string { return fmt.Sprintf("%s%06d", disk.GenPrefix, n) }

// generationNumber returns the number of a generation's name, or 0.
func generationNumber(name string) int {
	digits, ok := strings.CutPrefix(name, disk.GenPrefix)
	if !ok {
		return 0
	}
	n, err := strconv.Atoi(digits)
	if err != nil || n < 1 {
		return 0
	}
	return n
}

// generations returns the names of all generation folders in an index folder,
// published or not.
func generations(path string) ([]string, error) {
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

// cloneBleve makes the Bleve index in folder dst one that holds what the one in
// src does: its segments, which nothing ever changes, as hard links (or copies,
// where the file system has none), and the rest as copies.
func cloneBleve(d disk.Disk, src, dst string) error {
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
		case e.IsDir():
			return d.Mkdir(to)
		case filepath.Ext(name) == ".zap":
			return d.Link(name, to)
		}
		return d.Copy(name, to)
	})
}

// linked returns the files of the generation folder dir, just made as a clone of
// one with the given files, with the checksums that these had: also where a link
// was a copy, so that what goes wrong with a copy is noticed.
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

// removeGenerations removes every generation folder but those to keep: old ones, and
// what a writer that did not finish has left. A reader that has one of them
// open keeps what it has: its files go when it closes them.
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
	names, err := generations(path)
	if err != nil {
		return "", err
	}
	highest := 0
	for _, name := range names {
		highest = max(highest, generationNumber(name))
	}
	return generationName(highest + 1), nil
}
