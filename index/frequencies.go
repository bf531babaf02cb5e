package index

import (
	"slices"
	"sync"

	bleveindex "github.com/blevesearch/bleve_index_api"

	"github.com/newsdex/newsdex/analyze"
)

// A counter collects the occurrences of the terms of a field and makes Bleve's
// TokenFrequencies of them: one pass over the tokens, then the map and what it
// points to in a few allocations.
type counter struct {
	tokens []analyze.Token // of a value
	terms  interner
	counts []int32 // by term; then where the term's next location goes
	occurs []occurrence
	sorted []occurrence // by term
}

// An occurrence is a term at a position.
type occurrence struct {
	term, position, width int32
}

// maxKeptTokens bounds the memory that is kept for the next field: 5 MB.
const maxKeptTokens = 1 << 16

var counters = sync.Pool{New: func() any { return new(counter) }}

func (c *counter) reset() {
	if cap(c.tokens) > maxKeptTokens {
		c.tokens = nil
	}
	c.terms.reset()
	c.counts, c.occurs = c.counts[:0], c.occurs[:0]
}

// add counts the tokens of a value whose positions begin behind base, and returns
// the number of its positions.
func (c *counter) add(base int, tokens []analyze.Token) (length int) {
	for i := range tokens {
		t := &tokens[i]
		n, isNew := c.terms.number(t.Term, t.Hash)
		if isNew {
			c.counts = append(c.counts, 0)
		}
		c.counts[n]++
		c.occurs = append(c.occurs, occurrence{int32(n), int32(base + t.Position), int32(t.Width)})
		length = max(length, t.Position)
	}
	return length
}

// frequencies returns what was counted, in tables that were used before where
// there are some.
func (c *counter) frequencies() *tables {
	terms := c.terms.strings
	size := 0
	for _, t := range terms {
		size += len(t)
	}
	t := takeTables(len(terms))
	t.freqs = slices.Grow(t.freqs[:0], len(terms))[:len(terms)]
	t.bytes = slices.Grow(t.bytes[:0], size)
	t.locations, t.positions = t.locations[:0], t.positions[:0]
	start := int32(0)
	for n, count := range c.counts {
		c.counts[n] = start
		start += count
	}
	c.sorted = slices.Grow(c.sorted[:0], len(c.occurs))[:len(c.occurs)]
	for _, o := range c.occurs {
		c.sorted[c.counts[o.term]] = o
		c.counts[o.term]++
	}
	all, freqs, bytes := t.all, t.freqs, t.bytes
	start = 0
	for n, term := range terms {
		at := c.sorted[start:c.counts[n]]
		start = c.counts[n]
		bytes = append(bytes, term...)
		freqs[n] = bleveindex.TokenFreq{}
		freqs[n].Term = bytes[len(bytes)-len(term) : len(bytes) : len(bytes)]
		if packed, ok := packOccurrences(at); ok {
			freqs[n].SetFrequency(int(packed))
		} else {
			freqs[n].SetFrequency(len(at))
			freqs[n].Locations = t.location(at)
		}
		all[term] = &freqs[n]
	}
	return t
}

// location returns the locations of places that do not fit into a number: one.
func (t *tables) location(at []occurrence) []*bleveindex.TokenLocation {
	slices.SortStableFunc(at, func(a, b occurrence) int { return int(a.position - b.position) })
	l := new(bleveindex.TokenLocation)
	*l, t.positions = locate(at, t.positions)
	t.locations = append(t.locations, l)
	return t.locations[len(t.locations)-1 : len(t.locations) : len(t.locations)]
}
