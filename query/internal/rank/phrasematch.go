package rank

import (
	"cmp"
	"context"
	"math"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/newsdex/newsdex/index/postings"
	"github.com/newsdex/newsdex/index/schema"
	"github.com/newsdex/newsdex/query/internal/span"
	"github.com/newsdex/newsdex/query/plan"
)

// phraseFreqs returns the documents in which the slots of a variant occur one after
// the other in a Bleve field, or as near to that as its slop allows, and the number
// of positions at which they begin. It finds the documents that hold all terms
// first, and reads positions only in these.
func phraseFreqs(ctx context.Context, v *plan.Variant, seg *postings.Segment, field string) ([]postings.Freq, error) {
	slots := v.Slots
	if len(slots) == 0 {
		return nil, nil
	}
	among, err := holders(ctx, slots, seg, field)
	if err != nil || among.IsEmpty() {
		return nil, err
	}
	positions := &termPositions{byTerm: make(map[string]*termSpans)}
	w := watch{ctx: ctx}
	for term := range span.Terms(slots) {
		if err := w.work(2 * stepsOfLookup); err != nil {
			return nil, err
		}
		if positions.byTerm[term], err = newTermSpans(seg, field, term); err != nil {
			return nil, err
		}
	}
	count := func() (int, error) { return len(span.Find(slots, positions.spans)), nil }
	if v.Slop > 0 {
		sloppy := span.NewSloppy(slots, v.Slop)
		count = func() (int, error) { return sloppy.CountIn(positions.spans) }
	} else if len(slots) > 2 {
		first := positions.rarest(slots)
		all := count
		count = func() (int, error) {
			if !span.Adjacent(slots[first], slots[first+1], positions.spans) {
				return 0, nil
			}
			return all()
		}
	}
	var freqs []postings.Freq
	steps := stepsOfPosition * len(slots)
	if v.Slop > 0 {
		steps = watchedWork
	}
	for it := among.Iterator(); it.HasNext(); {
		if err := w.work(steps); err != nil {
			return nil, err
		}
		positions.doc = it.Next()
		n, err := count()
		if err = cmp.Or(positions.err, err); err != nil {
			return nil, err
		}
		if n > 0 {
			freqs = append(freqs, postings.Freq{Doc: positions.doc, N: uint32(n)})
		}
	}
	return freqs, nil
}

// stepsOfPosition is the work of reading the positions of a word in a document and
// comparing them, in the steps of a [watch].
const stepsOfPosition = 64

// A termPositions reads the positions of terms in one document after the other. The
// positions of a term are read when they are requested: some terms rule out most
// documents.
type termPositions struct {
	byTerm map[string]*termSpans
	doc    uint32
	err    error
}

// A termSpans is the positions of a term in the document that was read last.
type termSpans struct {
	reader *postings.SpanReader
	holds  int // number of documents with the term
	doc    uint32
	read   bool // doc and spans are set
	spans  []schema.Span
}

// newTermSpans returns the positions of a term, before the first document.
func newTermSpans(seg *postings.Segment, field, term string) (*termSpans, error) {
	r, err := seg.SpanReader(field, term)
	if err != nil {
		return nil, err
	}
	docs, err := seg.Docs(field, term)
	return &termSpans{reader: r, holds: int(docs.GetCardinality())}, err
}

// spans returns the positions of a term in the current document. It sets err on
// failure.
func (p *termPositions) spans(term string) []schema.Span {
	t := p.byTerm[term]
	if t.read && t.doc == p.doc {
		return t.spans
	}
	spans, err := t.reader.At(p.doc)
	if err != nil {
		p.err = err
		return nil
	}
	t.doc, t.read, t.spans = p.doc, true, spans
	return spans
}

// rarest returns the index of the first of the two adjacent slots whose terms have
// the fewest documents. Where these slots do not match next to each other, no other
// position is read.
func (p *termPositions) rarest(slots []plan.Slot) int {
	best, least := 0, math.MaxInt
	for i := range slots[1:] {
		n := 0
		for term := range span.Terms(slots[i : i+2]) {
			n += p.byTerm[term].holds
		}
		if n < least {
			best, least = i, n
		}
	}
	return best
}

// holders returns the documents that hold, in a Bleve field, all terms of one
// alternative of every slot.
func holders(ctx context.Context, slots []plan.Slot, seg *postings.Segment, field string) (*roaring.Bitmap, error) {
	var all *roaring.Bitmap
	w := watch{ctx: ctx}
	for _, s := range slots {
		some := roaring.New()
		for _, seq := range s {
			var both *roaring.Bitmap
			for _, term := range seq {
				if err := w.work(stepsOfLookup); err != nil {
					return nil, err
				}
				docs, err := seg.Docs(field, term)
				if err != nil {
					return nil, err
				}
				both = intersect(both, docs)
			}
			some.Or(both)
		}
		if all = intersect(all, some); all.IsEmpty() {
			break
		}
	}
	return all, nil
}

// intersect returns the intersection of a and b, in a. A nil a has all documents.
func intersect(a, b *roaring.Bitmap) *roaring.Bitmap {
	if a == nil {
		return b
	}
	a.And(b)
	return a
}
