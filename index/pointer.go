package index

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/newsdex/newsdex/index/internal/disk"
)

// The pointer is the file CURRENT, one line: the name of a generation, the checksum of
// its manifest, and the checksum of these two with the space between them. Up to format
// 3 it was only the name.

// noGeneration is the pointer's content until there is a first generation, so that a
// missing pointer always means damage.
const noGeneration = "none"

// A pointer names the generation that readers open.
type pointer struct {
	gen      string
	manifest disk.Checksum // checksum of the generation's manifest file
}

func (p pointer) encode() []byte {
	b := fmt.Appendf(nil, "%s %s", p.gen, p.manifest)
	return fmt.Appendf(b, " %s\n", disk.ChecksumOf(b))
}

// errPointer is the error for a pointer without a checksum: it has an older format or
// is cut off.
var errPointer = errors.New("its checksum is missing")

// parsePointer reads a pointer.
func parsePointer(b []byte) (p pointer, err error) {
	bad := fmt.Errorf("it holds %.40q, which names no generation", b)
	line, ends := strings.CutSuffix(string(b), "\n")
	parts := strings.Split(line, " ")
	p.gen = parts[0]
	if !ends || p.gen != noGeneration && generationNumber(p.gen) == 0 {
		return p, bad
	}
	if len(parts) == 1 {
		return p, errPointer
	}
	if len(parts) != 3 || p.manifest.UnmarshalText([]byte(parts[1])) != nil || string(p.encode()) != string(b) {
		return p, bad
	}
	return p, nil
}

// currentGeneration returns the name of the generation that the index folder
// publishes; see [currentPointer].
func currentGeneration(path string) (string, error) {
	p, err := currentPointer(path)
	return p.gen, err
}

// currentPointer returns the pointer of an index folder. The error wraps [ErrNoIndex]
// if there is no index, and is a [*CorruptError] if the pointer is damaged.
func currentPointer(path string) (pointer, error) {
	fi, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return pointer{}, fmt.Errorf("%w at %s: there is nothing there", ErrNoIndex, path)
	case err != nil:
		return pointer{}, err
	case !fi.IsDir():
		return pointer{}, fmt.Errorf("%w at %s: it is a file, and an index is a folder", ErrNoIndex, path)
	}
	name := filepath.Join(path, disk.CurrentFile)
	b, err := disk.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		if gens, gerr := generations(path); gerr == nil && len(gens) > 0 {
			return pointer{}, &disk.CorruptError{Path: name, Problem: "the pointer to the current generation is missing"}
		}
		return pointer{}, fmt.Errorf("%w at %s: the folder holds something else", ErrNoIndex, path)
	}
	if err != nil {
		return pointer{}, err
	}
	p, err := parsePointer(b)
	if err == errPointer {
		var older *OlderError
		if _, err := readManifest(filepath.Join(path, p.gen), oldestOpened); errors.As(err, &older) {
			return pointer{}, err
		}
	}
	switch {
	case err != nil:
		return pointer{}, &disk.CorruptError{Path: name, Problem: err.Error()}
	case p.gen == noGeneration:
		return pointer{}, fmt.Errorf("%w at %s: making it was not completed", ErrNoIndex, path)
	}
	return p, nil
}

// IsIndex reports whether path is the folder of an index, even one that cannot be
// opened or is being made. It only looks at the folder.
func IsIndex(path string) bool {
	if fi, err := os.Lstat(filepath.Join(path, disk.CurrentFile)); err == nil && fi.Mode().IsRegular() {
		b, err := disk.ReadFile(filepath.Join(path, disk.CurrentFile))
		corrupt := (*disk.CorruptError)(nil) // too long for a pointer
		if _, perr := parsePointer(b); err != nil && !errors.As(err, &corrupt) || perr == nil || perr == errPointer {
			return true
		}
	}
	gens, err := generations(path)
	return err == nil && len(gens) > 0
}

// pointNowhere makes the pointer of an index that has no generation yet.
func pointNowhere(d disk.Disk, path string) error {
	if err := d.WriteSynced(filepath.Join(path, disk.CurrentFile), pointer{gen: noGeneration}.encode()); err != nil {
		return err
	}
	return d.Sync(path)
}

// publish makes gen, a complete generation with its manifest, the one that readers
// open. After publish returns nil, a loss of power cannot undo it. After an error the
// index is as it was, unless the disk fails right after the pointer was set, so that it
// cannot be set back. named reports that the pointer may name gen, now or after a loss
// of power; gen must then stay until the folder could be synced.
func publish(d disk.Disk, path, gen string) (named bool, err error) {
	dir := filepath.Join(path, gen)
	if err := d.SyncTree(dir); err != nil {
		return false, err
	}
	if err := d.Sync(path); err != nil { // it holds the folder's own name
		return false, err
	}
	manifest, err := disk.ReadFile(filepath.Join(dir, disk.ManifestFile))
	if err != nil {
		return false, err
	}
	name := filepath.Join(path, disk.CurrentFile)
	before, err := disk.ReadFile(name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return false, err
	}
	if err := d.WriteSynced(name, pointer{gen, disk.ChecksumOf(manifest)}.encode()); err != nil {
		return false, err
	}
	if err := d.Sync(path); err != nil {
		return true, errors.Join(err, d.WriteSynced(name, before))
	}
	return true, nil
}
