package postings

import (
	"math"
	"sync"
	"sync/atomic"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/newsdex/newsdex/index/internal/segment"
	"github.com/newsdex/newsdex/index/schema"
)

// lengthColumn holds the number of positions of each text field by document
// number. It is read once for a segment; 4 bytes for each document and field, and
// one for the class of the body's length.
type lengthColumn struct {
	once    sync.Once
	isRead  atomic.Bool
	columns [schema.TextFields][]uint32
	classes []uint8 // of the body's lengths: see lengthClass
	err     error
}

// Lengths returns the number of positions of a text field by document number; 0
// where a document does not have it, or is deleted. The caller must
// not change the slice.
func (s *Segment) Lengths(f schema.TextField) ([]uint32, error) {
	s.lengths.once.Do(s.readLengths)
	return s.lengths.columns[f], s.lengths.err
}

// AllLengths returns the columns of all text fields.
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

// addLengths sets the lengths of a field in the documents that have it.
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

// addDense is addLengths where all documents up to one have the field, as nearly all
// have a title and a body: it reads the lengths straight into the column, which takes a
// third of the time and none of the room that postings do.
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

// decodeLengths returns the lengths of a field in those of some documents that have
// it, as frequencies.
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
