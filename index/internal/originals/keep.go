package originals

import (
	"errors"
	"fmt"
	"io/fs"
	"math"
	"path/filepath"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/newsdex/newsdex/index/internal/disk"
)

// A Keeper makes the originals of a new generation out of those of the generation
// before. Its methods are safe for concurrent use, but for Finish.
type Keeper struct {
	disk   disk.Disk
	dir    string          // folder of the new generation's originals; made with the first file
	blocks disk.FileBlocks // of the generation before

	mu   sync.Mutex      // guards the members below
	next uint32          // the last key that was given
	dead *roaring.Bitmap // keys that no article has any more
	file int             // number of the last file
	w    *fileWriter     // of new originals; nil before the first
	Name string          // name of the file that w writes, for tests
}

// Keep begins the originals of the generation folder dir with those of the
// generation base in the index path. An empty base has none. blocks are those of
// base.
func Keep(d disk.Disk, path, base, dir string, blocks disk.FileBlocks) (*Keeper, error) {
	k := &Keeper{disk: d, dir: filepath.Join(dir, disk.OriginalsDir), blocks: blocks, dead: roaring.New()}
	if base == "" {
		return k, nil
	}
	from := filepath.Join(path, base)
	old, err := Open(from, blocks)
	if err != nil {
		return nil, err
	}
	if err := errors.Join(old.Load(), old.Close()); err != nil {
		return nil, err
	}
	k.dead, k.next = old.Dead, old.last()
	names, err := Files(filepath.Join(from, disk.OriginalsDir))
	if err != nil || len(names) == 0 {
		return k, err
	}
	if err := d.Mkdir(k.dir); err != nil {
		return nil, err
	}
	for _, name := range names {
		if err := d.Link(filepath.Join(from, disk.OriginalsDir, name), filepath.Join(k.dir, name)); err != nil {
			return nil, err
		}
		n := 0
		if _, err := fmt.Sscanf(name, "%d", &n); err == nil {
			k.file = max(k.file, n)
		}
	}
	return k, nil
}

// Add adds the frame of an original and returns its key.
func (k *Keeper) Add(frame []byte) (uint32, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.w == nil {
		if err := k.disk.Mkdir(k.dir); err != nil && !errors.Is(err, fs.ErrExist) {
			return 0, err
		}
		var err error
		if k.w, k.Name, err = k.create(); err != nil {
			return 0, err
		}
	}
	if k.next == math.MaxUint32 {
		return 0, errors.New("the index has kept as many originals as it can number; build it anew")
	}
	k.next++
	return k.next, k.w.add(k.next, frame)
}

// create creates the next file.
func (k *Keeper) create() (w *fileWriter, name string, err error) {
	k.file++
	name = filepath.Join(k.dir, fmt.Sprintf("%08d%s", k.file, disk.OriginalsExt))
	err = k.disk.Do("write", name, func() error {
		w, err = createFile(name)
		return err
	})
	return w, name, err
}

// Drop records that no article has an original any more.
func (k *Keeper) Drop(key uint32) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.dead.Add(key)
}

// Finish completes the files of the generation. If wanted is false the generation is
// to be discarded, and Finish only completes the open file.
func (k *Keeper) Finish(wanted bool) error {
	if k.w != nil {
		if err := k.disk.Do("write", k.Name, k.w.finish); err != nil {
			return err
		}
	}
	if !wanted {
		return nil
	}
	all, err := Open(filepath.Dir(k.dir), k.blocks)
	if err != nil {
		return err
	}
	if err = all.Load(); err == nil {
		err = k.compact(all.files)
	}
	return errors.Join(err, all.Close())
}

// compact rewrites files with many unused originals, merges small files, and writes
// the unused keys of the files that are left.
func (k *Keeper) compact(files []*file) error {
	left := roaring.New()
	for _, group := range groups(files, k.dead.Contains) {
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
			if err := copyFiles(w, group.files, k.dead.Contains); err != nil {
				return errors.Join(err, w.discard())
			}
			if err := k.disk.Do("write", name, w.finish); err != nil {
				return err
			}
		}
		for _, f := range group.files {
			if err := k.disk.RemoveAll(f.name); err != nil {
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
	return k.disk.Write(filepath.Join(k.dir, disk.OriginalsDead), b)
}

// A group is files that are merged into one, or one file.
type group struct {
	files   []*file
	live    int64 // bytes of originals in use
	rewrite bool  // false for a file that is kept as it is
}

// groups returns the groups of files, in descending order of their keys.
func groups(files []*file, dead func(uint32) bool) []group {
	var groups []group
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
			g.files = append([]*file{files[i]}, g.files...)
			g.live += live
			g.rewrite = true
			continue
		}
		groups = append(groups, group{files: files[i : i+1], live: live, rewrite: 2*live < size})
	}
	return groups
}
