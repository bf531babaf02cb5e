package index

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
)

// A File is a file of a generation, as its manifest lists it.
type File struct {
	Name     string   `json:"name"` // within the generation, with slashes
	Size     int64    `json:"size"` // in bytes
	Checksum Checksum `json:"crc32c"`
}

// A checkedFile is a file whose bytes are known to have a checksum, as long as it
// is the same file.
type checkedFile struct {
	info     fs.FileInfo
	checksum Checksum
	blocks   blockTable // of a file that is checked block by block, for the next generation
}

// is reports whether info is of the same file, unchanged.
func (c checkedFile) is(info fs.FileInfo) bool {
	return c.info != nil && c.info.Size() == info.Size() && c.info.ModTime().Equal(info.ModTime()) && os.SameFile(c.info, info)
}

// generationFiles returns the names of all files in a generation folder but the
// manifest, with slashes, in order.
func generationFiles(dir string) ([]string, error) {
	var names []string
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, name)
		if err != nil {
			return err
		}
		if rel = filepath.ToSlash(rel); strings.TrimSuffix(rel, ".new") != manifestFile {
			names = append(names, rel)
		}
		return nil
	})
	return names, err
}

// listFiles returns the files of a generation that is complete, for its manifest,
// and writes the last of them: that of the checksums of blocks, of 1<<bits bytes
// each, or of [blockBits] where that is 0. Those that known has are not read again:
// so the bytes that were linked from an earlier generation keep the checksums that
// they had when they were written.
func (d disk) listFiles(dir string, bits uint8, known map[string]checkedFile) ([]File, error) {
	names, err := generationFiles(dir)
	if err != nil {
		return nil, err
	}
	if bits == 0 {
		bits = blockBits
	}
	files := make([]File, len(names))
	tables := make([]blockTable, len(names))
	err = inParallel(len(names), func(i int, buf []byte) error {
		path := filepath.Join(dir, filepath.FromSlash(names[i]))
		info, err := os.Lstat(path)
		if err != nil {
			return err
		}
		f := File{Name: names[i], Size: info.Size()}
		if k := known[f.Name]; k.is(info) {
			f.Checksum, tables[i] = k.checksum, k.blocks
		} else {
			var blocks *blockSummer
			if inBlocks(f.Name) {
				blocks = &blockSummer{table: blockTable{bits: bits}}
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
	all := map[string]blockTable{}
	for i, f := range files {
		if inBlocks(f.Name) {
			all[f.Name] = tables[i]
		}
	}
	b := encodeBlocks(all)
	if err := d.write(filepath.Join(dir, blocksFile), b); err != nil {
		return nil, err
	}
	return append(files, File{Name: blocksFile, Size: int64(len(b)), Checksum: checksumOf(b)}), nil
}

// checkSizes looks whether files are there and as long as they should be, and
// returns those that are not checked block by block.
func checkSizes(dir string, files []File) (small []File, err error) {
	for _, f := range files {
		if !inBlocks(f.Name) {
			small = append(small, f)
		} else if _, err := f.stat(dir); err != nil {
			return nil, err
		}
	}
	return small, nil
}

// checkFiles looks at the files that the manifest of a generation lists, and
// returns what they are, for the next generation; those that known has are not
// read again. The error of the first that is not as it was written is a
// [*CorruptError]; where all is set it is of every such file, each joined.
func checkFiles(dir string, files []File, known map[string]checkedFile, all bool) (map[string]checkedFile, error) {
	// What is missing or cut off is seen at once, without reading anything.
	infos := make([]fs.FileInfo, len(files))
	errs := make([]error, len(files))
	for i, f := range files {
		if infos[i], errs[i] = f.stat(dir); errs[i] != nil && !all {
			return nil, errs[i]
		}
	}
	var bad atomic.Bool
	err := inParallel(len(files), func(i int, buf []byte) error {
		if errs[i] != nil || bad.Load() && !all || known[files[i].Name].is(infos[i]) && known[files[i].Name].checksum == files[i].Checksum {
			return nil
		}
		if errs[i] = files[i].check(dir, buf); errs[i] != nil {
			bad.Store(true)
		}
		return nil
	})
	if err := errors.Join(append(errs, err)...); err != nil {
		return nil, err
	}
	checked := make(map[string]checkedFile, len(files))
	for i, f := range files {
		checked[f.Name] = checkedFile{info: infos[i], checksum: f.Checksum}
	}
	return checked, nil
}

func (f File) path(dir string) string { return filepath.Join(dir, filepath.FromSlash(f.Name)) }

// stat looks whether the file is there and as long as it should be.
func (f File) stat(dir string) (fs.FileInfo, error) {
	path := f.path(dir)
	info, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ENOTDIR):
		return nil, &CorruptError{Path: path, Problem: "the file is missing"}
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, &CorruptError{Path: path, Problem: "it is no file any more"}
	case info.Size() != f.Size:
		return nil, &CorruptError{Path: path, Problem: fmt.Sprintf("it has %d bytes, and %d were written", info.Size(), f.Size)}
	}
	return info, nil
}

// check compares the bytes of the file with the checksum.
func (f File) check(dir string, buf []byte) error {
	path := f.path(dir)
	sum, size, err := checksumFile(path, buf)
	switch {
	case err != nil:
		return err
	case size != f.Size || sum != f.Checksum:
		return &CorruptError{Path: path, Problem: fmt.Sprintf("its bytes are not those that were written: their checksum is %s and was %s", sum, f.Checksum)}
	}
	return nil
}

// inParallel calls f for 0 to n-1, with a buffer, on as many goroutines as there
// are processors, and returns the first error.
func inParallel(n int, f func(i int, buf []byte) error) error {
	var next atomic.Int64
	var group sync.WaitGroup
	errs := make([]error, min(n, runtime.GOMAXPROCS(0)))
	for w := range errs {
		group.Go(func() {
			buf := checksumBuffers.Get().(*[]byte)
			defer checksumBuffers.Put(buf)
			for errs[w] == nil {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				errs[w] = f(i, *buf)
			}
		})
	}
	group.Wait()
	return errors.Join(errs...)
}
