package index

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"sort"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/newsdex/newsdex/ingest"
)

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
	originalsDir  = "originals"
	originalsExt  = ".zst"
	originalsDead = "dead"
)

// ErrNoOriginal is what [Index.Original] returns, wrapped, for an article of which
// no original is kept.
var ErrNoOriginal = errors.New("no original is kept")

// An originals is the originals of a generation, open for reading: of most indexes
// that are opened nothing of them is read. Safe for concurrent use.
type originals struct {
	dir   string
	files []*originalFile // by their keys, once they are loaded

	once sync.Once
	err  error
	dead *roaring.Bitmap
}

// openOriginals opens the originals of a generation folder; where it has none the
// result holds none. What is read of a file that blocks has is checked.
func openOriginals(dir string, blocks fileBlocks) (*originals, error) {
	o := &originals{dir: filepath.Join(dir, originalsDir), dead: roaring.New()}
	names, err := originalFiles(o.dir)
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		f, err := os.Open(filepath.Join(o.dir, name))
		if err != nil {
			return nil, errors.Join(err, o.close())
		}
		o.files = append(o.files, &originalFile{name: f.Name(), f: f, blocks: blocks[path.Join(originalsDir, name)]})
	}
	return o, nil
}

// load reads the tables of the files on first use.
func (o *originals) load() error {
	o.once.Do(func() { o.err = o.read() })
	return o.err
}

// salvage is load for originals that may be damaged: those whose files have no table
// any more are missing, and all others are taken for such as are in use.
func (o *originals) salvage() error {
	var errs []error
	o.once.Do(func() {
		o.files = slices.DeleteFunc(o.files, func(f *originalFile) bool {
			bad := f.readTable() != nil
			if bad {
				errs = append(errs, f.close())
			}
			return bad
		})
		o.sort()
	})
	return errors.Join(errs...)
}

func (o *originals) sort() {
	sort.Slice(o.files, func(i, j int) bool { return o.files[i].first() < o.files[j].first() })
}

func (o *originals) read() error {
	for _, f := range o.files {
		if err := f.readTable(); err != nil {
			return &CorruptError{Path: f.name, Problem: "its table cannot be read", Err: err}
		}
	}
	o.sort()
	name := filepath.Join(o.dir, originalsDead)
	b, err := readFile(name)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil
	case err == nil:
		err = o.dead.UnmarshalBinary(b)
	}
	if err != nil {
		return &CorruptError{Path: name, Problem: "it does not say which originals are in use", Err: err}
	}
	return nil
}

// originalFiles returns the names of the files of originals in a folder, in order;
// none where there is no such folder.
func originalFiles(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir) // sorted
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	var names []string
	for _, e := range entries {
		if filepath.Ext(e.Name()) == originalsExt {
			names = append(names, e.Name())
		}
	}
	return names, err
}

func (o *originals) close() error {
	var errs []error
	for _, f := range o.files {
		errs = append(errs, f.close())
	}
	return errors.Join(errs...)
}

// file returns the file that has an original, or nil.
func (o *originals) file(key uint32) *originalFile {
	i := sort.Search(len(o.files), func(i int) bool { return o.files[i].first() > key })
	if i == 0 {
		return nil
	}
	return o.files[i-1]
}

// last returns the highest key that was ever given, as far as anything has it.
func (o *originals) last() uint32 {
	var last uint32
	if !o.dead.IsEmpty() {
		last = o.dead.Maximum()
	}
	if n := len(o.files); n > 0 {
		last = max(last, o.files[n-1].last())
	}
	return last
}

// check returns what is wrong with the place of an original, which is not read.
func (o *originals) check(key uint32) error {
	if key == 0 {
		return nil
	}
	if err := o.load(); err != nil {
		return err
	}
	f := o.file(key)
	if f == nil || f.find(key) == nil || o.dead.Contains(key) {
		return fmt.Errorf("original %d is missing, or taken for one that is not in use", key)
	}
	return nil
}

// frame returns an original as it is kept.
func (o *originals) frame(key uint32) ([]byte, error) {
	if err := o.load(); err != nil {
		return nil, err
	}
	f := o.file(key)
	if f == nil {
		return nil, &CorruptError{Path: o.dir, Problem: fmt.Sprintf("original %d is missing", key)}
	}
	return f.read(key)
}

// get returns an original.
func (o *originals) get(key uint32) (*ingest.Origin, error) {
	b, err := o.frame(key)
	if err != nil {
		return nil, err
	}
	origin, err := decodeOrigin(b)
	if err != nil {
		return nil, &CorruptError{Path: o.file(key).name, Problem: fmt.Sprintf("original %d", key), Err: err}
	}
	return origin, nil
}

// encodeOrigin returns an original as it is kept: what is known of it in JSON, a
// line end, and its bytes, compressed.
func encodeOrigin(o *ingest.Origin) ([]byte, error) {
	head, err := json.Marshal(o)
	if err != nil {
		return nil, err
	}
	buf := buffers.Get().(*[]byte)
	defer putBuffer(buf)
	*buf = append(append(append((*buf)[:0], head...), '\n'), o.Data...)
	return compress(nil, *buf), nil
}

func decodeOrigin(b []byte) (*ingest.Origin, error) {
	all, err := decompress(nil, b)
	if err != nil {
		return nil, err
	}
	head, data, ok := bytes.Cut(all, []byte("\n"))
	if !ok {
		return nil, errRecord
	}
	o := &ingest.Origin{Data: data}
	if err := json.Unmarshal(head, o); err != nil {
		return nil, err
	}
	return o, nil
}
