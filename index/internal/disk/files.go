package disk

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
	"time"
)

// A File is a file of a generation, as its manifest lists it.
type File struct {
	Name     string   `json:"name"` // within the generation, with slashes
	Size     int64    `json:"size"` // in bytes
	Checksum Checksum `json:"crc32c"`
}

// A CheckedFile is a file whose bytes are known to have a checksum, as long as it
// is the same file.
type CheckedFile struct {
	Info     fs.FileInfo
	Checksum Checksum
	Blocks   BlockTable // of a file that is checked block by block, for the next generation
}

// is reports whether info is of the same file, unchanged.
func (c CheckedFile) is(info fs.FileInfo) bool {
	return c.Info != nil && c.Info.Size() == info.Size() && c.Info.ModTime().Equal(info.ModTime()) && os.SameFile(c.Info, info)
}

// GenerationFiles returns the names of all files in a generation folder but the
// manifest, with slashes, in order.
func GenerationFiles(dir string) ([]string, error) {
	var names []string
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
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

// ListFiles returns the files of a generation that is complete, for its manifest,
// and writes the last of them: that of the checksums of blocks, of 1<<bits bytes
// each, or of [blockBits] where that is 0. Those that known has are not read again:
// so the bytes that were linked from an earlier generation keep the checksums that
// they had when they were written.
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

// CheckSizes looks whether files are there and as long as they should be, and
// returns those that are not checked block by block.
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

// CheckFiles looks at the files that the manifest of a generation lists, and
// returns what they are, for the next generation; those that known has are not
// read again. The error of the first that is not as it was written is a
// [*CorruptError]; where all is set it is of every such file, each joined.
func CheckFiles(dir string, files []File, known map[string]CheckedFile, all bool) (map[string]CheckedFile, error) {
	// What is missing or cut off is seen at once, without reading anything.
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

func (f File) Path(dir string) string { return filepath.Join(dir, filepath.FromSlash(f.Name)) }

// Stat looks whether the file is there and as long as it should be.
func (f File) Stat(dir string) (fs.FileInfo, error) {
	path := f.Path(dir)
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

// Check compares the bytes of the file with the checksum.
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

// InParallel calls f for 0 to n-1, with a buffer, on as many goroutines as there
// are processors, and returns the first error.
func InParallel(n int, f func(i int, buf []byte) error) error {
	var next atomic.Int64
	var group sync.WaitGroup
	errs := make([]error, min(n, runtime.GOMAXPROCS(0)))
	for w := range errs {
		group.Go(func() {
			buf := ChecksumBuffers.Get().(*[]byte)
			defer ChecksumBuffers.Put(buf)
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

// The names within an index folder.
const (
	CurrentFile = "CURRENT"
	LockFile    = "LOCK"
	GenPrefix   = "gen-"
	BleveDir    = "bleve"
)

// BoltTimeout bounds the wait for the lock of Bleve's root file. Nothing of ours
// ever waits for it: writers hold our own lock, and readers share.
const BoltTimeout = 2 * time.Second

const ManifestFile = "manifest.json"

// What articles were made of, their originals, is kept in files of its own, because
// a page is some ten times its text and Bleve would copy it with each merge:
//
//	gen-000007/originals/
//	    00000001.zst    originals by key, in ascending order (originalfile.go)
//	    00000003.zst
//	    dead            the keys that no article has any more
//
// An original has a key, a number, which stands in the record of its article. Files
// are never changed; the next generation has them as hard links, and a file more
// for its own originals. A file of which less than half is in use is written anew
// without the rest, and a file is put together with the one before it where that is
// not twice as large, so that there are few: as many as the number of originals has
// binary digits, at most.
const (
	OriginalsDir  = "originals"
	OriginalsExt  = ".zst"
	OriginalsDead = "dead"
)
