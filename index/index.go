package index

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	bleveindex "github.com/blevesearch/bleve_index_api"

	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/index/internal/originals"
	"github.com/newsdex/newsdex/index/postings"
	"github.com/newsdex/newsdex/ingest"
)

// An Index is an open index. Its methods are safe for concurrent use: any number of
// goroutines may read while one writes, and a [Snapshot] does not change after it is
// taken.
type Index struct {
	path  string // "" for one in memory
	cache *postings.Cache

	writing    sync.Mutex                  // held by the one Update
	checked    map[string]disk.CheckedFile // files that the last Update checked when it began
	refreshing sync.Mutex                  // held by the one Refresh
	closer     closer                      // closes generations that only snapshots held

	mu  sync.Mutex // guards cur
	cur *generation
}

// A generation is one open Bleve index with its metadata. It is closed when the index
// and every snapshot have released it.
type generation struct {
	name      string
	pointer   pointer              // the pointer that named it
	dir       string               // "" in memory
	learned   []byte               // templates of an index in memory
	originals *originals.Originals // nil in memory
	bleve     shared
	view      *postings.Reader
	sources   *sourceTable // without the states of files on disk
	manifest  Manifest
	files     map[string]disk.CheckedFile // those that were checked as a whole
	blocks    disk.FileBlocks             // of the others
	closer    *closer                     // closer of the index; nil: the last release closes the generation

	mu   sync.Mutex
	refs int
}

// Open opens the index in the folder path for reading, and for [Index.Update]. The
// error wraps [ErrNoIndex] if there is none; it is a [*NewerError] or an [*OlderError]
// for a format that Open does not read, a [*FingerprintError] if the articles were
// analysed differently, and a [*CorruptError] if a file is missing or damaged. The
// caller closes the index.
//
// Open checks small files as a whole. Each block of segments and originals is checked
// when it is first used (disk/blocks.go). So methods of an [Index], and of values that
// it returns, may return a wrapped [*CorruptError] for damaged data. [Verify] checks
// everything. A block is not checked again while the index is open, so later damage, in
// memory or on a disk that is read again, is not seen.
func Open(path string) (*Index, error) {
	c := postings.NewCache(postings.DefaultCacheBytes)
	g, err := openCurrent(path, c, nil)
	if err != nil {
		return nil, err
	}
	x := &Index{path: path, cache: c, cur: g}
	g.closer = &x.closer
	return x, nil
}

// openCurrent opens the current generation, unless it is old. It tries again if a
// writer replaces the generation after its name is read and before its files are
// opened.
func openCurrent(path string, c *postings.Cache, old *generation) (*generation, error) {
	for range 10 {
		p, err := currentPointer(path)
		if err != nil {
			return nil, err
		}
		if old != nil && old.pointer == p {
			return old, nil
		}
		g, err := openGeneration(path, p, c, old)
		if err == nil {
			return g, nil
		}
		if now, nerr := currentPointer(path); nerr != nil || now == p {
			return nil, err
		}
	}
	return nil, fmt.Errorf("open index %s: it is being replaced faster than it can be opened", path)
}

// openGeneration opens a published generation, to which nothing is written. Files that
// it shares with old, an open generation or nil, are not checked again.
func openGeneration(path string, p pointer, c *postings.Cache, old *generation) (*generation, error) {
	m, err := readNamed(path, p, oldestOpened)
	if err != nil {
		return nil, err
	}
	if err := m.Fingerprints.check(path); err != nil {
		return nil, err
	}
	var known map[string]disk.CheckedFile
	if old != nil {
		known = old.files
	}
	dir := filepath.Join(path, p.gen)
	small, err := disk.CheckSizes(dir, m.Files)
	if err != nil {
		return nil, err
	}
	files, err := disk.CheckFiles(dir, small, known, false)
	if err != nil {
		return nil, err
	}
	g, err := openFiles(path, m, c, files)
	if err == nil {
		g.pointer = p
	}
	return g, err
}

// openFiles opens a generation; files are those that were checked as a whole. The
// blocks of the other files are checked when they are used. openFiles checks those that
// it uses itself.
func openFiles(path string, m Manifest, c *postings.Cache, files map[string]disk.CheckedFile) (*generation, error) {
	blocks, err := disk.OpenBlocks(filepath.Join(path, m.Generation), m.Files)
	if err != nil {
		return nil, err
	}
	return openChecked(path, m, c, files, blocks)
}

