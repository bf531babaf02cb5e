package disk

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
)

// A File is a file of a generation, as its manifest lists it.
type File struct {
	Name     string   `json:"name"`   // within the generation, with slashes
	Size     int64    `json:"size"`   // in bytes
	Checksum Checksum `json:"crc32c"` // of all bytes
}

// A CheckedFile is a file that has been read and had a checksum. The checksum is
// valid while the file is unchanged.
type CheckedFile struct {
	Info     fs.FileInfo // identifies the file and its state
	Checksum Checksum
	Blocks   BlockTable // for the next generation, if the file is checked in blocks
}

// is reports whether info is of the same file, unchanged.
func (c CheckedFile) is(info fs.FileInfo) bool {
	return c.Info != nil && c.Info.Size() == info.Size() && c.Info.ModTime().Equal(info.ModTime()) && os.SameFile(c.Info, info)
}

// GenerationFiles returns the names of all files in a generation folder but the
// manifest and those that are passed over (desktop.go), with slashes, in the order of filepath.WalkDir.
func GenerationFiles(dir string) ([]string, error) {
	var names []string
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || IsDesktop(name, d.Type()) {
			return err
		}
		rel, err := filepath.Rel(dir, name)
		if err != nil {
			return err
		}
		if rel = filepath.ToSlash(rel); strings.TrimSuffix(rel, ".new") != ManifestFile {
			names = append(names, rel)
		}
		return nil
	})
	return names, err
}

// ListFiles returns the files of a complete generation, for its manifest. It writes
// the last of them, [BlocksFile], with blocks of 1<<bits bytes, or of 1<<blockBits
// if bits is 0. Files in known are not read again. So the bytes of a file that is
// linked from an earlier generation keep the checksums of their first writing.
func (d Disk) ListFiles(dir string, bits uint8, known map[string]CheckedFile) ([]File, error) {
	names, err := GenerationFiles(dir)
	if err != nil {
		return nil, err
	}
	if bits == 0 {
		bits = blockBits
	}
	files := make([]File, len(names))
	tables := make([]BlockTable, len(names))
	err = InParallel(len(names), func(i int, buf []byte) error {
		path := filepath.Join(dir, filepath.FromSlash(names[i]))
		info, err := os.Lstat(path)
		if err != nil {
			return err
		}
		if !isOurs(names[i], false) {
			return newStranger(path, info.Mode())
		}
		f := File{Name: names[i], Size: info.Size()}
		if k := known[f.Name]; k.is(info) {
			f.Checksum, tables[i] = k.Checksum, k.Blocks
		} else {
			var blocks *blockSummer
			if InBlocks(f.Name) {
				blocks = &blockSummer{table: BlockTable{Bits: bits}}
			}
			if f.Checksum, f.Size, err = checksumBlocks(path, buf, blocks); err != nil {
				return err
			}
			if blocks != nil {
				tables[i] = blocks.finish()
			}
		}
		files[i] = f
		return nil
	})
	if err != nil {
		return nil, err
	}
	all := map[string]BlockTable{}
	for i, f := range files {
		if InBlocks(f.Name) {
			all[f.Name] = tables[i]
		}
	}
	b := encodeBlocks(all)
	if err := d.Write(filepath.Join(dir, BlocksFile), b); err != nil {
		return nil, err
	}
	return append(files, File{Name: BlocksFile, Size: int64(len(b)), Checksum: ChecksumOf(b)}), nil
}

// CheckNames returns an error if a file of a manifest has a name that neither newsdex nor
// Bleve gives to a file, such as one outside its generation, or if two have one name.
func CheckNames(files []File) error {
	known := make(map[string]bool, len(files))
	for _, f := range files {
		if !isOurs(f.Name, false) || strings.ContainsAny(f.Name, "\\:") || f.Size < 0 || known[f.Name] {
			return fmt.Errorf("%.80q", f.Name)
		}
		known[f.Name] = true
	}
	return nil
}

// CheckSizes checks that the files which are checked in blocks exist and have their
// sizes, and returns the other ones.
func CheckSizes(dir string, files []File) (small []File, err error) {
	for _, f := range files {
		if !InBlocks(f.Name) {
			small = append(small, f)
		} else if _, err := f.Stat(dir); err != nil {
			return nil, err
		}
	}
	return small, nil
}

// CheckFiles checks the files that a generation's manifest lists, and returns them
// for the next generation. Files in known are not read again. The error is a
// [*CorruptError] of the first file that is not as it was written or, if all is set,
// joins those of all such files.
func CheckFiles(dir string, files []File, known map[string]CheckedFile, all bool) (map[string]CheckedFile, error) {
	// Missing and cut files are found first, without reading any.
	infos := make([]fs.FileInfo, len(files))
	errs := make([]error, len(files))
	for i, f := range files {
		if infos[i], errs[i] = f.Stat(dir); errs[i] != nil && !all {
			return nil, errs[i]
		}
	}
	var bad atomic.Bool
	err := InParallel(len(files), func(i int, buf []byte) error {
		if errs[i] != nil || bad.Load() && !all || known[files[i].Name].is(infos[i]) && known[files[i].Name].Checksum == files[i].Checksum {
			return nil
		}
		if errs[i] = files[i].Check(dir, buf); errs[i] != nil {
			bad.Store(true)
		}
		return nil
	})
	if err := errors.Join(append(errs, err)...); err != nil {
		return nil, err
	}
	checked := make(map[string]CheckedFile, len(files))
	for i, f := range files {
		checked[f.Name] = CheckedFile{Info: infos[i], Checksum: f.Checksum}
	}
	return checked, nil
}

// Path returns the name of the file in a generation folder.
func (f File) Path(dir string) string { return filepath.Join(dir, filepath.FromSlash(f.Name)) }

// Stat checks that the file exists and has its size. The error is a [*CorruptError]
// where it does not.
func (f File) Stat(dir string) (fs.FileInfo, error) {
	path := f.Path(dir)
	info, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ENOTDIR):
		return nil, &CorruptError{Path: path, Problem: "the file is missing"}
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, notAFile(path, info.Mode())
	case info.Size() != f.Size:
		return nil, &CorruptError{Path: path, Problem: fmt.Sprintf("it has %d bytes, and %d were written", info.Size(), f.Size)}
	}
	return info, nil
}

// Check compares the file's bytes with its checksum. It reads through buf.
func (f File) Check(dir string, buf []byte) error {
	path := f.Path(dir)
	sum, size, err := ChecksumFile(path, buf)
	switch {
	case err != nil:
		return err
	case size != f.Size || sum != f.Checksum:
		return &CorruptError{Path: path, Problem: fmt.Sprintf("its bytes are not those that were written: their checksum is %s and was %s", sum, f.Checksum)}
	}
	return nil
}
