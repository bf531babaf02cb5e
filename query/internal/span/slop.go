package span

import (
	"fmt"
	"slices"

	"github.com/newsdex/newsdex/index/schema"
	"github.com/newsdex/newsdex/query/plan"
)

// maxSteps bounds the number of spans tried for the words of one phrase in one field
// of one article. Words that are often repeated within the slop have more
// arrangements than can be tried. Then the search fails with [ErrSteps], and returns
// no partial result.
const maxSteps = 1_000_000

// ErrSteps is the error of a phrase with slop that would take too long to find in a
// text.
var ErrSteps = fmt.Errorf("its words come so often in an article that more than %d places were tried for them: give it less slop, or fewer words", maxSteps)

// A Sloppy finds a phrase with slop in one text after the other. It is for one
// goroutine. Every word of the phrase gets a span, and no two spans overlap. The
// shift of a span is its distance from its place in the phrase without slop, in
// positions, counted from the first word: positive to the right, negative to the
// left.
//
//	shift[i+1] = shift[i] + Pos[i+1] − End[i]
//
// So a term that covers several positions counts as one word. The greatest shift
// less the least is at most the slop, as in Lucene.
//
// In nearly every text all spans of a word have the same width, and different words
// never overlap. Then the shift of a span does not depend on the others. Given the
// least and the greatest shift, each word has a window of positions. The windows of
// a repeated word begin and end one after the other, so it suffices to give each the
// first free span in its window (fit). Otherwise the words are arranged depth first
// (arrange).
type Sloppy struct {
	slots     []plan.Slot
	firstSame []int // by slot: index of the first equal slot
	need      []int // by slot that is the first of its equals: their number
	slop      int

	// Set for each text:
	found  [][]schema.Span // by slot, in order of position
	simple bool            // fit suffices
	chosen []schema.Span   // by slot
	free   []int           // by slot that is the first of its equals: the first position that their next span may have
	taken  []bool          // by position: a chosen span covers it
	steps  int             // spans tried so far
}

// NewSloppy returns the finder of a phrase whose words are slots.
func NewSloppy(slots []plan.Slot, slop int) *Sloppy {
	p := &Sloppy{slots: slots, slop: slop,
		firstSame: make([]int, len(slots)), need: make([]int, len(slots)), free: make([]int, len(slots)),
		found: make([][]schema.Span, len(slots)), chosen: make([]schema.Span, len(slots))}
	first := make(map[string]int)
	for i, s := range slots {
		key := fmt.Sprintf("%q", s)
		if _, ok := first[key]; !ok {
			first[key] = i
		}
		p.firstSame[i] = first[key]
		p.need[first[key]]++
	}
	return p
}

// SetText sets the text by the spans of each term. It reports whether every word has
// a span in it.
func (p *Sloppy) SetText(spans func(term string) []schema.Span) bool {
	p.steps = 0
	positions := 0
	for i, s := range p.slots {
		if p.firstSame[i] < i {
			p.found[i] = p.found[p.firstSame[i]]
			continue
		}
		p.found[i] = slotSpans(s, spans)
		if len(p.found[i]) < p.need[i] {
			return false
		}
		for _, at := range p.found[i] {
			positions = max(positions, at.End)
		}
	}
	p.taken = slices.Grow(p.taken[:0], positions)[:positions]
	clear(p.taken)
	p.simple = p.isSimple()
	clear(p.taken)
	return true
}

// isSimple reports whether all spans of each word have the same width, and spans of
// different words never overlap.
func (p *Sloppy) isSimple() bool {
	for i, found := range p.found {
		if p.firstSame[i] < i {
			continue
		}
		width := found[0].End - found[0].Pos
		for _, s := range found {
			if s.End-s.Pos != width || p.covered(s) {
				return false
			}
			p.cover(s, true)
		}
	}
	return true
}

// CountIn sets the text, and returns the number of positions of its first word from
// which the phrase matches. The error is [ErrSteps].
func (p *Sloppy) CountIn(spans func(term string) []schema.Span) (int, error) {
	if !p.SetText(spans) {
		return 0, nil
	}
	return p.count()
}

// count is CountIn for the text that is set.
func (p *Sloppy) count() (int, error) {
	n, last := 0, -1
	for _, first := range p.found[0] {
		if first.Pos == last {
			continue
		}
		ok, err := p.findFrom(first)
		if err != nil {
			return 0, err
		}
		if ok {
			n, last = n+1, first.Pos
		}
	}
	return n, nil
}