// openChecked is like openFiles but for files with the given blocks. A nil blocks means
// that all files are checked as a whole.
func openChecked(path string, m Manifest, c *postings.Cache, files map[string]disk.CheckedFile, blocks disk.FileBlocks) (*generation, error) {
	dir := filepath.Join(path, m.Generation)
	store := filepath.Join(dir, disk.BleveDir, disk.StoreDir)
	live, err := liveSegments(store)
	if err != nil {
		return nil, err
	}
	var v *postings.Reader
	if m.Format < oldestOpened {
		v, err = postings.OpenOlder(store, live, c)
	} else {
		v, err = postings.Open(store, live, c, blocks)
	}
	if err != nil {
		return nil, err
	}
	g := &generation{name: m.Generation, bleve: newShared(noSource{}), view: v, manifest: m, refs: 1}
	g.files, g.blocks = files, blocks
	g.dir = dir
	sources, err := readSources(dir, false)
	if err != nil {
		return nil, errors.Join(err, g.release())
	}
	g.setSources(sources)
	if g.originals, err = originals.Open(dir, blocks); err != nil {
		return nil, errors.Join(err, g.release())
	}
	if n := int64(g.view.Count()); n != m.Totals.Articles {
		return nil, errors.Join(&disk.CorruptError{
			Path:    dir,
			Problem: fmt.Sprintf("it holds %d articles and its manifest says %d", n, m.Totals.Articles),
		}, g.release())
	}
	return g, nil
}

// A noSource stands in the place of Bleve for a generation on disk, whose reader opens
// and closes the segments.
type noSource struct{}

// Advanced returns an error: there is no Bleve.
func (noSource) Advanced() (bleveindex.Index, error) {
	return nil, errors.New("the index is not open for writing")
}

// Close does nothing.
func (noSource) Close() error { return nil }

// newGeneration takes over b, an index in memory, and returns it with one reference.
func newGeneration(name string, b shared, c *postings.Cache, m Manifest) (*generation, error) {
	v, err := postings.NewReader(b.Source, c)
	if err != nil {
		return nil, err
	}
	return &generation{name: name, bleve: b, view: v, manifest: m, refs: 1, sources: newSourceTable()}, nil
}

// setSources sets the sources of a generation that nobody uses yet.
func (g *generation) setSources(t *sourceTable) {
	g.sources = t
	g.view.LocateSources(t.locate)
}

func (g *generation) retain() {
	g.mu.Lock()
	g.refs++
	g.mu.Unlock()
}

// release drops a reference and closes the generation after the last one.
func (g *generation) release() error {
	if !g.drop() {
		return nil
	}
	return g.close()
}

// drop drops a reference, and reports whether it was the last.
func (g *generation) drop() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.refs--
	return g.refs == 0
}

func (g *generation) close() error {
	err := errors.Join(g.view.Close(), g.bleve.release())
	if g.originals != nil {
		err = errors.Join(err, g.originals.Close())
	}
	return err
}

// Close closes the index. Snapshots that were taken before stay usable. The error may
// come from a generation that was closed after its last snapshot.
func (x *Index) Close() error {
	x.writing.Lock()
	defer x.writing.Unlock()
	x.mu.Lock()
	g := x.cur
	x.cur = nil
	x.mu.Unlock()
	if g == nil {
		return nil
	}
	return errors.Join(g.release(), x.closer.stop())
}

// Path returns the folder of the index, "" for one in memory.
func (x *Index) Path() string { return x.path }

// Snapshot returns the present state of the index. The caller closes it.
func (x *Index) Snapshot() (*Snapshot, error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.cur == nil {
		return nil, ErrClosed
	}
	x.cur.retain()
	return &Snapshot{gen: x.cur}, nil
}

// Count returns the number of articles.
func (x *Index) Count() (int, error) {
	s, err := x.Snapshot()
	if err != nil {
		return 0, err
	}
	return s.Count(), s.Close()
}

// Get returns the article with the given ID. The error wraps [ErrNotFound] if the index
// does not hold it.
func (x *Index) Get(id string) (ingest.Article, error) {
	s, err := x.Snapshot()
	if err != nil {
		return ingest.Article{}, err
	}
	defer s.Close()
	return get(s.gen.view, id)
}

// get returns the article with the given ID.
func get(v *postings.Reader, id string) (ingest.Article, error) {
	rec, ok, err := v.Find(id)
	if err == nil && !ok {
		err = notFound(v, id)
	}
	if err != nil {
		return ingest.Article{}, fmt.Errorf("get %s: %w", id, err)
	}
	return rec.Article, nil
}

// notFound returns the error for an ID that no article has: it names the articles whose
// sources give that ID, and which have longer ones.
func notFound(v *postings.Reader, id string) error {
	at, _, err := claimants(v, id)
	if err != nil {
		return err
	}
	var ids []string
	for _, l := range at {
		rec, err := l.entry()
		if err != nil {
			return err
		}
		if !rec.Aside && rec.BaseID() == id {
			ids = append(ids, rec.Article.ID)
		}
	}
	if len(ids) == 0 {
		return ErrNotFound
	}
	slices.Sort(ids)
	more := ""
	if n := len(ids) - maxSharing; n > 0 {
		ids, more = ids[:maxSharing], fmt.Sprintf(" and %d more", n)
	}
	return fmt.Errorf("%w: several articles share that ID, and have longer ones: %s%s", ErrNotFound, strings.Join(ids, ", "), more)
}
