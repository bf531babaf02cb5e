// Package span finds where the words of a phrase stand in a text, given where each of
// its terms stands.
//
// Terms cover positions: most of them one, "nonprofit" two where it is compared with
// "non-profit". A phrase without slop stands where spans follow each other ([Find]), one
// with slop where they are as near that as it allows ([Sloppy]). Both serve the ranking,
// which reads spans from postings, and the passages, whose spans come from a text.
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

// Find returns the spans of positions at which a run of slots stands,
// given the spans of each term, in order of position. Two that begin at one
// position are one occurrence.
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

// Beside reports whether a slot stands right behind another one anywhere.
func Beside(a, b plan.Slot, spans func(term string) []schema.Span) bool {
	return len(chain(slotSpans(a, spans), slotSpans(b, spans))) > 0
}

// slotSpans returns the spans of a slot's alternatives, in order and each once.
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
