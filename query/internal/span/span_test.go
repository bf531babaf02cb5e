package span

import (
	"slices"
	"strings"
	"testing"

	"github.com/newsdex/newsdex/index/schema"
	"github.com/newsdex/newsdex/query/plan"
)

// textOf returns the spans of a text's terms, each at one position. A term with an
// underscore covers two.
func textOf(text string) func(term string) []schema.Span {
	spans := map[string][]schema.Span{}
	pos := 1
	for _, term := range strings.Fields(text) {
		end := pos + 1 + strings.Count(term, "_")
		spans[term] = append(spans[term], schema.Span{Pos: pos, End: end})
		pos = end
	}
	return func(term string) []schema.Span { return spans[term] }
}

// slotsOf returns the slots of words, with alternatives between bars and the terms of an
// alternative between plus signs.
func slotsOf(words string) []plan.Slot {
	var slots []plan.Slot
	for _, w := range strings.Fields(words) {
		var s plan.Slot
		for _, any := range strings.Split(w, "|") {
			s = append(s, strings.Split(any, "+"))
		}
		slots = append(slots, s)
	}
	return slots
}

// TestSpans holds the spans of phrases, with slop and without.
func TestSpans(t *testing.T) {
	for _, tt := range []struct {
		words, text string
		exact       [][2]int
		slop        int
		n           int // how often it is found with the slop
	}{
		{"a b", "a b x a b", [][2]int{{1, 3}, {4, 6}}, 1, 2},
		{"a b", "a x b", nil, 1, 1},
		{"a b", "b a", nil, 1, 0},
		{"a b", "b a", nil, 2, 1},
		{"a a", "a a a", [][2]int{{1, 3}, {2, 4}}, 1, 2},
		{"a a", "a b", nil, 9, 0},
		{"a_b c", "x a_b c", [][2]int{{2, 5}}, 1, 1},
		{"a_b|a+b c", "a_b c a b c", [][2]int{{1, 4}, {4, 7}}, 1, 2},
		{"a b c", "a b x c b a", nil, 1, 1},
		{"a b c", "", nil, 5, 0},
	} {
		slots, text := slotsOf(tt.words), textOf(tt.text)
		var got [][2]int
		for _, s := range Find(slots, text) {
			got = append(got, [2]int{s.Pos, s.End})
		}
		if !slices.Equal(got, tt.exact) {
			t.Errorf("%q stands in %q at %v, want %v", tt.words, tt.text, got, tt.exact)
		}
		s := NewSloppy(slots, tt.slop)
		if n, err := s.CountIn(text); n != tt.n || err != nil {
			t.Errorf("%q~%d is found %d times in %q, %v, want %d", tt.words, tt.slop, n, tt.text, err, tt.n)
		}
		if len(slots) == 2 && Adjacent(slots[0], slots[1], text) != (len(tt.exact) > 0) {
			t.Errorf("the words of %q are beside each other in %q: %t", tt.words, tt.text, len(tt.exact) == 0)
		}
	}
}
