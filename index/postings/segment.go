package postings

import (
	"context"
	"runtime/debug"
	"sync/atomic"

	"github.com/RoaringBitmap/roaring/v2"
	segmentapi "github.com/blevesearch/scorch_segment_api/v2"

	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/index/internal/segment"
	"github.com/newsdex/newsdex/index/schema"
)

// A Segment is an immutable part of an index. Its documents have the numbers 0 to
// Size-1. Some of them may be deleted; no method returns a deleted document unless
// it says so. It is safe for concurrent use.
type Segment struct {
	seg     segmentapi.Segment
	file    *segment.File   // nil where zapx reads the segment
	deleted *roaring.Bitmap // nil where no document is deleted
	cache   *Cache
	locate  func(source uint32, place string) (root, file string) // may be nil
	closed  *atomic.Bool                                          // that of its reader

	lengths   lengthColumn
	published publishedColumn
}

// checkOpen returns [disk.ErrClosed] if the segment's reader is closed. Its files are
// not mapped into memory any more.
func (s *Segment) checkOpen() error {
	if s.closed.Load() {
		return disk.ErrClosed
	}
	return nil
}

// Size returns one more than the highest document number. It counts deleted
// documents.
func (s *Segment) Size() int { return int(s.seg.Count()) }

// Path returns the name of the segment's file, "" for a segment in memory.
func (s *Segment) Path() string {
	if file, ok := s.seg.(interface{ Path() string }); ok {
		return file.Path()
	}
	return ""
}

// Fields returns the names of the segment's Bleve fields.
func (s *Segment) Fields() []string { return s.seg.Fields() }

// Live returns the number of documents that are not deleted.
func (s *Segment) Live() int {
	n := s.Size()
	if s.deleted != nil {
		n -= int(s.deleted.GetCardinality())
	}
	return n
}

// All returns the numbers of all documents. The caller owns the bitmap.
func (s *Segment) All() *roaring.Bitmap {
	docs := roaring.New()
	docs.AddRange(0, s.seg.Count())
	if s.deleted != nil {
		docs.AndNot(s.deleted)
	}
	return docs
}

// DocsOf returns the documents with the given IDs. The caller owns the bitmap.
func (s *Segment) DocsOf(ids []string) (*roaring.Bitmap, error) {
	if err := s.checkOpen(); err != nil {
		return nil, err
	}
	if s.file != nil {
		docs := roaring.New()
		for _, id := range ids {
			if err := s.addDocsOf(docs, segment.IDField, id); err != nil {
				return nil, err
			}
		}
		return docs, nil
	}
	docs, err := s.seg.DocNumbers(ids)
	if err != nil {
		return nil, err
	}
	if s.deleted != nil {
		docs.AndNot(s.deleted)
	}
	return docs, nil
}

// Docs returns the documents that hold term in a Bleve field. The caller owns the
// bitmap.
func (s *Segment) Docs(field, term string) (*roaring.Bitmap, error) {
	docs := roaring.New()
	return docs, s.addDocs(docs, field, term)
}

// list returns the postings of a term as zapx decodes them.
func (s *Segment) list(field, term string) (segmentapi.PostingsList, error) {
	if err := s.checkOpen(); err != nil {
		return nil, err
	}
	dict, err := s.seg.Dictionary(field)
	if err != nil {
		return nil, err
	}
	return dict.PostingsList([]byte(term), s.deleted, nil)
}

// ID returns the ID of the article with the given document number.
func (s *Segment) ID(doc uint32) (id string, err error) {
	defer disk.CatchFaults(s.path(), debug.SetPanicOnFault(true), &err)
	if err := s.checkOpen(); err != nil {
		return "", err
	}
	if s.file == nil {
		b, err := s.seg.DocID(uint64(doc))
		return string(b), err
	}
	d, err := s.file.Stored(doc)
	return string(d.ID), err
}

// AddSizes adds the sizes of the segment's fields to those in fields, by field name,
// and returns the number of bytes of its stored articles. It reads all dictionaries.
// A segment in memory adds nothing. The error is ctx's when that is done.
func (s *Segment) AddSizes(ctx context.Context, fields map[string]*schema.FieldSize) (stored int64, err error) {
	if err := s.checkOpen(); err != nil {
		return 0, err
	}
	if s.file == nil {
		return 0, nil
	}
	return s.file.AddSizes(ctx, fields)
}
