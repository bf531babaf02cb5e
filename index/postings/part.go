package postings

import (
	"math"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/index/internal/segment"
	"github.com/newsdex/newsdex/index/schema"
)

// decodePart makes the list of a word's postings in some documents, with the lengths
// of their fields and what their places are packed in: nothing of it is kept, and so
// nothing is read that these documents do not ask for.
func (w *Word) decodePart(among *roaring.Bitmap) (*List, error) {
	l := &List{segment: w.segment, some: true, from: w.origin(), bitmap: roaring.And(w.docs, among)}
	n := int(l.bitmap.GetCardinality())
	if n == 0 {
		return l, nil
	}
	lengths, err := w.segment.lengthsAmong(l.bitmap, w.language, w.fields)
	if err != nil {
		return nil, err
	}
	defer lengths.release()
	heads, err := w.heads(l.bitmap)
	if err != nil {
		return nil, err
	}
	defer heads.release()
	l.docs, l.freqs = make([]uint32, 0, n), make([]uint8, 0, n)
	for f := range heads {
		if heads[f].doc != noDoc {
			l.lengths[f], l.numbers[f] = make([]uint32, n), make([]uint64, n)
		}
	}
	for {
		doc := min(heads[schema.Title].doc, heads[schema.Deck].doc, heads[schema.Body].doc)
		if doc == noDoc {
			return l, nil
		}
		i := len(l.docs)
		if i == n {
			return nil, disk.ErrDamaged // the postings are not those of the bitmap
		}
		var freq [schema.TextFields]uint32
		for f := range heads {
			if h := &heads[f]; h.doc == doc {
				freq[f] = h.freq()
				l.lengths[f][i], l.numbers[f][i] = lengths[f].of(doc), h.number()
				h.goTo(h.next + 1)
			}
		}
		l.append(doc, freq)
	}
}

// lengthsAmongShare is the part of a segment's documents up to which it is quicker to
// look up their lengths than to read those of all.
const lengthsAmongShare = 1. / 8

// lengthsAmong returns the lengths of text fields of a language in some documents:
// from the columns where these have been read, or will be because it is many that are
// asked for, and otherwise of these documents alone.
func (s *Segment) lengthsAmong(among *roaring.Bitmap, language string, in []schema.TextField) (all someLengths, err error) {
	if s.lengths.isRead.Load() || float64(among.GetCardinality()) > lengthsAmongShare*float64(s.Size()) {
		columns, err := s.AllLengths()
		for f := range all {
			all[f].column = columns[f]
		}
		return all, err
	}
	for _, f := range in {
		if all[f].some, err = s.decodeLengths(f.In(language), among); err != nil {
			all.release()
			return all, err
		}
	}
	return all, nil
}

// someLengths are the lengths of some documents, by field.
type someLengths [schema.TextFields]fieldLengths

func (l *someLengths) release() {
	for f := range l {
		if l[f].some != nil {
			l[f].some.Release()
		}
	}
}

// fieldLengths are the lengths of a field.
type fieldLengths struct {
	column []uint32         // by document; or
	some   *segment.Decoded // postings whose frequencies are lengths,
	next   int              // of which this is the first that was not passed
}

// of returns the length in a document, 0 where it is not known. Documents must come in
// ascending order.
func (l *fieldLengths) of(doc uint32) uint32 {
	if l.column != nil {
		return l.column[doc]
	}
	if l.some == nil {
		return 0
	}
	for l.next < len(l.some.Docs) && l.some.Docs[l.next] < doc {
		l.next++
	}
	if l.next == len(l.some.Docs) || l.some.Docs[l.next] != doc {
		return 0
	}
	return uint32(min(l.some.Freqs[l.next], math.MaxUint32))
}
