package postings

import (
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"sync/atomic"

	"github.com/blevesearch/bleve/v2/index/scorch"
	bleveindex "github.com/blevesearch/bleve_index_api"

	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/index/internal/segment"
	"github.com/newsdex/newsdex/index/schema"
)

// A Reader is the postings of an index at one moment. It does not change, and is
// safe for concurrent use, but for Close, which releases it: afterwards the methods
// that read, and those of its segments, return ErrClosed of package index.
type Reader struct {
	close    func() error // releases the segments
	segments []*Segment
	entries  []*Segment // the same with the texts aside
	cache    *Cache
	closed   atomic.Bool

	langOnce sync.Once
	langs    []LanguageCount
	langErr  error

	columns [len(columnFields)]lazy[Column]
	titles  lazy[TitleOrder]
}

// Open opens the segments of an index on disk to which nothing is written. Their files
// are in a folder, and c keeps the lists derived from them. blocks has the checksums of files
// that were not checked as a whole; it is nil if all were checked. The error is a
// [*disk.CorruptError] for a file that newsdex did not write. Its argument is internal:
// Open is for package index.
func Open(folder string, live []segment.Live, c *Cache, blocks disk.FileBlocks) (*Reader, error) {
	return openAll(folder, live, c, func(path string) (*segment.File, error) {
		b := blocks[disk.SegmentName(path)]
		if b == nil && blocks != nil {
			return nil, &disk.CorruptError{Path: path, Problem: "the manifest does not list it"}
		}
		return segment.Open(path, b)
	})
}

// OpenOlder opens the segments of an index of an older format for their stored articles
// ([Segment.Record]) and the documents of their terms. They have neither lists nor
// columns. All files must have been checked. OpenOlder is for package index.
func OpenOlder(folder string, live []segment.Live, c *Cache) (*Reader, error) {
	return openAll(folder, live, c, segment.OpenOlder)
}

// openAll opens segments whose files open opens.
func openAll(folder string, live []segment.Live, c *Cache, open func(path string) (*segment.File, error)) (*Reader, error) {
	v := &Reader{cache: c}
	opened := make([]*Segment, len(live))
	v.close = func() error {
		var errs []error
		for _, s := range opened {
			if s != nil {
				errs = append(errs, s.file.Close())
			}
		}
		return errors.Join(errs...)
	}
	err := disk.InParallel(len(live), func(i int, _ []byte) (err error) {
		path, deleted := filepath.Join(folder, live[i].File), live[i].Deleted
		file, err := open(path)
		if err != nil {
			return err
		}
		if deleted != nil && uint64(deleted.Maximum()) >= file.Size {
			return errors.Join(&disk.CorruptError{Path: path, Problem: "its articles are not those that the list of segments describes"}, file.Close())
		}
		opened[i] = &Segment{file: file, deleted: deleted, cache: c, closed: &v.closed}
		return nil
	})
	for _, s := range opened {
		if err == nil {
			err = v.addSegment(s)
		}
	}
	if err != nil {
		return nil, errors.Join(err, v.close())
	}
	return v, nil
}

// NewReader opens the current segments of b, which is being written or is in memory.
// c keeps the lists derived from them. No blocks are checked. NewReader is for package index: an
// engine gets its reader from a snapshot.
func NewReader(b Source, c *Cache) (*Reader, error) {
	adv, err := b.Advanced()
	if err != nil {
		return nil, err
	}
	r, err := adv.Reader()
	if err != nil {
		return nil, err
	}
	snap, ok := r.(*scorch.IndexSnapshot)
	if !ok {
		return nil, errors.Join(fmt.Errorf("the index is a %T and not scorch's", r), r.Close())
	}
	v := &Reader{close: r.Close, cache: c}
	for _, s := range snap.Segments() {
		if s.Segment().Count() == 0 {
			continue // the remains of a merge
		}
		file, err := segment.NewFile(s.Segment())
		if err == nil {
			err = v.addSegment(&Segment{file: file, deleted: s.Deleted(), cache: c, closed: &v.closed})
		}
		if err != nil {
			return nil, errors.Join(err, r.Close())
		}
	}
	return v, nil
}

// addSegment adds a segment. The texts aside are no articles: they count as deleted but
// in [Reader.Entries].
func (v *Reader) addSegment(s *Segment) error {
	aside, err := s.Docs(schema.Aside, schema.AsideTerm)
	if err != nil {
		return err
	}
	v.entries = append(v.entries, s)
	if !aside.IsEmpty() {
		if s.deleted != nil {
			aside.Or(s.deleted)
		}
		s = &Segment{file: s.file, deleted: aside, cache: s.cache, closed: s.closed}
	}
	v.segments = append(v.segments, s)
	return nil
}

// Entries returns the segments of the index with the texts of pages of which newer ones
// stand. Only package index needs them. The caller must not change the slice.
func (v *Reader) Entries() []*Segment { return v.entries }

// LocateSources makes the articles that the Reader returns from now on have the Source
// and the File that locate tells for the number of a source and a place. It must be
// called before the Reader is used.
func (v *Reader) LocateSources(locate func(source uint32, place string) (root, file string)) {
	for _, list := range [][]*Segment{v.segments, v.entries} {
		for _, s := range list {
			s.locate = locate
		}
	}
}

// ReleasePages gives the pages of the segments' files back to the system. Those that are
// used again come from the system's cache. It is for package index.
func (v *Reader) ReleasePages() {
	for _, s := range v.segments {
		if s.Path() != "" { // then it is mapped
			disk.ReleasePages(s.file.Data)
		}
	}
}

// Close releases the segments and drops their lists from the cache. A second call does
// nothing. It is for package index: a snapshot closes its reader.
func (v *Reader) Close() error {
	if v.closed.Swap(true) {
		return nil
	}
	v.cache.forget(v.segments)
	return v.close()
}

// Count returns the number of live documents.
func (v *Reader) Count() int {
	n := 0
	for _, s := range v.segments {
		n += s.Live()
	}
	return n
}

// Segments returns the segments of the index. Each numbers its documents from 0. The
// caller must not change the slice.
func (v *Reader) Segments() []*Segment { return v.segments }

// A Source holds the segments of an index: a bleve.Index, or a part of one.
type Source interface {
	// Advanced returns Bleve's lower-level index.
	Advanced() (bleveindex.Index, error)
	// Close closes the source.
	Close() error
}