// Spans returns the spans of the words of all matches in the text, each match with
// the least slop possible. Adjacent spans are merged. The error is [ErrSteps].
func (p *Sloppy) Spans() ([]schema.Span, error) {
	slop := p.slop
	defer func() { p.slop = slop }()
	var all []schema.Span
	for _, first := range p.found[0] {
		for p.slop = range slop + 1 {
			ok, err := p.findFrom(first)
			if err != nil {
				return nil, err
			}
			if ok {
				all = append(all, mergeAdjacent(p.chosen)...)
				break
			}
		}
	}
	slices.SortFunc(all, compareSpans)
	return slices.Compact(all), nil
}

// mergeAdjacent returns spans in order, with adjacent ones merged.
func mergeAdjacent(found []schema.Span) []schema.Span {
	found = slices.Clone(found)
	slices.SortFunc(found, compareSpans)
	out := found[:1]
	for _, next := range found[1:] {
		if last := &out[len(out)-1]; last.End == next.Pos {
			last.End = next.End
			continue
		}
		out = append(out, next)
	}
	return out
}

// findFrom reports whether the phrase matches from a span of its first word.
func (p *Sloppy) findFrom(first schema.Span) (bool, error) {
	p.chosen[0] = first
	ok := false
	if p.simple {
		for least := -p.slop; least <= 0 && !ok; {
			least, ok = p.fit(least)
		}
	} else {
		p.cover(first, true)
		ok = p.arrange(1, 0, 0, 0)
		p.cover(first, false)
	}
	if p.steps > maxSteps {
		return false, ErrSteps
	}
	return ok, nil
}

// fit reports whether all words behind the first have spans with shifts from least
// to least+slop. If not it returns the next value of least that may do.
func (p *Sloppy) fit(least int) (next int, ok bool) {
	first := p.chosen[0]
	clear(p.free)
	none := first.End // position of the next word with shift 0
	for i := 1; i < len(p.slots); i++ {
		if p.steps++; p.steps > maxSteps {
			return 1, false
		}
		found, same := p.found[i], p.firstSame[i]
		at := firstFrom(found, max(none+least, p.free[same]))
		if at < len(found) && found[at] == first {
			at++
		}
		if at == len(found) {
			return 1, false // no greater value will do
		}
		s := found[at]
		if s.Pos > none+least+p.slop {
			return s.Pos - none - p.slop, false
		}
		p.chosen[i], p.free[same] = s, s.End
		none += s.End - s.Pos
	}
	return least, true
}

// firstFrom returns the index of the first span, in order, that does not begin
// before pos.
func firstFrom(found []schema.Span, pos int) int {
	at, _ := slices.BinarySearchFunc(found, pos, func(s schema.Span, pos int) int { return s.Pos - pos })
	return at
}

// arrange finds spans for the words from the i-th on, given the shift of the word
// before and the least and greatest shifts so far.
func (p *Sloppy) arrange(i, shift, least, greatest int) bool {
	if i == len(p.slots) {
		return true
	}
	none := p.chosen[i-1].End - shift // position of the word with shift 0
	low, high := none+greatest-p.slop, none+least+p.slop
	found := p.found[i]
	for at := firstFrom(found, low); at < len(found) && found[at].Pos <= high; at++ {
		if p.steps++; p.steps > maxSteps {
			return false
		}
		s := found[at]
		if p.covered(s) {
			continue
		}
		p.chosen[i] = s
		p.cover(s, true)
		moved := s.Pos - none
		ok := p.arrange(i+1, moved, min(least, moved), max(greatest, moved))
		p.cover(s, false)
		if ok {
			return true
		}
	}
	return false
}

// covered reports whether a chosen span covers a part of s.
func (p *Sloppy) covered(s schema.Span) bool { return slices.Contains(p.taken[s.Pos:s.End], true) }

// cover records that a chosen span covers s, or no longer does.
func (p *Sloppy) cover(s schema.Span, covered bool) {
	for pos := s.Pos; pos < s.End; pos++ {
		p.taken[pos] = covered
	}
}

func compareSpans(a, b schema.Span) int {
	if a.Pos != b.Pos {
		return a.Pos - b.Pos
	}
	return a.End - b.End
}
