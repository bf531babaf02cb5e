package postings

import (
	"errors"
	"fmt"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/index/internal/segment"
	"github.com/newsdex/newsdex/index/postings/packed"
	"github.com/newsdex/newsdex/index/schema"
)

// A TermReader reads all postings of a segment, and checks that all that is kept of them
// agrees. It is for comparing indexes, and for one goroutine.
type TermReader struct {
	segment *Segment
	norms   *packed.Norms // made anew from the lengths

	cursor packed.Cursor
	list   packed.Encoder
	spans  []schema.Span
}

// textFields tells some of the text fields.
type textFields [schema.TextFields]bool

// A TermPosting is a posting of a term in one Bleve field.
type TermPosting struct {
	Doc    uint32        // the document number
	Number uint64        // of a field that keeps a number for each document
	Spans  []schema.Span // the positions; valid until the next posting
}

var (
	errApart  = fmt.Errorf("%w: its list and its documents are not the same", disk.ErrDamaged)
	errList   = fmt.Errorf("%w: its list is another one than that of its postings", disk.ErrDamaged)
	errImpact = fmt.Errorf("%w: the parameters of impacts are not those of its lengths", disk.ErrDamaged)
)

// NewTermReader returns a reader of the segment's postings. It checks that the parameters
// of impacts are those of the segment's lengths.
func (s *Segment) NewTermReader() (*TermReader, error) {
	lengths, err := s.FieldLengths()
	if err != nil {
		return nil, err
	}
	r := &TermReader{segment: s, norms: packed.NewNorms(lengths)}
	if has, is := s.Norms(), r.norms; has.Parameters != is.Parameters || has.Least != is.Least || has.Most != is.Most {
		return nil, errImpact
	}
	return r, nil
}

// Postings calls f for each live posting of a term in a Bleve field. It checks that the
// documents that Bleve reads are those of the term's list, that the term is in the
// dictionaries of all fields in which the list has it, and that the bytes of the list are
// those of its postings.
func (r *TermReader) Postings(field, term string, f func(TermPosting)) error {
	if err := r.postings(field, term, f); err != nil {
		return fmt.Errorf("field %s, term %q: %w", field, term, err)
	}
	return nil
}

func (r *TermReader) postings(field, term string, f func(TermPosting)) error {
	s := r.segment
	if err := s.checkOpen(); err != nil {
		return err
	}
	v, ok, err := s.file.Value(field, term)
	if err != nil || !ok {
		return err
	}
	t, err := s.file.TermAt(v)
	if err != nil {
		return err
	}
	docs := t.Docs
	if docs == nil {
		docs = roaring.BitmapOf(t.Only)
	}
	if _, ok := segment.PlaceOf(field); ok {
		return r.listed(field, term, v, docs, f)
	}
	for it := docs.Iterator(); it.HasNext(); {
		if doc := it.Next(); s.isLive(doc) {
			f(TermPosting{Doc: doc})
		}
	}
	return nil
}

// isLive reports whether a document is not deleted.
func (s *Segment) isLive(doc uint32) bool { return s.deleted == nil || !s.deleted.Contains(doc) }

// listed is postings for a term with a list and documents.
func (r *TermReader) listed(field, term string, v uint64, docs *roaring.Bitmap, f func(TermPosting)) error {
	l, err := r.segment.file.ListAt(v)
	if err != nil {
		return err
	}
	place, _ := segment.PlaceOf(field)
	hasPositions := schema.HasPositions(field)
	_, _, isText := schema.TextFieldOf(field)
	r.list.Reset(nil)
	if isText {
		r.list.Reset(r.norms)
	}
	c, all := &r.cursor, docs.Iterator()
	c.Reset(l)
	var isIn textFields
	for ok := c.Load(0); ok; ok = c.Next() {
		p := TermPosting{Doc: c.Doc()}
		freq, found := c.Freqs(c.Index()), true
		r.spans = r.spans[:0]
		if hasPositions {
			if r.spans, freq, err = c.Positions(r.spans); err != nil {
				return err
			}
			before := 0
			for other, n := range freq {
				isIn[other] = isIn[other] || n > 0
				if other < place {
					before += int(n)
				}
			}
			p.Spans = r.spans[before : before+int(freq[place])]
			found = len(p.Spans) > 0
		} else {
			if p.Number = segment.JoinNumber(freq); freq[packed.Title] != 0 {
				return errApart // a number has no part there
			}
		}
		r.list.Add(p.Doc, freq, r.spans)
		if !found {
			continue
		}
		if !all.HasNext() || all.Next() != p.Doc {
			return errApart
		}
		if r.segment.isLive(p.Doc) {
			f(p)
		}
	}
	switch {
	case c.Err() != nil:
		return c.Err()
	case all.HasNext():
		return errApart
	}
	places, list, err := r.list.Finish()
	if err != nil {
		return err
	}
	at, err := r.segment.file.ListOffset(v)
	if err != nil {
		return err
	}
	if !r.segment.file.HasBytes(at-uint64(len(places)), places, list) {
		return errList
	}
	return r.checkShared(field, term, at, isIn)
}

// checkShared checks that a term of a text field, whose list is at an offset, has the same
// list in the other text fields that the list has.
func (r *TermReader) checkShared(field, term string, at uint64, isIn textFields) error {
	_, language, isText := schema.TextFieldOf(field)
	if !isText {
		return nil
	}
	for f, has := range isIn {
		if !has {
			continue // if its dictionary has the term, then its own documents tell
		}
		v, ok, err := r.segment.file.Value(schema.TextField(f).In(language), term)
		if err != nil {
			return err
		}
		if !ok {
			return errApart
		}
		if other, err := r.segment.file.ListOffset(v); err != nil || other != at {
			return errors.Join(errApart, err)
		}
	}
	return nil
}
