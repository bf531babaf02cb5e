package postings

import (
	"math"
	"sync"
	"sync/atomic"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/newsdex/newsdex/index/internal/segment"
	"github.com/newsdex/newsdex/index/schema"
)

// A lengthColumn holds the lengths of the text fields by document number, in
// positions. It is read on first use and takes 4 bytes for each document and field,
// and one for the class of the body's length.
type lengthColumn struct {
	once    sync.Once
	isRead  atomic.Bool
	columns [schema.TextFields][]uint32
	classes []uint8 // of the body's lengths: see lengthClass
	err     error
}

// Lengths returns the lengths of a text field by document number, in words
// ([schema.LengthTerm]). A document that lacks the field or is deleted has 0. The caller must not change the
// slice.
func (s *Segment) Lengths(f schema.TextField) ([]uint32, error) {
	s.lengths.once.Do(s.readLengths)
	return s.lengths.columns[f], s.lengths.err
}

// AllLengths is like [Segment.Lengths] but returns the lengths of all text fields.
func (s *Segment) AllLengths() ([schema.TextFields][]uint32, error) {
	s.lengths.once.Do(s.readLengths)
	return s.lengths.columns, s.lengths.err
}

func (s *Segment) readLengths() {
	c := &s.lengths
	var languages []string
	for code, err := range s.Terms(schema.Analysis, "", "") {
		if err != nil {
			c.err = err
			return
		}
		languages = append(languages, code)
	}
	for f := range c.columns {
		c.columns[f] = make([]uint32, s.Size())
		for _, code := range languages {
			if c.err = s.addLengths(c.columns[f], schema.TextField(f).In(code)); c.err != nil {
				return
			}
		}
	}
	c.classes = make([]uint8, s.Size())
	for doc, n := range c.columns[schema.Body] {
		c.classes[doc] = lengthClass(n)
	}
	c.isRead.Store(true)
}

// addLengths sets the lengths of a Bleve field in the documents that have it.
func (s *Segment) addLengths(column []uint32, field string) error {
	if s.file != nil {
		t, ok, err := s.file.Term(field, schema.LengthTerm)
		if err != nil || !ok {
			return err
		}
		if t.Docs != nil && t.IsDense() {
			return s.addDense(column, &t)
		}
	}
	d, err := s.decodeTerm(field, schema.LengthTerm, nil)
	if err != nil {
		return err
	}
	defer d.Release()
	for i, doc := range d.Docs {
		column[doc] = uint32(min(d.Freqs[i], math.MaxUint32))
	}
	return nil
}

// addDense is like addLengths but for a field that all documents up to some number
// have, as nearly all have a title and a body. It decodes lengths straight into the
// column. This takes a third of the time and needs no buffer for postings.
func (s *Segment) addDense(column []uint32, t *segment.Term) error {
	if err := t.DecodeDense(column); err != nil {
		return err
	}
	if s.deleted != nil {
		for it := s.deleted.Iterator(); it.HasNext(); {
			column[it.Next()] = 0
		}
	}
	return nil
}

// decodeLengths returns the lengths of a Bleve field, as frequencies, in those
// documents of among that have it.
func (s *Segment) decodeLengths(field string, among *roaring.Bitmap) (*segment.Decoded, error) {
	return s.decodeInto(field, schema.LengthTerm, func(d *segment.Decoded) error {
		if s.file == nil {
			return s.decodeIterator(d, field, schema.LengthTerm, true, among)
		}
		t, ok, err := s.file.Term(field, schema.LengthTerm)
		switch {
		case err != nil || !ok:
			return err
		case t.Docs == nil:
			return s.decodeFound(d, t, true, among)
		}
		if err := t.DecodeAmong(d, among); err != nil {
			return err
		}
		copy(d.Freqs, d.Numbers)
		return nil
	})
}
