package index

import (
	"math"

	"github.com/RoaringBitmap/roaring/v2"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// decode makes the list of a word.
func (w *Word) decode() (*List, error) {
	columns, err := w.segment.allLengths()
	if err != nil {
		return nil, err
	}
	l := &List{bitmap: w.docs, from: w.origin()}
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
	l.blocks = make([]Block, 0, (n+BlockSize-1)/BlockSize)
	for {
		before := min(heads[Title].doc, heads[Deck].doc)
		l.appendBodies(&heads[Body], before, columns[Body])
		doc := min(before, heads[Body].doc)
		if doc == noDoc {
			return l, nil
		}
		var freq, length [TextFields]uint32
		for f := range heads {
			if h := &heads[f]; h.doc == doc {
				freq[f], length[f] = h.freq(), columns[f][doc]
				h.goTo(h.next + 1)
			}
		}
		l.append(doc, freq, length)
	}
}

// appendBodies appends the postings of the body before a document: nearly all of
// them, as most words of an article are in its body alone.
func (l *List) appendBodies(h *head, before uint32, lengths []uint32) {
	n := seek(h.docs, h.next, before) - h.next
	docs, freqs := h.docs[h.next:][:n], h.freqs[h.next:][:n]
	h.goTo(h.next + n)
	for len(docs) > 0 {
		used := len(l.docs) % BlockSize
		if used == 0 {
			l.blocks = append(l.blocks, Block{})
		}
		b := &l.blocks[len(l.blocks)-1]
		most, least := b.MaxFreq[Body], b.MinLength[Body]
		if most == 0 {
			least = math.MaxUint32
		}
		n := min(BlockSize-used, len(docs))
		for i, freq := range freqs[:n] {
			freq := uint32(min(freq, math.MaxUint32))
			packed := uint8(freq << bodyShift)
			if freq >= 1<<bodyBits {
				packed = l.packLarge(docs[i], [TextFields]uint32{Body: freq})
			}
			l.freqs = append(l.freqs, packed)
			most, least = max(most, freq), min(least, lengths[docs[i]])
		}
		b.MaxFreq[Body], b.MinLength[Body] = most, least
		l.docs = append(l.docs, docs[:n]...)
		docs, freqs = docs[n:], freqs[n:]
	}
}

// noDoc is beyond all documents.
const noDoc = math.MaxUint32

// heads returns the first postings of the word's fields, in some documents only unless
// among is nil. They are to be released.
func (w *Word) heads(among *roaring.Bitmap) (all heads, err error) {
	for f := range all {
		all[f] = head{decoded: noPostings, doc: noDoc}
	}
	for _, f := range w.fields {
		d, err := w.segment.decodeTerm(f.In(w.language), w.term, among)
		if err != nil {
			all.release()
			return all, err
		}
		all[f].decoded = d
		all[f].goTo(0)
	}
	return all, nil
}

// heads are those of the fields of a word.
type heads [TextFields]head

func (all *heads) release() {
	for f := range all {
		if all[f].decoded != noPostings {
			all[f].decoded.release()
		}
	}
}

var noPostings = new(decoded)

// A head is at one of the postings of a field.
type head struct {
	*decoded
	next int
	doc  uint32 // of the posting, noDoc behind the last
}

func (h *head) freq() uint32 { return uint32(min(h.freqs[h.next], math.MaxUint32)) }

// number returns what holds the places, 0 if that is not at hand.
func (h *head) number() uint64 {
	if h.next < len(h.numbers) {
		return h.numbers[h.next]
	}
	return 0
}

func (h *head) goTo(next int) {
	h.next = next
	h.doc = noDoc
	if next < len(h.docs) {
		h.doc = h.docs[next]
	}
}

// addListed adds the documents of postings to a bitmap.
func addListed(docs *roaring.Bitmap, list segment.PostingsList) error {
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
