package show

import (
	"cmp"
	"context"
	"slices"

	"github.com/newsdex/newsdex/analyze"
	"github.com/newsdex/newsdex/query/internal/heap"
	"github.com/newsdex/newsdex/query/plan"
)

// Bonuses and penalties of a passage, in parts of the gain of its leaves.
const (
	proximityBonus  = 0.3  // its leaves are side by side
	startBonus      = 0.02 // it begins the body
	cutPenalty      = 0.1  // it begins within a sentence
	headlinePenalty = 0.3  // it begins with the whole headline
)

// repeatFactor is the factor of the weight of a leaf that a chosen passage shows
// already.
const repeatFactor = 0.2

// A Snippeter chooses the passages to show of one hit after the other. It is for one
// goroutine.
//
// The best passage has the leaves with the greatest sum of weights, the rarest
// words. Among passages with the same leaves it is the one with closer leaves, or
// nearer to the start. The next passage is the best that does not overlap chosen
// ones, where leaves that are shown already count less. The gain of a passage only
// falls while others are chosen. So an earlier gain is an upper bound, and most
// passages need not be evaluated again (Minoux, Accelerated Greedy Algorithms for
// Maximizing Submodular Set Functions, 1978).
type Snippeter struct {
	leaves   []*plan.Leaf
	weights  []float64          // by leaf
	n        int                // greatest number of passages
	finders  map[string]*finder // by language code
	fallback *Snippeter         // for texts without any of the leaves; or nil

	cutter cutter
	chosen []passage // in the order of the text
	shown  []bool    // by leaf: a chosen passage has it
	seen   []int     // by leaf: the last round of gain with a match of it
	round  int
	counts []int // by leaf, 0 between calls of proximity
}

// New returns a snippeter that chooses at most n passages of a text to show the
// leaves of a plan, by their weights. A text without a leaf of the query shows the
// leaves that feedback added.
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
		s.fallback = newSnippeter(added, weight, n)
	}
	return s
}

// newSnippeter returns a snippeter without a fallback.
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

// Snippets returns the passages of an article's body that best show why it matches,
// in the order of the text. An article without a match shows its beginning. The error
// is ctx's when that is done.
func (s *Snippeter) Snippets(ctx context.Context, a *Text) ([]Snippet, error) {
	lang := analyze.For(a.Language)
	f := s.finders[lang.Code]
	if f == nil {
		f = newFinder(lang, s.leaves)
		s.finders[lang.Code] = f
	}
	matches, err := f.find(ctx, a.Body)
	if err != nil {
		return nil, err
	}
	if len(matches) == 0 && s.fallback != nil {
		return s.fallback.Snippets(ctx, a)
	}
	if err := s.cutter.cut(ctx, a, matches); err != nil {
		return nil, err
	}
	if err := s.choose(ctx); err != nil {
		return nil, err
	}
	if len(s.chosen) == 0 {
		p, ok := s.cutter.opening()
		if !ok {
			return nil, nil
		}
		s.chosen = append(s.chosen, p)
	}
	out := make([]Snippet, len(s.chosen))
	for i, p := range s.chosen {
		out[i] = s.cutter.snippet(p)
	}
	return out, nil
}

// watchedPassages is the number of passages that are weighed between two looks at the
// context.
const watchedPassages = 256

// choose sets chosen to the best passages. The error is ctx's when that is done.
func (s *Snippeter) choose(ctx context.Context) error {
	s.chosen = s.chosen[:0]
	clear(s.shown)
	all := s.cutter.passages
	for i := range all {
		if i%watchedPassages == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		p := &all[i]
		p.factor = 1 + proximityBonus*s.proximity(p) + startBonus*(1-float64(p.start)/float64(len(s.cutter.body)))
		if p.cutStart {
			p.factor -= cutPenalty
		}
		if beginsWithWords(s.cutter.body[p.start:p.end], s.cutter.headlines[0]) {
			p.factor -= headlinePenalty
		}
		p.value = s.gain(p)
	}
	taken := make(map[string]bool)
	best := all
	heap.Init(best, better)
	for looks := 0; len(s.chosen) < s.n && len(best) > 0; looks++ {
		if looks%watchedPassages == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		p := best[0]
		at, _ := slices.BinarySearchFunc(s.chosen, p.start, func(c passage, start int) int { return cmp.Compare(c.start, start) })
		text := s.cutter.body[p.start:p.end]
		if taken[text] || at > 0 && s.chosen[at-1].end > p.start || at < len(s.chosen) && s.chosen[at].start < p.end {
			best = heap.Pop(best, better)
			continue
		}
		if now := s.gain(&p); now < p.value {
			best[0].value = now
			heap.FixFirst(best, better)
			continue
		}
		best = heap.Pop(best, better)
		taken[text] = true
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
	return nil
}

// gain returns the value of a passage in addition to the chosen ones. Matches that
// run beyond its end count only if it has no others.
func (s *Snippeter) gain(p *passage) float64 {
	s.round++
	sum, beyond := 0.0, 0.0
	for _, f := range s.cutter.matches[p.first:p.last] {
		if s.seen[f.leaf] == s.round {
			continue
		}
		w := s.weights[f.leaf]
		if s.shown[f.leaf] {
			w *= repeatFactor
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

// proximity returns the closeness of the leaves of a passage, from 0 to 1, by the
// shortest part of its text that has all of them. It is 0 for a single leaf.
func (s *Snippeter) proximity(p *passage) float64 {
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

// better reports whether a is to be shown rather than b: it has the greater value,
// or the same value and an earlier start.
func better(a, b *passage) bool {
	if a.value != b.value {
		return a.value > b.value
	}
	return a.start < b.start
}
