package postings

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"sync/atomic"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/index/internal/segment"
	"github.com/newsdex/newsdex/index/schema"
)

// A Segment is an immutable part of an index. Its documents have the numbers 0 to
// Size-1. Some of them may be deleted; no method returns a deleted document unless
// it says so. It is safe for concurrent use.
type Segment struct {
	file    *segment.File
	deleted *roaring.Bitmap // nil where no document is deleted
	cache   *Cache
	locate  func(source uint32, place string) (root, file string) // may be nil
	closed  *atomic.Bool                                          // that of its reader

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
func (s *Segment) Size() int { return int(s.file.Size) }

// Path returns the name of the segment's file, "" for a segment in memory.
func (s *Segment) Path() string { return s.file.Path() }

// Fields returns the names of the segment's Bleve fields.
func (s *Segment) Fields() []string { return s.file.Fields }

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
	docs.AddRange(0, s.file.Size)
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
	docs := roaring.New()
	for _, id := range ids {
		if err := s.addDocsOf(docs, segment.IDField, id); err != nil {
			return nil, err
		}
	}
	return docs, nil
}

// Docs returns the documents that hold term in a Bleve field. The caller owns the
// bitmap.
func (s *Segment) Docs(field, term string) (*roaring.Bitmap, error) {
	docs := roaring.New()
	return docs, s.addDocs(docs, field, term)
}

// ID returns the ID of the article with the given document number.
func (s *Segment) ID(doc uint32) (string, error) {
	if err := s.checkOpen(); err != nil {
		return "", err
	}
	id, err := s.file.ID(doc)
	if corrupt := (*disk.CorruptError)(nil); err != nil && !errors.As(err, &corrupt) {
		err = disk.Blame(s.path(), fmt.Sprintf("the ID of article %d", doc), err)
	}
	return string(id), err
}

// StoredID returns the ID with which a document is stored, for Bleve. It is for comparing
// indexes.
func (s *Segment) StoredID(doc uint32) (id string, err error) {
	defer disk.CatchFaults(s.path(), debug.SetPanicOnFault(true), &err)
	if err := s.checkOpen(); err != nil {
		return "", err
	}
	d, err := s.file.Stored(doc)
	return string(d.ID), err
}

// AddSizes adds the sizes of the segment's fields to those in fields, by field name,
// and returns the number of bytes of its stored articles. It reads all dictionaries.
// The error is ctx's when that is done.
func (s *Segment) AddSizes(ctx context.Context, fields map[string]*schema.FieldSize) (stored int64, err error) {
	if err := s.checkOpen(); err != nil {
		return 0, err
	}
	return s.file.AddSizes(ctx, fields)
}
