package record

import (
	"context"
	"iter"
	"slices"

	"github.com/newsdex/newsdex/analyze"
)

// A Counter collects the occurrences of the terms of a field, and makes terms with
// their places of them. Its memory is used for one field after the other; what it
// returned of all fields of an article is valid until it is reset.
type Counter struct {
	tokens []analyze.Token // of a value, or of a part of it
	terms  Interner
	counts []int32 // by term; then where the term's next occurrence goes
	occurs []Occurrence
	sorted []Occurrence // by term

	room  []FieldTerm  // of the fields that were returned
	apart []Occurrence // of them
}

// An Occurrence is a term at a position.
type Occurrence struct {
	term, Position, Width int32
}

// maxKept bounds the memory that is kept for the next article: what is in each of
// the slices.
const maxKept = 1 << 16

// Reset lets go of the fields that were returned.
func (c *Counter) Reset() {
	clear(c.room)
	if cap(c.room) > maxKept {
		c.room = nil
	}
	c.room, c.apart = c.room[:0], c.apart[:0]
	if cap(c.occurs) > maxKept {
		c.occurs, c.sorted, c.apart = nil, nil, nil
	}
	if cap(c.tokens) > maxKept {
		c.tokens = nil
	}
}

// LongText is the length in bytes of a text whose tokens are not all made before
// the first is looked at: they are ten times its size. Nor are the occurrences of its
// terms there twice, as they come and by term: it is analysed twice, first to count
// them. So a text of 100 MB takes some 200 MB, and not a gigabyte.
const LongText = 1 << 20

// tokensOf returns the tokens of a text, in parts that are valid until the next
// one. It stops when ctx is done.
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
			if len(c.tokens) == maxKept {
				if ctx.Err() != nil || !yield(c.tokens) {
					return
				}
				c.tokens = c.tokens[:0]
			}
		}
		yield(c.tokens)
	}
}

// Add takes down tokens of a value whose positions begin behind base.
func (c *Counter) Add(base int, tokens []analyze.Token) {
	for i := range tokens {
		t := &tokens[i]
		n := c.countOne(t)
		c.occurs = append(c.occurs, Occurrence{int32(n), int32(base + t.Position), int32(t.Width)})
	}
}

// count counts tokens.
func (c *Counter) count(_ int, tokens []analyze.Token) {
	for i := range tokens {
		c.countOne(&tokens[i])
	}
}

func (c *Counter) countOne(t *analyze.Token) (n int) {
	n, isNew := c.terms.Number(t.Term, t.Hash)
	if isNew {
		c.counts = append(c.counts, 0)
	}
	c.counts[n]++
	return n
}

// makeRoom makes room for what was counted, by term.
func (c *Counter) makeRoom() {
	start := int32(0)
	for n, count := range c.counts {
		c.counts[n] = start
		start += count
	}
	c.sorted = slices.Grow(c.sorted[:0], int(start))[:start]
}

// place takes down tokens that were counted.
func (c *Counter) place(base int, tokens []analyze.Token) {
	for i := range tokens {
		t := &tokens[i]
		n, _ := c.terms.Number(t.Term, t.Hash)
		c.put(Occurrence{int32(n), int32(base + t.Position), int32(t.Width)})
	}
}

func (c *Counter) put(o Occurrence) {
	c.sorted[c.counts[o.term]] = o
	c.counts[o.term]++
}

// Take returns the terms of what was taken down, with room for one more, and begins
// anew.
func (c *Counter) Take() []FieldTerm {
	if len(c.occurs) > 0 {
		c.makeRoom()
		for _, o := range c.occurs {
			c.put(o)
		}
	}
	from := len(c.room)
	start := int32(0)
	for n, text := range c.terms.Strings {
		at := c.sorted[start:c.counts[n]:c.counts[n]]
		start = c.counts[n]
		t := FieldTerm{Text: text, Hash: c.terms.Hashes[n]}
		packed, ok := PackOccurrences(at)
		t.Number = packed
		if !ok {
			if cap(c.sorted) <= maxKept {
				// What moves when there is no room stays where it was for those who
				// have it.
				before := len(c.apart)
				c.apart = append(c.apart, at...)
				at = c.apart[before:len(c.apart):len(c.apart)]
			}
			slices.SortStableFunc(at, func(a, b Occurrence) int { return int(a.Position - b.Position) })
			t.Number, t.At = uint64(len(at)), at
		}
		c.room = append(c.room, t)
	}
	end := len(c.room)
	c.room = append(c.room, FieldTerm{}) // of mark
	if cap(c.sorted) > maxKept {
		c.sorted = nil // it belongs to the terms
	}
	c.terms.reset()
	c.counts, c.occurs, c.sorted = c.counts[:0], c.occurs[:0], c.sorted[:0]
	return c.room[from : end : end+1]
}
