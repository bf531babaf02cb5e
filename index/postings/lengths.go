package postings

import (
	"sync"

	"github.com/newsdex/newsdex/index/postings/packed"
	"github.com/newsdex/newsdex/index/schema"
)

// A lengthColumn holds the lengths of the text fields by document number, in words. It
// is made on first use and takes 4 bytes for each document and field.
type lengthColumn struct {
	once    sync.Once
	columns [schema.TextFields][]uint32
	err     error
}

// Lengths returns the lengths of a text field by document number: the number of its
// positions without those of stop words, but at least 1. A document that lacks the field
// or is deleted has 0. The caller must not change the slice.
func (s *Segment) Lengths(f schema.TextField) ([]uint32, error) {
	columns, err := s.AllLengths()
	return columns[f], err
}

// AllLengths is like [Segment.Lengths] but returns the lengths of all text fields.
func (s *Segment) AllLengths() ([schema.TextFields][]uint32, error) {
	if err := s.checkOpen(); err != nil {
		return [schema.TextFields][]uint32{}, err
	}
	s.lengths.once.Do(s.readLengths)
	return s.lengths.columns, s.lengths.err
}

func (s *Segment) readLengths() {
	c := &s.lengths
	all, err := s.file.Lengths()
	if err != nil {
		c.err = err
		return
	}
	for f := range c.columns {
		c.columns[f] = make([]uint32, s.Size())
	}
	title, deck, body := c.columns[schema.Title], c.columns[schema.Deck], c.columns[schema.Body]
	for doc := range body {
		of := all[doc*packed.Fields:][:packed.Fields]
		title[doc], deck[doc], body[doc] = of[schema.Title], of[schema.Deck], of[schema.Body]
	}
	if s.deleted != nil {
		for it := s.deleted.Iterator(); it.HasNext(); {
			doc := it.Next()
			title[doc], deck[doc], body[doc] = 0, 0, 0
		}
	}
}
