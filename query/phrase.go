package query

import (
	"cmp"
	"math"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/newsdex/newsdex/index/postings"
	"github.com/newsdex/newsdex/index/schema"
)

// phrases returns the documents in which the slots of a variant stand one after
// the other in a Bleve field, or as near that as its slop allows, and how often
// they begin. The documents that hold all the terms are found first; only of those
// are positions read.
func (r *run) phrases(v *variant, seg *postings.Segment, field string) ([]postings.Freq, error) {
	slots := v.slots
	if len(slots) == 0 {
		return nil, nil
	}
	among, err := holders(slots, seg, field)
	if err != nil || among.IsEmpty() {
		return nil, err
	}
	places := &termPlaces{byTerm: make(map[string]*termSpans)}
	for term := range termsOf(slots) {
		if places.byTerm[term], err = newTermSpans(seg, field, term); err != nil {
			return nil, err
		}
	}
	count := func() (int, error) { return len(occurrences(slots, places.spans)), nil }
	if v.slop > 0 {
		sloppy := newSloppyPhrase(slots, v.slop)
		count = func() (int, error) { return sloppy.countIn(places.spans) }
	} else if len(slots) > 2 {
		first := places.rarest(slots)
		all := count
		count = func() (int, error) {
			if len(chain(slotSpans(slots[first], places.spans), slotSpans(slots[first+1], places.spans))) == 0 {
				return 0, nil
			}
			return all()
		}
	}
	var freqs []postings.Freq
	for it, i := among.Iterator(), 0; it.HasNext(); i++ {
		if (i%256 == 0 || v.slop > 0) && r.ctx.Err() != nil {
			return nil, r.ctx.Err()
		}
		places.doc = it.Next()
		n, err := count()
		if err = cmp.Or(places.err, err); err != nil {
			return nil, err
		}
		if n > 0 {
			freqs = append(freqs, postings.Freq{Doc: places.doc, N: uint32(n)})
		}
	}
	return freqs, nil
}

// termPlaces are the places of terms in one document after the other. Those of a
// term are read where they are asked for: most documents are ruled out by some.
type termPlaces struct {
	byTerm map[string]*termSpans
	doc    uint32
	err    error
}

// termSpans are the places of a term in the document that was read last.
type termSpans struct {
	reader *postings.SpanReader
	holds  int // documents
	doc    uint32
	read   bool // of any document
	spans  []schema.Span
}

func newTermSpans(seg *postings.Segment, field, term string) (*termSpans, error) {
	r, err := seg.SpanReader(field, term)
	if err != nil {
		return nil, err
	}
	docs, err := seg.Docs(field, term)
	return &termSpans{reader: r, holds: int(docs.GetCardinality())}, err
}

// spans returns the places of a term in the document.
func (p *termPlaces) spans(term string) []schema.Span {
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

// rarest returns the first of the two slots side by side whose terms the fewest
// documents hold: where they do not stand side by side nothing else needs to be
// read.
func (p *termPlaces) rarest(slots []slot) int {
	best, least := 0, math.MaxInt
	for i := range slots[1:] {
		n := 0
		for term := range termsOf(slots[i : i+2]) {
			n += p.byTerm[term].holds
		}
		if n < least {
			best, least = i, n
		}
	}
	return best
}

// termsOf returns the distinct terms of slots.
func termsOf(slots []slot) map[string]struct{} {
	terms := make(map[string]struct{})
	for _, s := range slots {
		for _, seq := range s {
			for _, t := range seq {
				terms[t] = struct{}{}
			}
		}
	}
	return terms
}

// holders returns the documents of a segment that hold, in a Bleve field, all
// terms of one alternative of every slot.
func holders(slots []slot, seg *postings.Segment, field string) (*roaring.Bitmap, error) {
	var all *roaring.Bitmap
	for _, s := range slots {
		some := roaring.New()
		for _, seq := range s {
			var both *roaring.Bitmap
			for _, term := range seq {
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

// intersect returns what is in both, in a; a nil a is everything.
func intersect(a, b *roaring.Bitmap) *roaring.Bitmap {
	if a == nil {
		return b
	}
	a.And(b)
	return a
}

// occurrences returns the spans of positions at which a run of slots stands,
// given the spans of each term, in order of position. Two that begin at one
// position are one occurrence.
func occurrences(slots []slot, spans func(term string) []schema.Span) []schema.Span {
	found := slotSpans(slots[0], spans)
	for _, s := range slots[1:] {
		if len(found) == 0 {
			return nil
		}
		found = chain(found, slotSpans(s, spans))
	}
	return slices.CompactFunc(slices.Clone(found), func(a, b schema.Span) bool { return a.Pos == b.Pos })
}

// slotSpans returns the spans of a slot's alternatives, in order and each once.
func slotSpans(s slot, spans func(term string) []schema.Span) []schema.Span {
	var all []schema.Span
	for _, seq := range s {
		found := spans(seq[0])
		for _, term := range seq[1:] {
			found = chain(found, spans(term))
		}
		if len(s) == 1 {
			return found
		}
		all = append(all, found...)
	}
	slices.SortFunc(all, compareSpans)
	return slices.Compact(all)
}

// chain returns the spans from the start of one of a to the end of one of b that
// begins where it ends. Both are in order of Pos.
func chain(a, b []schema.Span) []schema.Span {
	var out []schema.Span
	for _, x := range a {
		i, _ := slices.BinarySearchFunc(b, x.End, func(s schema.Span, pos int) int { return s.Pos - pos })
		for ; i < len(b) && b[i].Pos == x.End; i++ {
			out = append(out, schema.Span{Pos: x.Pos, End: b[i].End})
		}
	}
	return out
}
