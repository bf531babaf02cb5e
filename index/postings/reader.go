package postings

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"

	"github.com/blevesearch/bleve/v2/index/scorch"
	bleveindex "github.com/blevesearch/bleve_index_api"

	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/index/internal/segment"
)

// A Reader is the postings of an index at one moment. It does not change, and is
// safe for concurrent use, but for Close, which releases it: afterwards the methods
// that read, and those of its segments, return ErrClosed of package index.
type Reader struct {
	reader   bleveindex.IndexReader
	segments []*Segment
	cache    *Cache
	closed   atomic.Bool

	langOnce sync.Once
	langs    []LanguageCount
	langErr  error

	columns [len(columnFields)]lazy[Column]
	titles  lazy[TitleOrder]
}

// NewReader opens the current segments of b, whose decoded lists c keeps. blocks has
// the checksums of the segments that were not checked as a whole; it is nil where
// all were checked or the index is in memory. NewReader is for package index: an
// engine gets its reader from a snapshot.
func NewReader(b Source, c *Cache, blocks disk.FileBlocks) (*Reader, error) {
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
	v := &Reader{reader: r, cache: c}
	for _, s := range snap.Segments() {
		seg := &Segment{seg: s.Segment(), deleted: s.Deleted(), cache: c, closed: &v.closed}
		if blocks == nil {
			seg.file = segment.NewFile(seg.seg, nil)
		} else if seg.file, err = segment.NewCheckedFile(seg.seg, blocks); err != nil {
			return nil, errors.Join(err, r.Close())
		}
		v.segments = append(v.segments, seg)
	}
	return v, nil
}

// Close releases the segments and drops their lists from the cache. A second call does
// nothing. It is for package index: a snapshot closes its reader.
func (v *Reader) Close() error {
	if v.closed.Swap(true) {
		return nil
	}
	v.cache.forget(v.segments)
	return v.reader.Close()
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
