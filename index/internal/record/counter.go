package record

import (
	"context"
	"iter"
	"slices"

	"github.com/newsdex/newsdex/analyze"
)

// A Counter collects the occurrences of a field's terms, and makes terms with
// positions of them. It is used for one field after the other. The terms that it
// returns are valid until [Counter.Reset]. It is for one goroutine.
type Counter struct {
	tokens []analyze.Token // of a value, or of a part of a long one
	terms  Interner
	counts []int32      // by term, number of occurrences; after allocate, index of its next one in sorted
	occurs []Occurrence // in the order of the text
	sorted []Occurrence // by term

	returned []FieldTerm  // terms of all fields since Reset
	overflow []Occurrence // their positions that are not packed
}

// An Occurrence is a position of a term in a field: the number of the term, the
// position, counted from 1, and the number of positions that the term covers there.
type Occurrence struct {
	term, Position, Width int32
}

// maxPooled is the length up to which a slice is kept for the next article.
const maxPooled = 1 << 16

// Reset invalidates the terms that were returned.
func (c *Counter) Reset() {
	clear(c.returned)
	if cap(c.returned) > maxPooled {
		c.returned = nil
	}
	c.returned, c.overflow = c.returned[:0], c.overflow[:0]
	if cap(c.occurs) > maxPooled {
		c.occurs, c.sorted, c.overflow = nil, nil, nil
	}
	if cap(c.tokens) > maxPooled {
		c.tokens = nil
	}
}

// LongText is the length in bytes from which a text is analysed in parts. Its tokens
// would take ten times its size in memory. Its occurrences are not kept in two
// orders either: the text is analysed twice, first to count them. So a text of 100
// MB takes some 200 MB, and not a gigabyte.
const LongText = 1 << 20

// tokensOf returns the tokens of a text in parts, each valid until the next. It
// stops when ctx is done.
func (c *Counter) tokensOf(ctx context.Context, lang analyze.Language, text string) iter.Seq[[]analyze.Token] {
	return func(yield func([]analyze.Token) bool) {
		if len(text) < LongText {
			c.tokens = lang.AppendTokens(c.tokens[:0], text)
			yield(c.tokens)
			return
		}
		c.tokens = c.tokens[:0]
		for t := range lang.Tokens(text) {
			c.tokens = append(c.tokens, t)
			if len(c.tokens) == maxPooled {
				if ctx.Err() != nil || !yield(c.tokens) {
					return
				}
				c.tokens = c.tokens[:0]
			}
		}
		yield(c.tokens)
	}
}

// Add adds the tokens of a value, whose positions are counted from base.
func (c *Counter) Add(base int, tokens []analyze.Token) {
	for i := range tokens {
		t := &tokens[i]
		n := c.countToken(t)
		c.occurs = append(c.occurs, Occurrence{int32(n), int32(base + t.Position), int32(t.Width)})
	}
}

// count counts the occurrences in tokens.
func (c *Counter) count(_ int, tokens []analyze.Token) {
	for i := range tokens {
		c.countToken(&tokens[i])
	}
}

// countToken counts an occurrence and returns the number of its term.
func (c *Counter) countToken(t *analyze.Token) (n int) {
	n, isNew := c.terms.Number(t.Term, t.Hash)
	if isNew {
		c.counts = append(c.counts, 0)
	}
	c.counts[n]++
	return n
}

// allocate makes sorted as long as the counted occurrences, and sets counts to the
// start of each term in it.
func (c *Counter) allocate() {
	start := int32(0)
	for n, count := range c.counts {
		c.counts[n] = start
		start += count
	}
	c.sorted = slices.Grow(c.sorted[:0], int(start))[:start]
}

// addCounted adds tokens that have been counted.
func (c *Counter) addCounted(base int, tokens []analyze.Token) {
	for i := range tokens {
		t := &tokens[i]
		n, _ := c.terms.Number(t.Term, t.Hash)
		c.put(Occurrence{int32(n), int32(base + t.Position), int32(t.Width)})
	}
}

// put adds an occurrence to sorted.
func (c *Counter) put(o Occurrence) {
	c.sorted[c.counts[o.term]] = o
	c.counts[o.term]++
}

// Take returns the terms added since the last call, with capacity for one more.
func (c *Counter) Take() []FieldTerm {
	if len(c.occurs) > 0 {
		c.allocate()
		for _, o := range c.occurs {
			c.put(o)
		}
	}
	from := len(c.returned)
	start := int32(0)
	for n, text := range c.terms.Strings {
		at := c.sorted[start:c.counts[n]:c.counts[n]]
		start = c.counts[n]
		t := FieldTerm{Text: text, Hash: c.terms.Hashes[n]}
		packed, ok := PackOccurrences(at)
		t.Number = packed
		if !ok {
			if cap(c.sorted) <= maxPooled {
				// Earlier parts of overflow stay valid when append moves it.
				before := len(c.overflow)
				c.overflow = append(c.overflow, at...)
				at = c.overflow[before:len(c.overflow):len(c.overflow)]
			}
			slices.SortStableFunc(at, func(a, b Occurrence) int { return int(a.Position - b.Position) })
			t.Number, t.At = uint64(len(at)), at
		}
		c.returned = append(c.returned, t)
	}
	end := len(c.returned)
	c.returned = append(c.returned, FieldTerm{}) // the capacity for Mark
	if cap(c.sorted) > maxPooled {
		c.sorted = nil // it belongs to the returned terms
	}
	c.terms.reset()
	c.counts, c.occurs, c.sorted = c.counts[:0], c.occurs[:0], c.sorted[:0]
	return c.returned[from : end : end+1]
}
