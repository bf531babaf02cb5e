package index

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// The pointer, the file CURRENT, is one line: the name of a generation, a space,
// and the checksum of that name. Up to format 3 it was the name alone.

// noGeneration stands in the pointer until there is a first generation, so
// that a pointer that is missing is always a damage.
const noGeneration = "none"

// pointerTo returns what the file CURRENT holds for a generation.
func pointerTo(gen string) []byte {
	return fmt.Appendf(nil, "%s %s\n", gen, checksumOf([]byte(gen)))
}

// parsePointer returns the generation that a pointer names; checked says whether
// it had a checksum. It is not ok where the pointer is damaged.
func parsePointer(b []byte) (gen string, checked, ok bool) {
	line, ends := strings.CutSuffix(string(b), "\n")
	gen, sum, checked := strings.Cut(line, " ")
	ok = ends && (gen == noGeneration || generationNumber(gen) > 0) && (!checked || sum == checksumOf([]byte(gen)).String())
	return gen, checked, ok
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
	gen, checked, ok := parsePointer(b)
	switch {
	case !ok:
		return "", &CorruptError{Path: name, Problem: fmt.Sprintf("it holds %.40q, which names no generation", b)}
	case !checked:
		// Of an older format, or cut off.
		var older *OlderError
		if _, err := readManifest(filepath.Join(path, gen)); errors.As(err, &older) {
			return "", err
		}
		return "", &CorruptError{Path: name, Problem: "its checksum is missing"}
	case gen == noGeneration:
		return "", fmt.Errorf("%w at %s: making it was not completed; make it again", ErrNoIndex, path)
	}
	return gen, nil
}

// IsIndex reports whether path is the folder of an index, be it one that cannot
// be opened or is being made. It costs a look at the folder.
func IsIndex(path string) bool {
	if fi, err := os.Lstat(filepath.Join(path, currentFile)); err == nil && fi.Mode().IsRegular() {
		b, err := os.ReadFile(filepath.Join(path, currentFile))
		if _, _, ok := parsePointer(b); err != nil || ok {
			return true
		}
	}
	gens, err := generations(path)
	return err == nil && len(gens) > 0
}

// point replaces the pointer. When it returns without an error, a loss of power
// cannot undo it.
func (d disk) point(path, gen string) error {
	if err := d.writeSynced(filepath.Join(path, currentFile), pointerTo(gen)); err != nil {
		return err
	}
	return d.sync(path)
}

// publish makes gen, which follows base, the generation that readers open. When it
// returns without an error, a loss of power cannot undo it. When it returns one,
// the index is as it was; named says that the pointer may name gen after a loss of
// power all the same, so that gen must stay until the folder could be synced.
func (d disk) publish(path, gen, base string) (named bool, err error) {
	if err := d.syncTree(filepath.Join(path, gen)); err != nil {
		return false, err
	}
	if err := d.sync(path); err != nil { // where the folder's own name stands
		return false, err
	}
	name := filepath.Join(path, currentFile)
	if err := d.writeSynced(name, pointerTo(gen)); err != nil {
		return false, err
	}
	if err := d.sync(path); err != nil {
		if base == "" {
			base = noGeneration
		}
		return true, errors.Join(err, d.writeSynced(name, pointerTo(base)))
	}
	return true, nil
}
