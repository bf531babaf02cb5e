package show

import (
	"cmp"
	"slices"

	"github.com/newsdex/newsdex/analyze"
	"github.com/newsdex/newsdex/query/internal/heap"
	"github.com/newsdex/newsdex/query/plan"
)

// What makes a passage better or worse than another that holds the same words, as
// parts of what these are worth.
const (
	nearWorth  = 0.3  // the words are side by side
	earlyWorth = 0.02 // it begins the body
	cutLoss    = 0.1  // it begins within a sentence
	saidLoss   = 0.3  // it begins with all of the headline
)

// repeatWorth is what a word that a better passage has shown is still worth.
const repeatWorth = 0.2

// A Snippeter chooses the passages to show of one hit after the other.
//
// The best passage holds the most, and the rarest, of the query's words; of two
// that hold the same, the one with the words closer to each other or nearer to
// the start. The next one is the best of those that do not overlap with it, where
// words that have been shown count for less: what a passage is worth only falls
// while others are chosen, so that most need not be looked at again.
type Snippeter struct {
	leaves  []*plan.Leaf
	weights []float64 // of the leaves
	n       int       // the greatest number of passages
	finders map[string]*finder
	other   *Snippeter // for texts that hold none of the leaves; or nil

	cutter cutter
	chosen []passage // in the order of the text
	shown  []bool    // the leaves in them
	seen   []int     // by leaf: the last round of worth that met it
	round  int
	counts []int // by leaf
}

// New returns a snippeter that chooses at most n passages of a text to show the leaves of
// a plan, by their weights. A text that holds no leaf of the query shows those that
// feedback added.
func New(leaves []*plan.Leaf, weight func(*plan.Leaf) float64, n int) *Snippeter {
	var own, added []*plan.Leaf
	for _, l := range leaves {
		if l.Feedback {
			added = append(added, l)
		} else {
			own = append(own, l)
		}
	}
	s := newSnippeter(own, weight, n)
	if len(added) > 0 {
		s.other = newSnippeter(added, weight, n)
	}
	return s
}

func newSnippeter(leaves []*plan.Leaf, weight func(*plan.Leaf) float64, n int) *Snippeter {
	s := &Snippeter{
		leaves: leaves, n: n, finders: make(map[string]*finder),
		shown: make([]bool, len(leaves)), seen: make([]int, len(leaves)), counts: make([]int, len(leaves)),
	}
	for _, l := range leaves {
		s.weights = append(s.weights, weight(l))
	}
	return s
}

// Snippets returns the passages of an article's body that show best why it matches, in
// the order of the text. An article in which nothing is found shows how it begins.
func (s *Snippeter) Snippets(a *Text) []Snippet {
	lang := analyze.For(a.Language)
	f := s.finders[lang.Code]
	if f == nil {
		f = newFinder(lang, s.leaves)
		s.finders[lang.Code] = f
	}
	matches := f.find(a.Body)
	if len(matches) == 0 && s.other != nil {
		return s.other.Snippets(a)
	}
	s.cutter.cut(a, matches)
	s.choose()
	if len(s.chosen) == 0 {
		p, ok := s.cutter.opening()
		if !ok {
			return nil
		}
		s.chosen = append(s.chosen, p)
	}
	out := make([]Snippet, len(s.chosen))
	for i, p := range s.chosen {
		out[i] = s.cutter.snippet(p)
	}
	return out
}

// choose fills in the best passages.
func (s *Snippeter) choose() {
	s.chosen = s.chosen[:0]
	clear(s.shown)
	all := s.cutter.passages
	for i := range all {
		p := &all[i]
		p.factor = 1 + nearWorth*s.nearness(p) + earlyWorth*(1-float64(p.start)/float64(len(s.cutter.body)))
		if p.cutStart {
			p.factor -= cutLoss
		}
		if beginsWithWords(s.cutter.body[p.start:p.end], s.cutter.said[0]) {
			p.factor -= saidLoss
		}
		p.value = s.worth(p)
	}
	said := make(map[string]bool)
	best := all
	heap.Init(best, better)
	for len(s.chosen) < s.n && len(best) > 0 {
		p := best[0]
		at, _ := slices.BinarySearchFunc(s.chosen, p.start, func(c passage, start int) int { return cmp.Compare(c.start, start) })
		text := s.cutter.body[p.start:p.end]
		if said[text] || at > 0 && s.chosen[at-1].end > p.start || at < len(s.chosen) && s.chosen[at].start < p.end {
			best = heap.Pop(best, better)
			continue
		}
		if now := s.worth(&p); now < p.value {
			best[0].value = now
			heap.FixFirst(best, better)
			continue
		}
		best = heap.Pop(best, better)
		said[text] = true
		from := 0
		if at > 0 {
			from = s.chosen[at-1].end
		}
		s.cutter.widen(&p, from)
		s.chosen = slices.Insert(s.chosen, at, p)
		for _, f := range s.cutter.matches[p.first:p.last] {
			s.shown[f.leaf] = true
		}
	}
}

// worth returns what a passage brings to those that are chosen. Matches that run
// beyond it count only where there are no others.
func (s *Snippeter) worth(p *passage) float64 {
	s.round++
	sum, beyond := 0.0, 0.0
	for _, f := range s.cutter.matches[p.first:p.last] {
		if s.seen[f.leaf] == s.round {
			continue
		}
		w := s.weights[f.leaf]
		if s.shown[f.leaf] {
			w *= repeatWorth
		}
		if f.end > p.end {
			beyond = max(beyond, w)
			continue
		}
		s.seen[f.leaf] = s.round
		sum += w
	}
	return cmp.Or(sum, beyond) * p.factor
}

// nearness returns how close to each other the leaves of a passage are, from 0
// to 1: by the shortest run of its text that has them all. One leaf is close to
// nothing.
func (s *Snippeter) nearness(p *passage) float64 {
	matches := s.cutter.matches[p.first:p.last]
	leaves := 0
	for _, f := range matches {
		if s.counts[f.leaf]++; s.counts[f.leaf] == 1 {
			leaves++
		}
	}
	for _, f := range matches {
		s.counts[f.leaf] = 0
	}
	if leaves < 2 {
		return 0
	}
	shortest := snippetBytes
	for first, last, have := 0, 0, 0; last < len(matches); last++ {
		if s.counts[matches[last].leaf]++; s.counts[matches[last].leaf] == 1 {
			have++
		}
		for ; have == leaves; first++ {
			shortest = min(shortest, matches[last].end-matches[first].start)
			if s.counts[matches[first].leaf]--; s.counts[matches[first].leaf] == 0 {
				have--
			}
		}
	}
	for _, f := range matches {
		s.counts[f.leaf] = 0
	}
	return 1 - float64(shortest)/snippetBytes
}

// better reports whether a passage is to be shown before another one: that of the
// greatest value is, and of one value the first in the text.
func better(a, b *passage) bool {
	if a.value != b.value {
		return a.value > b.value
	}
	return a.start < b.start
}
