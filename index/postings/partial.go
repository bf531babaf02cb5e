package postings

import (
	"math"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/index/internal/segment"
	"github.com/newsdex/newsdex/index/schema"
)

// decodePartial makes the list of a term's postings in some documents, with the
// lengths of their fields and their packed positions. The list is not kept, so
// nothing is read for other documents.
func (k *Lookup) decodePartial(among *roaring.Bitmap) (*List, error) {
	l := &List{segment: k.segment, partial: true, origin: k.origin(), bitmap: roaring.And(k.docs, among)}
	n := int(l.bitmap.GetCardinality())
	if n == 0 {
		return l, nil
	}
	lengths, err := k.segment.lengthsAmong(l.bitmap, k.language, k.fields)
	if err != nil {
		return nil, err
	}
	defer lengths.release()
	cursors, err := k.cursors(l.bitmap)
	if err != nil {
		return nil, err
	}
	defer cursors.release()
	l.docs, l.freqs = make([]uint32, 0, n), make([]uint8, 0, n)
	for f := range cursors {
		if cursors[f].doc != noDoc {
			l.lengths[f], l.numbers[f] = make([]uint32, n), make([]uint64, n)
		}
	}
	for {
		doc := min(cursors[schema.Title].doc, cursors[schema.Deck].doc, cursors[schema.Body].doc)
		if doc == noDoc {
			return l, nil
		}
		i := len(l.docs)
		if i == n {
			return nil, disk.ErrDamaged // the postings are not those of the bitmap
		}
		var freq [schema.TextFields]uint32
		for f := range cursors {
			if c := &cursors[f]; c.doc == doc {
				freq[f] = c.freq()
				l.lengths[f][i], l.numbers[f][i] = lengths[f].of(doc), c.number()
				c.moveTo(c.next + 1)
			}
		}
		l.append(doc, freq)
	}
}

// maxLengthsShare is the share of a segment's documents up to which looking up their
// field lengths is quicker than reading the lengths of all documents.
const maxLengthsShare = 1. / 8

// lengthsAmong returns readers of field lengths in the documents of among. They read
// the columns of the segment where these have been read, or where the share of
// documents is large, and otherwise the lengths of these documents alone.
func (s *Segment) lengthsAmong(among *roaring.Bitmap, language string, in []schema.TextField) (all lengthReaders, err error) {
	if s.lengths.isRead.Load() || float64(among.GetCardinality()) > maxLengthsShare*float64(s.Size()) {
		columns, err := s.AllLengths()
		for f := range all {
			all[f].column = columns[f]
		}
		return all, err
	}
	for _, f := range in {
		if all[f].decoded, err = s.decodeLengths(f.In(language), among); err != nil {
			all.release()
			return all, err
		}
	}
	return all, nil
}

// lengthReaders are readers of field lengths, by field.
type lengthReaders [schema.TextFields]lengthReader

func (l *lengthReaders) release() {
	for f := range l {
		if l[f].decoded != nil {
			l[f].decoded.Release()
		}
	}
}

// A lengthReader reads the lengths of one field.
type lengthReader struct {
	column  []uint32         // by document number, or nil
	decoded *segment.Decoded // if column is nil: postings with lengths as frequencies, or nil
	next    int              // the first posting of decoded that has not been passed
}

// of returns the length in a document, 0 where it is unknown. Documents must be
// asked for in ascending order.
func (l *lengthReader) of(doc uint32) uint32 {
	if l.column != nil {
		return l.column[doc]
	}
	if l.decoded == nil {
		return 0
	}
	for l.next < len(l.decoded.Docs) && l.decoded.Docs[l.next] < doc {
		l.next++
	}
	if l.next == len(l.decoded.Docs) || l.decoded.Docs[l.next] != doc {
		return 0
	}
	return uint32(min(l.decoded.Freqs[l.next], math.MaxUint32))
}
