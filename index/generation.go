package index

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// The names within an index folder.
const (
	currentFile = "CURRENT"
	lockFile    = "LOCK"
	genPrefix   = "gen-"
	bleveDir    = "bleve"

	// noGeneration stands in the pointer until there is a first generation, so
	// that a pointer that is missing is always a damage.
	noGeneration = "none"
)

func generationName(n int) string { return fmt.Sprintf("%s%06d", genPrefix, n) }

// generationNumber returns the number of a generation's name, or 0.
func generationNumber(name string) int {
	digits, ok := strings.CutPrefix(name, genPrefix)
	if !ok {
		return 0
	}
	n, err := strconv.Atoi(digits)
	if err != nil || n < 1 {
		return 0
	}
	return n
}

// currentGeneration returns the name of the generation that the index folder
// publishes. The error is or wraps [ErrNoIndex] where there is no index, and is
// a [*CorruptError] where the pointer is damaged.
func currentGeneration(path string) (string, error) {
	fi, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "", fmt.Errorf("%w at %s: there is nothing there; make one with: newsdex index -o %s ARTICLES", ErrNoIndex, path, path)
	case err != nil:
		return "", err
	case !fi.IsDir():
		return "", fmt.Errorf("%w at %s: it is a file, and an index is a folder", ErrNoIndex, path)
	}
	name := filepath.Join(path, currentFile)
	b, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		if gens, gerr := generations(path); gerr == nil && len(gens) > 0 {
			return "", &CorruptError{Path: name, Problem: "the pointer to the current generation is missing"}
		}
		return "", fmt.Errorf("%w at %s: the folder holds something else", ErrNoIndex, path)
	}
	if err != nil {
		return "", err
	}
	gen := strings.TrimSpace(string(b))
	if gen == noGeneration {
		return "", fmt.Errorf("%w at %s: making it was not completed; make it again", ErrNoIndex, path)
	}
	if generationNumber(gen) == 0 {
		return "", &CorruptError{Path: name, Problem: fmt.Sprintf("it names %.40q, which is no generation", gen)}
	}
	return gen, nil
}

// IsIndex reports whether path is the folder of an index, be it one that cannot
// be opened or is being made. It costs a look at the folder.
func IsIndex(path string) bool {
	if fi, err := os.Lstat(filepath.Join(path, currentFile)); err == nil && fi.Mode().IsRegular() {
		b, err := os.ReadFile(filepath.Join(path, currentFile))
		gen := strings.TrimSpace(string(b))
		if err != nil || gen == noGeneration || generationNumber(gen) > 0 {
			return true
		}
	}
	gens, err := generations(path)
	return err == nil && len(gens) > 0
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
func cloneBleve(src, dst string) error {
	return filepath.WalkDir(src, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(src, name)
		if err != nil {
			return err
		}
		to := filepath.Join(dst, rel)
		switch {
		case d.IsDir():
			return os.MkdirAll(to, 0o755)
		case filepath.Ext(name) == ".zap":
			if os.Link(name, to) == nil {
				return nil
			}
		}
		return copyFile(name, to)
	})
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

// publish makes gen the generation that readers open. When it returns without
// an error, a loss of power cannot undo it.
func publish(path, gen string) error {
	if err := syncTree(filepath.Join(path, gen)); err != nil {
		return err
	}
	return point(path, gen)
}

// point replaces the pointer.
func point(path, gen string) error {
	tmp := filepath.Join(path, currentFile+".new")
	if err := writeSynced(tmp, []byte(gen+"\n")); err != nil {
		return err
	}
	if err := os.Rename(tmp, filepath.Join(path, currentFile)); err != nil {
		return errors.Join(err, os.Remove(tmp))
	}
	return syncFile(path)
}

// removeGenerations removes every generation folder but keep: old ones, and
// what a writer that did not finish has left. A reader that has one of them
// open keeps what it has: its files go when it closes them.
func removeGenerations(path, keep string) error {
	names, err := generations(path)
	if err != nil {
		return err
	}
	var errs []error
	for _, name := range names {
		if name != keep {
			errs = append(errs, os.RemoveAll(filepath.Join(path, name)))
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

// writeSynced writes a file and syncs it.
func writeSynced(name string, b []byte) (err error) {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	defer func() {
		if cerr := f.Close(); err == nil {
			err = cerr
		}
	}()
	if _, err := f.Write(b); err != nil {
		return err
	}
	return f.Sync()
}

// syncFile syncs a file or folder.
func syncFile(name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// syncTree syncs everything in a folder and the folder itself.
func syncTree(dir string) error {
	return filepath.WalkDir(dir, func(name string, _ fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		return syncFile(name)
	})
}
