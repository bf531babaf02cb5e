package span

import (
	"fmt"
	"slices"

	"github.com/newsdex/newsdex/index/schema"
	"github.com/newsdex/newsdex/query/plan"
)

// maxSteps bounds the spans that are tried for the words of one phrase in one field of
// one article. Where words come again and again within the slop, there are more ways to
// arrange them than can be tried: the search fails with [ErrSteps], and no partial answer
// is returned.
const maxSteps = 1_000_000

// ErrSteps is the error of a phrase with slop that would take too long to find in a text.
var ErrSteps = fmt.Errorf("its words come so often in an article that more than %d places were tried for them: give it less slop, or fewer words", maxSteps)

// A Sloppy finds a phrase with slop in one text after the other. Every word of it gets a
// span, and no two spans overlap. The shift of a span against that of the first word is
// the number of positions that it is too far to the right, negative to the left:
//
//	shift[i+1] = shift[i] + Pos[i+1] − End[i]
//
// so that a term that covers several positions counts as one span. The greatest
// less the least of the shifts is at most the slop, as in Lucene.
//
// In nearly every text all spans of a word are of one width and only the same
// word can stand there. Then the shift of a span does not depend on the others:
// for given least and greatest shifts each word has a window of positions, and
// since the windows of a word that comes again begin and end one after the other,
// it is enough to give each the first free span in its window (fit). Else the
// words are arranged depth first (arrange).
type Sloppy struct {
	slots []plan.Slot
	same  []int // by slot: the first one that is the same
	need  []int // how many slots are the same as each: so many spans must there be
	slop  int

	// Of one text:
	found  [][]schema.Span // by slot, in order
	simple bool            // fit will do
	chosen []schema.Span   // by slot
	free   []int           // by slot that is the first of its kind: where its next span may begin
	taken  []bool          // by position: a chosen span covers it
	steps  int
}

// NewSloppy returns the finder of a phrase whose words are slots.
func NewSloppy(slots []plan.Slot, slop int) *Sloppy {
	p := &Sloppy{slots: slots, slop: slop,
		same: make([]int, len(slots)), need: make([]int, len(slots)), free: make([]int, len(slots)),
		found: make([][]schema.Span, len(slots)), chosen: make([]schema.Span, len(slots))}
	first := make(map[string]int)
	for i, s := range slots {
		key := fmt.Sprintf("%q", s)
		if _, ok := first[key]; !ok {
			first[key] = i
		}
		p.same[i] = first[key]
		p.need[first[key]]++
	}
	return p
}

// In sets the text: the spans of each term. It reports whether each word has a
// span in it.
func (p *Sloppy) In(spans func(term string) []schema.Span) bool {
	p.steps = 0
	positions := 0
	for i, s := range p.slots {
		if p.same[i] < i {
			p.found[i] = p.found[p.same[i]]
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

// isSimple reports whether no span of a word covers a part of another span, and
// all spans of each word have one width.
func (p *Sloppy) isSimple() bool {
	for i, found := range p.found {
		if p.same[i] < i {
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

// CountIn sets the text and returns the number of spans of the first word in it from which
// the phrase is found.
func (p *Sloppy) CountIn(spans func(term string) []schema.Span) (int, error) {
	if !p.In(spans) {
		return 0, nil
	}
	return p.count()
}

// count returns the number of spans of the first word from which the phrase is
// found.
func (p *Sloppy) count() (int, error) {
	n, last := 0, -1
	for _, first := range p.found[0] {
		if first.Pos == last {
			continue
		}
		ok, err := p.from(first)
		if err != nil {
			return 0, err
		}
		if ok {
			n, last = n+1, first.Pos
		}
	}
	return n, nil
}

// Spans returns the spans of the words wherever the phrase is found in the text, each time
// with the least slop that will do. Spans side by side are one.
func (p *Sloppy) Spans() ([]schema.Span, error) {
	slop := p.slop
	defer func() { p.slop = slop }()
	var all []schema.Span
	for _, first := range p.found[0] {
		for p.slop = range slop + 1 {
			ok, err := p.from(first)
			if err != nil {
				return nil, err
			}
			if ok {
				all = append(all, joined(p.chosen)...)
				break
			}
		}
	}
	slices.SortFunc(all, compareSpans)
	return slices.Compact(all), nil
}

// joined returns spans in order, with those side by side made one.
func joined(found []schema.Span) []schema.Span {
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

// from reports whether the phrase is found from a span of its first word.
func (p *Sloppy) from(first schema.Span) (bool, error) {
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
// up to least and the slop, and if not, the next least shift that may do.
func (p *Sloppy) fit(least int) (next int, ok bool) {
	first := p.chosen[0]
	clear(p.free)
	none := first.End // where the next word stands with no shift
	for i := 1; i < len(p.slots); i++ {
		if p.steps++; p.steps > maxSteps {
			return 1, false
		}
		found, same := p.found[i], p.same[i]
		at := firstFrom(found, max(none+least, p.free[same]))
		if at < len(found) && found[at] == first {
			at++
		}
		if at == len(found) {
			return 1, false // with any greater one, too
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

// firstFrom returns the first of spans, which are in order, that does not begin
// before pos.
func firstFrom(found []schema.Span, pos int) int {
	at, _ := slices.BinarySearchFunc(found, pos, func(s schema.Span, pos int) int { return s.Pos - pos })
	return at
}

// arrange finds spans for the words from the i-th on, given the shift of the one before it
// and the least and the greatest of all shifts so far.
func (p *Sloppy) arrange(i, shift, least, greatest int) bool {
	if i == len(p.slots) {
		return true
	}
	none := p.chosen[i-1].End - shift // where the word stands with no shift
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

// covered reports whether something covers a part of a span.
func (p *Sloppy) covered(s schema.Span) bool { return slices.Contains(p.taken[s.Pos:s.End], true) }

// cover notes that something covers a span, or nothing any more.
func (p *Sloppy) cover(s schema.Span, by bool) {
	for pos := s.Pos; pos < s.End; pos++ {
		p.taken[pos] = by
	}
}

func compareSpans(a, b schema.Span) int {
	if a.Pos != b.Pos {
		return a.Pos - b.Pos
	}
	return a.End - b.End
}
