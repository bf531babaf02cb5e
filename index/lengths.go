package index

import (
	"math"
	"sync"
	"sync/atomic"

	"github.com/RoaringBitmap/roaring/v2"
)

// lengthTerm is a term that every document has in each text field that it has: its
// frequency is the number of positions of that field. Bleve has a length beside
// each posting; that is 1 here, which takes a byte less. No word and no prefix is
// equal to it.
const lengthTerm = "\x00"

// lengthColumn holds the number of positions of each text field by document
// number. It is read once for a segment; 4 bytes for each document and field, and
// one for the class of the body's length.
type lengthColumn struct {
	once    sync.Once
	isRead  atomic.Bool
	columns [TextFields][]uint32
	classes []uint8 // of the body's lengths: see lengthClass
	err     error
}

// Lengths returns the number of positions of a text field by document number; 0
// where a document does not have it, or is deleted. The caller must
// not change the slice.
func (s *Segment) Lengths(f TextField) ([]uint32, error) {
	s.lengths.once.Do(s.readLengths)
	return s.lengths.columns[f], s.lengths.err
}

// allLengths returns the columns of all text fields.
func (s *Segment) allLengths() ([TextFields][]uint32, error) {
	s.lengths.once.Do(s.readLengths)
	return s.lengths.columns, s.lengths.err
}

func (s *Segment) readLengths() {
	c := &s.lengths
	var languages []string
	for code, err := range s.Terms(FieldAnalysis, "", "") {
		if err != nil {
			c.err = err
			return
		}
		languages = append(languages, code)
	}
	for f := range c.columns {
		c.columns[f] = make([]uint32, s.Size())
		for _, code := range languages {
			if c.err = s.addLengths(c.columns[f], TextField(f).In(code)); c.err != nil {
				return
			}
		}
	}
	c.classes = make([]uint8, s.Size())
	for doc, n := range c.columns[Body] {
		c.classes[doc] = lengthClass(n)
	}
	c.isRead.Store(true)
}

// addLengths sets the lengths of a field in the documents that have it.
func (s *Segment) addLengths(column []uint32, field string) error {
	if s.file != nil {
		t, ok, err := s.file.term(field, lengthTerm)
		if err != nil || !ok {
			return err
		}
		if t.docs != nil && t.isDense() {
			return s.addDense(column, &t)
		}
	}
	d, err := s.decodeTerm(field, lengthTerm, nil)
	if err != nil {
		return err
	}
	defer d.release()
	for i, doc := range d.docs {
		column[doc] = uint32(min(d.freqs[i], math.MaxUint32))
	}
	return nil
}

// addDense is addLengths where all documents up to one have the field, as nearly all
// have a title and a body: it reads the lengths straight into the column, which takes a
// third of the time and none of the room that postings do.
func (s *Segment) addDense(column []uint32, t *zapTerm) error {
	if err := t.decodeDense(column); err != nil {
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
func (s *Segment) decodeLengths(field string, among *roaring.Bitmap) (*decoded, error) {
	return s.decodeInto(field, lengthTerm, func(d *decoded) error {
		if s.file == nil {
			return s.decodeIterator(d, field, lengthTerm, true, among)
		}
		t, ok, err := s.file.term(field, lengthTerm)
		switch {
		case err != nil || !ok:
			return err
		case t.docs == nil:
			return s.decodeFound(d, t, true, among)
		}
		if err := t.decodeAmong(d, among); err != nil {
			return err
		}
		copy(d.freqs, d.numbers)
		return nil
	})
}
