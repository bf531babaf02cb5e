package postings

import (
	"fmt"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/newsdex/newsdex/index/postings/packed"
	"github.com/newsdex/newsdex/index/schema"
)

// This file gives an engine the lists and the columns of a segment as they lie in its
// file. Deleted documents are among them. Slices are views of the file: the caller must
// not change them, nor use them when the reader is closed.

// Packed returns the list of a term in the text fields of a language, nil if no document
// holds the term.
func (s *Segment) Packed(language, term string) (*packed.List, error) {
	if err := s.checkOpen(); err != nil {
		return nil, err
	}
	l, err := s.file.ListOf(language, term)
	if err != nil {
		return nil, fmt.Errorf("language %s, term %q: %w", language, term, err)
	}
	return l, nil
}

// PackedField is like [Segment.Packed] for a Bleve field that keeps positions, or a number
// for each document. The list of a text field holds all three text fields.
func (s *Segment) PackedField(field, term string) (*packed.List, error) {
	if err := s.checkOpen(); err != nil {
		return nil, err
	}
	l, err := s.file.List(field, term)
	if err != nil {
		return nil, fmt.Errorf("field %s, term %q: %w", field, term, err)
	}
	return l, nil
}

// Norms returns the parameters of the impacts of the segment's lists.
func (s *Segment) Norms() *packed.Norms { return s.file.Norms() }

// FieldLengths returns the lengths of the text fields in words, three for each document.
func (s *Segment) FieldLengths() ([]uint32, error) {
	if err := s.checkOpen(); err != nil {
		return nil, err
	}
	return s.file.Lengths()
}

// Length returns the lengths of the text fields of a document in words.
func (s *Segment) Length(doc uint32) ([schema.TextFields]uint32, error) {
	if err := s.checkOpen(); err != nil {
		return [schema.TextFields]uint32{}, err
	}
	return s.file.Length(doc)
}

// Deleted returns the deleted documents, nil if there are none. The caller must not change
// the bitmap.
func (s *Segment) Deleted() *roaring.Bitmap { return s.deleted }

// LengthClasses returns the classes of the lengths of a field ([packed.LengthClass]) by
// document.
func (s *Segment) LengthClasses(f schema.TextField) ([]uint8, error) {
	if err := s.checkOpen(); err != nil {
		return nil, err
	}
	return s.file.Classes(int(f))
}

// IDOrder returns the ranks of the IDs in byte order by document, from 0. In a forged file
// they may be any numbers.
func (s *Segment) IDOrder() ([]uint32, error) {
	if err := s.checkOpen(); err != nil {
		return nil, err
	}
	return s.file.Orders()
}

// RankOfID returns the rank of a document's ID among all IDs of the segment in byte order.
func (s *Segment) RankOfID(doc uint32) (uint32, error) {
	if err := s.checkOpen(); err != nil {
		return 0, err
	}
	return s.file.Order(doc)
}

// AllPublished is like [Segment.Published] but has the dates of deleted documents too.
func (s *Segment) AllPublished() ([]int64, error) {
	if err := s.checkOpen(); err != nil {
		return nil, err
	}
	return s.file.Dates()
}
