// Package span finds the words of a phrase in a text, given the positions of its
// terms.
//
// A term covers one position or several: "nonprofit" covers two where it is compared
// with "non-profit". A phrase without slop matches where spans follow each other
// ([Find]). A phrase with slop matches where they are as near to that as its slop
// allows ([Sloppy]). Ranking reads the spans from postings, and the choice of
// passages from a text.
package span

import (
	"slices"

	"github.com/newsdex/newsdex/index/schema"
	"github.com/newsdex/newsdex/query/plan"
)

// Terms returns the distinct terms of slots.
func Terms(slots []plan.Slot) map[string]struct{} {
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

// Find returns the spans at which all slots follow each other, given the spans of
// each term in order of position. It returns one span for each start.
func Find(slots []plan.Slot, spans func(term string) []schema.Span) []schema.Span {
	found := slotSpans(slots[0], spans)
	for _, s := range slots[1:] {
		if len(found) == 0 {
			return nil
		}
		found = chain(found, slotSpans(s, spans))
	}
	return slices.CompactFunc(slices.Clone(found), func(a, b schema.Span) bool { return a.Pos == b.Pos })
}

// Adjacent reports whether any span of a is directly followed by one of b.
func Adjacent(a, b plan.Slot, spans func(term string) []schema.Span) bool {
	return len(chain(slotSpans(a, spans), slotSpans(b, spans))) > 0
}

// slotSpans returns the distinct spans of a slot's alternatives, in order.
func slotSpans(s plan.Slot, spans func(term string) []schema.Span) []schema.Span {
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

// chain returns the spans from the start of a span of a to the end of a span of b
// that directly follows it. Both are in order of Pos.
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
