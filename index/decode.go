package index

import (
	"fmt"

	"github.com/RoaringBitmap/roaring/v2"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// A stream is the postings of a term in one field, as they are decoded.
type stream struct {
	field TextField
	it    segment.PostingsIterator
	doc   uint32
	freq  uint32
}

// next goes to the next posting, and reports whether there is one.
func (s *stream) next() (bool, error) {
	p, err := s.it.Next()
	if err != nil || p == nil {
		return false, err
	}
	s.doc, s.freq = uint32(p.Number()), uint32(p.Frequency())
	return true, nil
}

// decode makes the list of a term in some of the text fields of a language.
func (s *Segment) decode(language, term string, in []TextField) (*List, error) {
	l := &List{bitmap: roaring.New()}
	var streams []*stream
	for _, f := range in {
		name := f.In(language)
		list, err := s.list(name, term, s.deleted)
		if err != nil {
			return nil, err
		}
		if list.Count() == 0 {
			continue
		}
		st := &stream{field: f, it: list.Iterator(true, false, false, nil)}
		ok, err := st.next()
		if err != nil {
			return nil, fmt.Errorf("field %s, term %q: %w", name, term, err)
		}
		if !ok {
			continue
		}
		streams = append(streams, st)
		if err := s.addDocs(l.bitmap, list); err != nil {
			return nil, err
		}
	}
	if len(streams) == 0 {
		return l, nil
	}
	n := int(l.bitmap.GetCardinality())
	l.docs, l.freqs = make([]uint32, 0, n), make([]uint8, 0, n)
	l.blocks = make([]Block, 0, (n+BlockSize-1)/BlockSize)
	lengths, err := s.allLengths()
	if err != nil {
		return nil, err
	}
	for len(streams) > 0 {
		doc := streams[0].doc
		for _, st := range streams[1:] {
			doc = min(doc, st.doc)
		}
		if int(doc) >= s.Size() {
			return nil, errBeyond
		}
		var freq [TextFields]uint32
		for i := 0; i < len(streams); i++ {
			st := streams[i]
			if st.doc != doc {
				continue
			}
			freq[st.field] = st.freq
			ok, err := st.next()
			if err != nil {
				return nil, fmt.Errorf("field %s, term %q: %w", st.field.In(language), term, err)
			}
			if !ok {
				streams = append(streams[:i], streams[i+1:]...)
				i--
			}
		}
		l.append(doc, freq, lengths)
	}
	return l, nil
}

// addDocs adds the documents of postings to a bitmap.
func (s *Segment) addDocs(docs *roaring.Bitmap, list segment.PostingsList) error {
	it := list.Iterator(false, false, false, nil)
	if o, ok := it.(segment.OptimizablePostingsIterator); ok {
		if doc, only := o.DocNum1Hit(); only {
			docs.Add(uint32(doc))
			return nil
		}
		if bm := o.ActualBitmap(); bm != nil {
			docs.Or(bm)
			return nil
		}
	}
	for {
		p, err := it.Next()
		if err != nil || p == nil {
			return err
		}
		docs.Add(uint32(p.Number()))
	}
}
