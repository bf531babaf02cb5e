package query

import (
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/newsdex/newsdex/index"
)

// phrases returns the documents in which the slots of a variant stand one after
// the other in a Bleve field, or as near that as its slop allows, and how often
// they begin. The documents that hold all the terms are found first; only of those
// are positions read.
func (r *run) phrases(v *variant, seg *index.Segment, field string) ([]index.Freq, error) {
	slots := v.slots
	if len(slots) == 0 {
		return nil, nil
	}
	among, err := holders(slots, seg, field)
	if err != nil || among.IsEmpty() {
		return nil, err
	}
	var terms []*termSpans
	byTerm := make(map[string]*termSpans)
	for term := range termsOf(slots) {
		if err := r.ctx.Err(); err != nil {
			return nil, err
		}
		t := &termSpans{}
		for p, err := range seg.Spans(field, term, among) {
			if err != nil {
				return nil, err
			}
			t.docs = append(t.docs, p.Doc)
			t.spans = append(t.spans, p.Spans...)
			t.ends = append(t.ends, len(t.spans))
		}
		terms = append(terms, t)
		byTerm[term] = t
	}
	count := func(spans func(string) []index.Span) (int, error) { return len(occurrences(slots, spans)), nil }
	if v.slop > 0 {
		count = newSloppyPhrase(slots, v.slop).countIn
	}
	var freqs []index.Freq
	for it, i := among.Iterator(), 0; it.HasNext(); i++ {
		if (i%256 == 0 || v.slop > 0) && r.ctx.Err() != nil {
			return nil, r.ctx.Err()
		}
		doc := it.Next()
		for _, t := range terms {
			t.seek(doc)
		}
		n, err := count(func(term string) []index.Span { return byTerm[term].at })
		if err != nil {
			return nil, err
		}
		if n > 0 {
			freqs = append(freqs, index.Freq{Doc: doc, N: uint32(n)})
		}
	}
	return freqs, nil
}

// termSpans are the places of a term in a number of documents.
type termSpans struct {
	docs  []uint32
	ends  []int // of each document's spans in spans
	spans []index.Span

	next int          // the first document that has not been passed
	at   []index.Span // of the document that was sought
}

// seek goes to a document; they must be sought in ascending order.
func (t *termSpans) seek(doc uint32) {
	for t.next < len(t.docs) && t.docs[t.next] < doc {
		t.next++
	}
	if t.next == len(t.docs) || t.docs[t.next] != doc {
		t.at = nil
		return
	}
	start := 0
	if t.next > 0 {
		start = t.ends[t.next-1]
	}
	t.at = t.spans[start:t.ends[t.next]]
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
func holders(slots []slot, seg *index.Segment, field string) (*roaring.Bitmap, error) {
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
func occurrences(slots []slot, spans func(term string) []index.Span) []index.Span {
	found := slotSpans(slots[0], spans)
	for _, s := range slots[1:] {
		if len(found) == 0 {
			return nil
		}
		found = chain(found, slotSpans(s, spans))
	}
	return slices.CompactFunc(slices.Clone(found), func(a, b index.Span) bool { return a.Pos == b.Pos })
}

// slotSpans returns the spans of a slot's alternatives, in order and each once.
func slotSpans(s slot, spans func(term string) []index.Span) []index.Span {
	var all []index.Span
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
func chain(a, b []index.Span) []index.Span {
	var out []index.Span
	for _, x := range a {
		i, _ := slices.BinarySearchFunc(b, x.End, func(s index.Span, pos int) int { return s.Pos - pos })
		for ; i < len(b) && b[i].Pos == x.End; i++ {
			out = append(out, index.Span{Pos: x.Pos, End: b[i].End})
		}
	}
	return out
}
