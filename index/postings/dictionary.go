package postings

import (
	"fmt"
	"iter"

	segmentapi "github.com/blevesearch/scorch_segment_api/v2"

	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/index/internal/segment"
)

// Terms returns the terms of a Bleve field from from, inclusive, to to, exclusive,
// in byte order. An empty to is no bound. Terms that only deleted documents hold may
// be among them.
func (s *Segment) Terms(field, from, to string) iter.Seq2[string, error] {
	return s.walk(field, nil, from, to)
}

// walk is like Terms but returns only terms that an automaton accepts; all if it is nil.
func (s *Segment) walk(field string, a segmentapi.Automaton, from, to string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		c, err := s.terms(field, a, from, to)
		for more := false; err == nil; {
			if more, err = c.next(); err != nil || !more || !yield(c.term, nil) {
				break
			}
		}
		if err != nil {
			yield("", fmt.Errorf("field %s: %w", field, err))
		}
	}
}

// A termCursor goes through the terms of a field.
type termCursor struct {
	segment *Segment
	term    string

	file  *segment.Walk
	left  uint64 // the most terms that may follow
	value uint64 // the dictionary's value of the term: see segment.File.TermAt
}

// terms returns a cursor before the first term from from to to that an automaton
// accepts; all are accepted if it is nil.
func (s *Segment) terms(field string, a segmentapi.Automaton, from, to string) (*termCursor, error) {
	c := &termCursor{segment: s}
	if err := s.checkOpen(); err != nil {
		return c, err
	}
	// Each term has postings in the file, or is in one document, whose words are in the file.
	// A forged transducer may claim to have many more.
	c.left = 2*uint64(len(s.file.Data)) + s.file.Size
	var err error
	c.file, err = s.file.Walk(field, a, from, to)
	return c, err
}

// next moves to the next term, and reports whether there is one.
func (c *termCursor) next() (bool, error) {
	if err := c.segment.checkOpen(); err != nil {
		return false, err
	}
	if c.file == nil {
		return false, nil
	}
	if more, err := c.file.Next(); err != nil || !more {
		return false, err
	}
	if c.left == 0 {
		return false, disk.ErrDamaged
	}
	c.left--
	c.term, c.value = string(c.file.Term()), c.file.Value()
	return true, nil
}

// IDs returns the IDs and document numbers of the live articles, in ascending order
// of IDs.
func (s *Segment) IDs() iter.Seq2[Document, error] { return s.IDsFrom("") }

// IDsFrom is like [Segment.IDs] but begins with an ID, or the first one behind it.
func (s *Segment) IDsFrom(first string) iter.Seq2[Document, error] {
	return func(yield func(Document, error) bool) {
		for id, err := range s.Terms("_id", first, "") {
			if err != nil {
				yield(Document{}, err)
				return
			}
			docs, err := s.Docs("_id", id)
			if err != nil {
				yield(Document{}, err)
				return
			}
			// A deleted article has no live document.
			for it := docs.Iterator(); it.HasNext(); {
				if !yield(Document{ID: id, Doc: it.Next()}, nil) {
					return
				}
			}
		}
	}
}

// A Document is an article of a segment.
type Document struct {
	ID  string // the article's ID
	Doc uint32 // its document number in the segment
}
