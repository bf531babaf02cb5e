package index

import (
	"fmt"
	"iter"

	segment "github.com/blevesearch/scorch_segment_api/v2"
	"github.com/blevesearch/vellum"
)

// Terms returns the terms of a Bleve field from from, inclusive, to to,
// exclusive, in their byte order; an empty to is no bound. Terms of deleted
// documents only may be among them.
func (s *Segment) Terms(field, from, to string) iter.Seq2[string, error] {
	return s.walk(field, &vellum.AlwaysMatch{}, from, to)
}

// walk returns those of the terms that an automaton accepts.
func (s *Segment) walk(field string, a segment.Automaton, from, to string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		dict, err := s.seg.Dictionary(field)
		if err != nil {
			yield("", fmt.Errorf("field %s: %w", field, err))
			return
		}
		var end []byte
		if to != "" {
			end = []byte(to)
		}
		it := dict.AutomatonIterator(a, []byte(from), end)
		for {
			e, err := it.Next()
			if err != nil {
				yield("", fmt.Errorf("field %s: %w", field, err))
				return
			}
			if e == nil || !yield(e.Term, nil) {
				return
			}
		}
	}
}

// IDs returns the IDs of the articles in ascending order, with their document
// numbers.
func (s *Segment) IDs() iter.Seq2[Document, error] {
	return func(yield func(Document, error) bool) {
		for id, err := range s.Terms("_id", "", "") {
			if err != nil {
				yield(Document{}, err)
				return
			}
			docs, err := s.Docs("_id", id)
			if err != nil {
				yield(Document{}, err)
				return
			}
			// One that is deleted has none.
			for it := docs.Iterator(); it.HasNext(); {
				if !yield(Document{ID: id, Doc: it.Next()}, nil) {
					return
				}
			}
		}
	}
}

// A Document is an article of a segment: its ID and its document number.
type Document struct {
	ID  string
	Doc uint32
}
