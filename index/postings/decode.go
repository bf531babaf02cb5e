package postings

import (
	"math"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
	segmentapi "github.com/blevesearch/scorch_segment_api/v2"

	"github.com/newsdex/newsdex/index/internal/segment"
	"github.com/newsdex/newsdex/index/schema"
)

// decode makes the list of a word.
func (w *Word) decode() (*List, error) {
	if _, err := w.segment.AllLengths(); err != nil {
		return nil, err
	}
	l := &List{segment: w.segment, bitmap: w.docs, from: w.origin()}
	n := int(l.bitmap.GetCardinality())
	if n == 0 {
		return l, nil
	}
	heads, err := w.heads(nil)
	if err != nil {
		return nil, err
	}
	defer heads.release()
	l.docs, l.freqs = make([]uint32, 0, n), make([]uint8, 0, n)
	for {
		before := min(heads[schema.Title].doc, heads[schema.Deck].doc)
		l.appendBodies(&heads[schema.Body], before)
		doc := min(before, heads[schema.Body].doc)
		if doc == noDoc {
			return l, nil
		}
		var freq [schema.TextFields]uint32
		for f := range heads {
			if h := &heads[f]; h.doc == doc {
				freq[f] = h.freq()
				h.goTo(h.next + 1)
			}
		}
		l.append(doc, freq)
	}
}

// appendBodies appends the postings of the body before a document: nearly all of
// them, as most words of an article are in its body alone.
func (l *List) appendBodies(h *head, before uint32) {
	n := segment.Seek(h.Docs, h.next, before) - h.next
	docs, freqs := h.Docs[h.next:][:n], h.Freqs[h.next:][:n]
	h.goTo(h.next + n)
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

// noDoc is beyond all documents.
const noDoc = math.MaxUint32

// heads returns the first postings of the word's fields, in some documents only unless
// among is nil. They are to be released.
func (w *Word) heads(among *roaring.Bitmap) (all heads, err error) {
	for f := range all {
		all[f] = head{Decoded: noPostings, doc: noDoc}
	}
	for _, f := range w.fields {
		d, err := w.segment.decodeTerm(f.In(w.language), w.term, among)
		if err != nil {
			all.release()
			return all, err
		}
		all[f].Decoded = d
		all[f].goTo(0)
	}
	return all, nil
}

// heads are those of the fields of a word.
type heads [schema.TextFields]head

func (all *heads) release() {
	for f := range all {
		if all[f].Decoded != noPostings {
			all[f].Decoded.Release()
		}
	}
}

var noPostings = new(segment.Decoded)

// A head is at one of the postings of a field.
type head struct {
	*segment.Decoded
	next int
	doc  uint32 // of the posting, noDoc behind the last
}

func (h *head) freq() uint32 { return uint32(min(h.Freqs[h.next], math.MaxUint32)) }

// number returns what holds the places, 0 if that is not at hand.
func (h *head) number() uint64 {
	if h.next < len(h.Numbers) {
		return h.Numbers[h.next]
	}
	return 0
}

func (h *head) goTo(next int) {
	h.next = next
	h.doc = noDoc
	if next < len(h.Docs) {
		h.doc = h.Docs[next]
	}
}

// addListed adds the documents of postings to a bitmap.
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
