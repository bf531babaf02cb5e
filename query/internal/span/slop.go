package span

import (
	"fmt"
	"slices"

	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/query/plan"
)

// maxSteps bounds the places that are tried for the words of one phrase in one
// field of one article. Where words come again and again within the slop, the ways
// to place them are more than can be tried; that is an error, and nothing less is
// returned.
const maxSteps = 1_000_000

var ErrSteps = fmt.Errorf("its words come so often in an article that more than %d places were tried for them: give it less slop, or fewer words", maxSteps)

// A Sloppy finds a phrase whose words may be moved in one text after the
// other. Every word of it gets a place, no two places overlap, and the shift of
// each place against that of the first word is the number of positions that it is
// too far to the right, negative to the left:
//
//	shift[i+1] = shift[i] + Pos[i+1] − End[i]
//
// so that a term that covers several positions counts as one place. The greatest
// less the least of the shifts is at most the slop, as in Lucene.
//
// In nearly every text all places of a word are of one width and only the same
// word can stand there. Then the shift of a place does not depend on the others:
// for given least and greatest shifts each word has a window of positions, and
// since the windows of a word that comes again begin and end one after the other,
// it is enough to give each the first free place in its window (fit). Else the
// words are placed depth first (place).
type Sloppy struct {
	slots []plan.Slot
	same  []int // by slot: the first one that is the same
	need  []int // how many slots are the same as each: so many places must there be
	slop  int

	// Of one text:
	places [][]index.Span // by slot, in order
	simple bool           // fit will do
	chosen []index.Span   // by slot
	free   []int          // by slot that is the first of its kind: where its next place may begin
	taken  []bool         // by position: a chosen place covers it
	steps  int
}

func NewSloppy(slots []plan.Slot, slop int) *Sloppy {
	p := &Sloppy{slots: slots, slop: slop,
		same: make([]int, len(slots)), need: make([]int, len(slots)), free: make([]int, len(slots)),
		places: make([][]index.Span, len(slots)), chosen: make([]index.Span, len(slots))}
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
// place in it.
func (p *Sloppy) In(spans func(term string) []index.Span) bool {
	p.steps = 0
	positions := 0
	for i, s := range p.slots {
		if p.same[i] < i {
			p.places[i] = p.places[p.same[i]]
			continue
		}
		p.places[i] = slotSpans(s, spans)
		if len(p.places[i]) < p.need[i] {
			return false
		}
		for _, place := range p.places[i] {
			positions = max(positions, place.End)
		}
	}
	p.taken = slices.Grow(p.taken[:0], positions)[:positions]
	clear(p.taken)
	p.simple = p.isSimple()
	clear(p.taken)
	return true
}

// isSimple reports whether no place of a word covers a part of another place, and
// all places of each word have one width.
func (p *Sloppy) isSimple() bool {
	for i, places := range p.places {
		if p.same[i] < i {
			continue
		}
		width := places[0].End - places[0].Pos
		for _, s := range places {
			if s.End-s.Pos != width || p.covered(s) {
				return false
			}
			p.cover(s, true)
		}
	}
	return true
}

// CountIn returns what count does, of a text.
func (p *Sloppy) CountIn(spans func(term string) []index.Span) (int, error) {
	if !p.In(spans) {
		return 0, nil
	}
	return p.count()
}

// count returns the number of places of the first word from which the phrase is
// found.
func (p *Sloppy) count() (int, error) {
	n, last := 0, -1
	for _, first := range p.places[0] {
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

// Spans returns the places of the words of what count counts, each time with the
// least slop that will do. Places side by side are one span.
func (p *Sloppy) Spans() ([]index.Span, error) {
	slop := p.slop
	defer func() { p.slop = slop }()
	var all []index.Span
	for _, first := range p.places[0] {
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

// joined returns places in order, with those side by side made one.
func joined(places []index.Span) []index.Span {
	places = slices.Clone(places)
	slices.SortFunc(places, compareSpans)
	out := places[:1]
	for _, next := range places[1:] {
		if last := &out[len(out)-1]; last.End == next.Pos {
			last.End = next.End
			continue
		}
		out = append(out, next)
	}
	return out
}

// from reports whether the phrase is found from a place of its first word.
func (p *Sloppy) from(first index.Span) (bool, error) {
	p.chosen[0] = first
	ok := false
	if p.simple {
		for least := -p.slop; least <= 0 && !ok; {
			least, ok = p.fit(least)
		}
	} else {
		p.cover(first, true)
		ok = p.place(1, 0, 0, 0)
		p.cover(first, false)
	}
	if p.steps > maxSteps {
		return false, ErrSteps
	}
	return ok, nil
}

// fit reports whether all words behind the first have places with shifts from least
// up to least and the slop, and if not, the next least shift that may do.
func (p *Sloppy) fit(least int) (next int, ok bool) {
	first := p.chosen[0]
	clear(p.free)
	none := first.End // where the next word stands with no shift
	for i := 1; i < len(p.slots); i++ {
		if p.steps++; p.steps > maxSteps {
			return 1, false
		}
		places, same := p.places[i], p.same[i]
		at := firstFrom(places, max(none+least, p.free[same]))
		if at < len(places) && places[at] == first {
			at++
		}
		if at == len(places) {
			return 1, false // with any greater one, too
		}
		s := places[at]
		if s.Pos > none+least+p.slop {
			return s.Pos - none - p.slop, false
		}
		p.chosen[i], p.free[same] = s, s.End
		none += s.End - s.Pos
	}
	return least, true
}

// firstFrom returns the first of places, which are in order, that does not begin
// before pos.
func firstFrom(places []index.Span, pos int) int {
	at, _ := slices.BinarySearchFunc(places, pos, func(s index.Span, pos int) int { return s.Pos - pos })
	return at
}

// place places the words from the i-th on, given the shift of the one before it
// and the least and the greatest of all shifts so far.
func (p *Sloppy) place(i, shift, least, greatest int) bool {
	if i == len(p.slots) {
		return true
	}
	none := p.chosen[i-1].End - shift // where the word stands with no shift
	low, high := none+greatest-p.slop, none+least+p.slop
	places := p.places[i]
	for at := firstFrom(places, low); at < len(places) && places[at].Pos <= high; at++ {
		if p.steps++; p.steps > maxSteps {
			return false
		}
		s := places[at]
		if p.covered(s) {
			continue
		}
		p.chosen[i] = s
		p.cover(s, true)
		moved := s.Pos - none
		ok := p.place(i+1, moved, min(least, moved), max(greatest, moved))
		p.cover(s, false)
		if ok {
			return true
		}
	}
	return false
}

// covered reports whether something covers a part of a place.
func (p *Sloppy) covered(s index.Span) bool { return slices.Contains(p.taken[s.Pos:s.End], true) }

// cover notes that something covers a place, or nothing any more.
func (p *Sloppy) cover(s index.Span, by bool) {
	for pos := s.Pos; pos < s.End; pos++ {
		p.taken[pos] = by
	}
}

func compareSpans(a, b index.Span) int {
	if a.Pos != b.Pos {
		return a.Pos - b.Pos
	}
	return a.End - b.End
}
