package postings

import (
	"math"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
	segmentapi "github.com/blevesearch/scorch_segment_api/v2"

	"github.com/newsdex/newsdex/index/internal/segment"
	"github.com/newsdex/newsdex/index/schema"
)

// decode makes the list of a term by merging its postings in the looked-up fields.
func (k *Lookup) decode() (*List, error) {
	if _, err := k.segment.AllLengths(); err != nil {
		return nil, err
	}
	l := &List{segment: k.segment, bitmap: k.docs, origin: k.origin()}
	n := int(l.bitmap.GetCardinality())
	if n == 0 {
		return l, nil
	}
	cursors, err := k.cursors(nil)
	if err != nil {
		return nil, err
	}
	defer cursors.release()
	l.docs, l.freqs = make([]uint32, 0, n), make([]uint8, 0, n)
	for {
		before := min(cursors[schema.Title].doc, cursors[schema.Deck].doc)
		l.appendBodies(&cursors[schema.Body], before)
		doc := min(before, cursors[schema.Body].doc)
		if doc == noDoc {
			return l, nil
		}
		var freq [schema.TextFields]uint32
		for f := range cursors {
			if c := &cursors[f]; c.doc == doc {
				freq[f] = c.freq()
				c.moveTo(c.next + 1)
			}
		}
		l.append(doc, freq)
	}
}

// appendBodies appends the body postings before a document. Most postings of a term
// are in the body alone.
func (l *List) appendBodies(c *fieldCursor, before uint32) {
	n := segment.Seek(c.Docs, c.next, before) - c.next
	docs, freqs := c.Docs[c.next:][:n], c.Freqs[c.next:][:n]
	c.moveTo(c.next + n)
	l.docs = append(l.docs, docs...)
	from := len(l.freqs)
	l.freqs = slices.Grow(l.freqs, n)[:from+n]
	packed := l.freqs[from:][:len(freqs)]
	for i, freq := range freqs {
		if freq < 1<<bodyBits {
			packed[i] = uint8(freq << bodyShift)
		} else {
			packed[i] = l.packLarge(docs[i], [schema.TextFields]uint32{schema.Body: uint32(min(freq, math.MaxUint32))})
		}
	}
}

// noDoc is above all document numbers.
const noDoc = math.MaxUint32

// cursors returns cursors at the first postings of the looked-up fields, in the
// documents of among, or in all where among is nil. The caller releases them.
func (k *Lookup) cursors(among *roaring.Bitmap) (all fieldCursors, err error) {
	for f := range all {
		all[f] = fieldCursor{Decoded: noPostings, doc: noDoc}
	}
	for _, f := range k.fields {
		d, err := k.segment.decodeTerm(f.In(k.language), k.term, among)
		if err != nil {
			all.release()
			return all, err
		}
		all[f].Decoded = d
		all[f].moveTo(0)
	}
	return all, nil
}

// fieldCursors are the cursors of a term by field.
type fieldCursors [schema.TextFields]fieldCursor

func (all *fieldCursors) release() {
	for f := range all {
		if all[f].Decoded != noPostings {
			all[f].Decoded.Release()
		}
	}
}

var noPostings = new(segment.Decoded)

// A fieldCursor is at one posting of a field.
type fieldCursor struct {
	*segment.Decoded
	next int
	doc  uint32 // of the current posting; noDoc behind the last
}

func (c *fieldCursor) freq() uint32 { return uint32(min(c.Freqs[c.next], math.MaxUint32)) }

// number returns the packed positions of the current posting, 0 if they were not
// decoded.
func (c *fieldCursor) number() uint64 {
	if c.next < len(c.Numbers) {
		return c.Numbers[c.next]
	}
	return 0
}

func (c *fieldCursor) moveTo(next int) {
	c.next = next
	c.doc = noDoc
	if next < len(c.Docs) {
		c.doc = c.Docs[next]
	}
}

// addListed adds the documents of zapx's postings to docs.
func addListed(docs *roaring.Bitmap, list segmentapi.PostingsList) error {
	it := list.Iterator(false, false, false, nil)
	if o, ok := it.(segmentapi.OptimizablePostingsIterator); ok {
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
