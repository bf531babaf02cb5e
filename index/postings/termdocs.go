package postings

import (
	"fmt"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/newsdex/newsdex/index/internal/segment"
	"github.com/newsdex/newsdex/index/postings/packed"
)

// Numbers calls f for each live posting of a term in a Bleve field that keeps a number for
// each document, as [schema.Sample] does.
func (s *Segment) Numbers(field, term string, f func(doc uint32, number uint64)) error {
	l, err := s.PackedField(field, term)
	if err != nil || l == nil {
		return err
	}
	var c packed.Cursor
	c.Reset(l)
	for ok := c.Load(0); ok; ok = c.Next() {
		if s.deleted == nil || !s.deleted.Contains(c.Doc()) {
			f(c.Doc(), segment.JoinNumber(c.Freqs(c.Index())))
		}
	}
	if c.Err() != nil {
		return fmt.Errorf("field %s, term %q: %w", field, term, c.Err())
	}
	return nil
}

// addDocs adds the documents that hold a term in a Bleve field to docs.
func (s *Segment) addDocs(docs *roaring.Bitmap, field, term string) error {
	err := s.addDocsOf(docs, field, term)
	if err != nil {
		return fmt.Errorf("field %s, term %q: %w", field, term, err)
	}
	return nil
}

// addDocsOf is like addDocs but names neither field nor term in its error.
func (s *Segment) addDocsOf(docs *roaring.Bitmap, field, term string) error {
	if err := s.checkOpen(); err != nil {
		return err
	}
	t, ok, err := s.file.Term(field, term)
	if err != nil || !ok {
		return err
	}
	switch {
	case t.Docs == nil:
		if s.deleted == nil || !s.deleted.Contains(t.Only) {
			docs.Add(t.Only)
		}
	case s.deleted == nil:
		docs.Or(t.Docs) // Or copies the containers it takes
	default:
		docs.Or(roaring.AndNot(t.Docs, s.deleted))
	}
	return nil
}
