package index

import (
	"errors"
	"fmt"
	"io/fs"
	"math"
	"path/filepath"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"
)

// An originalKeeper makes the originals of a new generation out of those of the
// one before. Its methods are safe for concurrent use, but for finish.
type originalKeeper struct {
	disk   disk
	dir    string     // of the new originals; made when there are some
	blocks fileBlocks // of those of the generation before

	mu   sync.Mutex // guards what follows
	next uint32     // key
	dead *roaring.Bitmap
	file int             // the number of the last file
	w    *originalWriter // of the new ones; nil before the first
	name string          // of its file
}

// keepOriginals begins the originals of the generation folder dir, with those of
// base, a generation's name or "", whose blocks are not checked yet.
func keepOriginals(d disk, path, base, dir string, blocks fileBlocks) (*originalKeeper, error) {
	k := &originalKeeper{disk: d, dir: filepath.Join(dir, originalsDir), blocks: blocks, dead: roaring.New()}
	if base == "" {
		return k, nil
	}
	from := filepath.Join(path, base)
	old, err := openOriginals(from, blocks)
	if err != nil {
		return nil, err
	}
	if err := errors.Join(old.load(), old.close()); err != nil {
		return nil, err
	}
	k.dead, k.next = old.dead, old.last()
	names, err := originalFiles(filepath.Join(from, originalsDir))
	if err != nil || len(names) == 0 {
		return k, err
	}
	if err := d.mkdir(k.dir); err != nil {
		return nil, err
	}
	for _, name := range names {
		if err := d.link(filepath.Join(from, originalsDir, name), filepath.Join(k.dir, name)); err != nil {
			return nil, err
		}
		n := 0
		if _, err := fmt.Sscanf(name, "%d", &n); err == nil {
			k.file = max(k.file, n)
		}
	}
	return k, nil
}

// add keeps an original and returns its key.
func (k *originalKeeper) add(frame []byte) (uint32, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.w == nil {
		if err := k.disk.mkdir(k.dir); err != nil && !errors.Is(err, fs.ErrExist) {
			return 0, err
		}
		var err error
		if k.w, k.name, err = k.create(); err != nil {
			return 0, err
		}
	}
	if k.next == math.MaxUint32 {
		return 0, errors.New("the index has kept as many originals as it can number; build it anew")
	}
	k.next++
	return k.next, k.w.add(k.next, frame)
}

// create makes another file.
func (k *originalKeeper) create() (w *originalWriter, name string, err error) {
	k.file++
	name = filepath.Join(k.dir, fmt.Sprintf("%08d%s", k.file, originalsExt))
	err = k.disk.do("write", name, func() error {
		w, err = createOriginalFile(name)
		return err
	})
	return w, name, err
}

// drop notes that no article has an original any more.
func (k *originalKeeper) drop(key uint32) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.dead.Add(key)
}

// finish completes the files, unless they are not wanted any more.
func (k *originalKeeper) finish(wanted bool) error {
	if k.w != nil {
		if err := k.disk.do("write", k.name, k.w.finish); err != nil {
			return err
		}
	}
	if !wanted {
		return nil
	}
	all, err := openOriginals(filepath.Dir(k.dir), k.blocks)
	if err != nil {
		return err
	}
	if err = all.load(); err == nil {
		err = k.compact(all.files)
	}
	return errors.Join(err, all.close())
}

// compact writes anew what is not in use, or is in too many files, and then which
// keys of those that are left have no article.
func (k *originalKeeper) compact(files []*originalFile) error {
	left := roaring.New()
	for _, group := range groupOriginals(files, k.dead.Contains) {
		if !group.rewrite {
			for _, e := range group.files[0].entries {
				if k.dead.Contains(e.key) {
					left.Add(e.key)
				}
			}
			continue
		}
		if group.live > 0 {
			w, name, err := k.create()
			if err != nil {
				return err
			}
			if err := copyOriginals(w, group.files, k.dead.Contains); err != nil {
				return errors.Join(err, w.discard())
			}
			if err := k.disk.do("write", name, w.finish); err != nil {
				return err
			}
		}
		for _, f := range group.files {
			if err := k.disk.removeAll(f.name); err != nil {
				return err
			}
		}
	}
	if left.IsEmpty() {
		return nil
	}
	b, err := left.ToBytes()
	if err != nil {
		return err
	}
	return k.disk.write(filepath.Join(k.dir, originalsDead), b)
}

// An originalGroup is files that become one, or a file that stays as it is.
type originalGroup struct {
	files   []*originalFile
	live    int64 // bytes in use
	rewrite bool
}

// groupOriginals says what becomes of files, in the order of their keys.
func groupOriginals(files []*originalFile, dead func(uint32) bool) []originalGroup {
	var groups []originalGroup // from the last
	for i := len(files) - 1; i >= 0; i-- {
		var live, size int64
		for _, e := range files[i].entries {
			size += int64(e.size)
			if !dead(e.key) {
				live += int64(e.size)
			}
		}
		if n := len(groups); n > 0 && live <= 2*groups[n-1].live {
			g := &groups[n-1]
			g.files = append([]*originalFile{files[i]}, g.files...)
			g.live += live
			g.rewrite = true
			continue
		}
		groups = append(groups, originalGroup{files: files[i : i+1], live: live, rewrite: 2*live < size})
	}
	return groups
}

// packOrigin replaces the Origin of an article by what is kept of it.
func (w *writer) packOrigin(it *item) error {
	origin := it.article.Origin
	it.article.Origin = nil
	if origin == nil || w.originals == nil || w.o.NoOriginals {
		return nil
	}
	var err error
	it.origin, err = encodeOrigin(origin)
	return err
}

// keepOrigin keeps the original of an article that takes the place of old, and
// returns its key.
func (w *writer) keepOrigin(it item, old record) (uint32, error) {
	if it.origin == nil && w.o.KeepOriginals {
		return old.Original, nil
	}
	w.dropOrigin(old)
	if it.origin == nil {
		return 0, nil
	}
	return w.originals.add(it.origin)
}

func (w *writer) dropOrigin(old record) {
	if old.Original != 0 && w.originals != nil {
		w.originals.drop(old.Original)
	}
}
