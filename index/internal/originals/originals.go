package originals

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"os"
	"path"
	"path/filepath"
	"slices"
	"sort"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/ingest"
)

// An Originals is the originals of a generation, open for reading. Nothing is read
// before the first original is requested, as most programs request none. It is safe
// for concurrent use.
type Originals struct {
	Dir   string  // the folder of originals
	files []*file // in ascending order of keys, once loaded

	once sync.Once
	err  error
	Dead *roaring.Bitmap // keys that no article has any more, once loaded
}

// Open opens the originals of a generation folder, which may have none. blocks are
// those of the generation: they check the bytes that are read.
func Open(dir string, blocks disk.FileBlocks) (*Originals, error) {
	o := &Originals{Dir: filepath.Join(dir, disk.OriginalsDir), Dead: roaring.New()}
	names, err := Files(o.Dir)
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		f, err := disk.Open(filepath.Join(o.Dir, name))
		if err != nil {
			return nil, errors.Join(err, o.Close())
		}
		o.files = append(o.files, &file{name: f.Name(), f: f, blocks: blocks[path.Join(disk.OriginalsDir, name)]})
	}
	return o, nil
}

// Load reads the tables of the files on first use. The error is a
// [*disk.CorruptError] where a table or the list of dead keys is damaged.
func (o *Originals) Load() error {
	o.once.Do(func() { o.err = o.read() })
	return o.err
}

// Salvage is like Load but for damaged originals: it leaves out files without a
// valid table, and takes all originals for live ones if the list of dead keys is not
// valid.
func (o *Originals) Salvage() error {
	var errs []error
	o.once.Do(func() {
		o.files = slices.DeleteFunc(o.files, func(f *file) bool {
			err := f.readTable()
			if err == nil {
				return false
			}
			if disk.IsBlameless(err) {
				errs = append(errs, err)
			}
			errs = append(errs, f.close())
			return true
		})
		o.sort()
		if err := o.readDead(); disk.IsBlameless(err) {
			errs = append(errs, err)
		}
	})
	return errors.Join(errs...)
}

// Keys yields the keys of all originals that are not dead, in ascending order.
func (o *Originals) Keys() iter.Seq[uint32] {
	return func(yield func(uint32) bool) {
		for _, f := range o.files {
			for _, e := range f.entries {
				if !o.Dead.Contains(e.key) && !yield(e.key) {
					return
				}
			}
		}
	}
}

// sort sorts the files by key.
func (o *Originals) sort() {
	sort.Slice(o.files, func(i, j int) bool { return o.files[i].first() < o.files[j].first() })
}

// read reads the tables of the files and the dead keys.
func (o *Originals) read() error {
	for _, f := range o.files {
		if err := f.readTable(); err != nil {
			return disk.Blame(f.name, "its table cannot be read", err)
		}
	}
	o.sort()
	return o.readDead()
}

// readDead reads the dead keys, if there is a file of them.
func (o *Originals) readDead() error {
	name := filepath.Join(o.Dir, disk.OriginalsDead)
	b, err := disk.ReadFile(name)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err == nil {
		var dead *roaring.Bitmap
		if dead, err = disk.Bitmap(b, 1<<32); err == nil {
			o.Dead = dead
			return nil
		}
	}
	return disk.Blame(name, "it does not say which originals are in use", err)
}

// Files returns the names of the files of originals in a folder, sorted, and none
// where the folder is missing.
func Files(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir) // sorted
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	var names []string
	for _, e := range entries {
		if filepath.Ext(e.Name()) == disk.OriginalsExt && !disk.IsDesktop(e.Name(), e.Type()) {
			names = append(names, e.Name())
		}
	}
	return names, err
}

// Close closes the files.
func (o *Originals) Close() error {
	var errs []error
	for _, f := range o.files {
		errs = append(errs, f.close())
	}
	return errors.Join(errs...)
}

// File returns the file that may have a key, or nil.
func (o *Originals) File(key uint32) *file {
	i := sort.Search(len(o.files), func(i int) bool { return o.files[i].first() > key })
	if i == 0 {
		return nil
	}
	return o.files[i-1]
}

// last returns the highest key of any original or dead key.
func (o *Originals) last() uint32 {
	var last uint32
	if !o.Dead.IsEmpty() {
		last = o.Dead.Maximum()
	}
	if n := len(o.files); n > 0 {
		last = max(last, o.files[n-1].last())
	}
	return last
}

// Check returns an error if no live original has the key, without reading the
// original. Key 0 is that of an article without one.
func (o *Originals) Check(key uint32) error {
	if key == 0 {
		return nil
	}
	if err := o.Load(); err != nil {
		return err
	}
	f := o.File(key)
	if f == nil || f.Find(key) == nil || o.Dead.Contains(key) {
		return fmt.Errorf("original %d is missing, or taken for one that is not in use", key)
	}
	return nil
}

// Frame returns the compressed frame of an original.
func (o *Originals) Frame(key uint32) ([]byte, error) {
	if err := o.Load(); err != nil {
		return nil, err
	}
	f := o.File(key)
	if f == nil {
		return nil, &disk.CorruptError{Path: o.Dir, Problem: fmt.Sprintf("original %d is missing", key)}
	}
	return f.read(key)
}

// Get returns an original. The error is a [*disk.CorruptError].
func (o *Originals) Get(key uint32) (*ingest.Origin, error) {
	b, err := o.Frame(key)
	if err != nil {
		return nil, err
	}
	origin, err := decode(b)
	if err != nil {
		return nil, disk.Blame(o.File(key).name, fmt.Sprintf("original %d", key), err)
	}
	return origin, nil
}

// Encode returns the frame of an original: its metadata in JSON, a line feed, and
// its bytes, compressed together.
func Encode(o *ingest.Origin) ([]byte, error) {
	head, err := json.Marshal(o)
	if err != nil {
		return nil, err
	}
	buf := disk.Buffers.Get().(*[]byte)
	defer disk.PutBuffer(buf)
	*buf = append(append(append((*buf)[:0], head...), '\n'), o.Data...)
	return disk.Compress(nil, *buf), nil
}

// decode is the inverse of Encode.
func decode(b []byte) (*ingest.Origin, error) {
	all, err := disk.Decompress(nil, b)
	if err != nil {
		return nil, err
	}
	head, data, ok := bytes.Cut(all, []byte("\n"))
	if !ok {
		return nil, disk.ErrRecord
	}
	o := &ingest.Origin{Data: data}
	if err := json.Unmarshal(head, o); err != nil {
		return nil, err
	}
	return o, nil
}
