package rank

import (
	"slices"
	"sync"

	"github.com/newsdex/newsdex/index/postings/packed"
	"github.com/newsdex/newsdex/index/schema"
	"github.com/newsdex/newsdex/query/plan"
)

// A cursor walks the postings of a leaf in a segment and scores them.
type cursor struct {
	packed.Cursor
	segment *segment
	leaf    *plan.Leaf
	word    *word
	weight  float64                   // idf times boost
	part    int                       // index of its score in the parts of a sum
	group   int                       // index of its group; -1 for an optional leaf
	here    uint32                    // document of the current posting, or noDoc
	freq    [schema.TextFields]uint32 // of the current posting

	bounds *[packed.MaxImpact + 1]float64 // upper bounds of scores by impact
	scale  float32                        // weight, rounded up
	near   float64                        // share of the weights of its pairs
	near32 float32                        // near, rounded up
	first  []uint32                       // by window, its first block
	most   []uint8                        // by window, its greatest impact; 0 without a posting
	top    float64                        // bound in the current window

	prepared int // 1 + the block that uppers are of
	bodies   [packed.BlockSize]uint32
	uppers   [packed.BlockSize]float32 // upper bounds of the scores of the block's postings

	spans   []schema.Span // positions of the current posting, once read
	counts  [schema.TextFields]uint32
	spansOf uint32 // the document that they are of, or noDoc

	places [schema.TextFields]fieldPlaces
}

// A fieldPlaces is the positions of a cursor in a field of a document.
type fieldPlaces struct {
	at    []uint32
	plain bool   // they are all
	of    uint32 // the document, or noDoc
}

// placesIn returns the positions in a field of the current posting, and whether each covers
// one position. If not, only positions has them.
func (c *cursor) placesIn(f int) ([]uint32, bool, error) {
	p := &c.places[f]
	if p.of != c.here {
		var err error
		p.of = noDoc
		if p.at, p.plain, err = c.Places(f, p.at); err != nil {
			return nil, false, err
		}
		p.of = c.here
	}
	return p.at, p.plain, nil
}

const (
	// noDoc is above all document numbers.
	noDoc = 1<<32 - 1
	// boundSlack is a factor of bounds. It exceeds the rounding errors of bounds and
	// scores.
	boundSlack = 1 + 1e-9
)

// cursors keeps cursors for other searches: they have room for a block.
var cursors = sync.Pool{New: func() any { return new(cursor) }}

// newCursor returns a cursor before the first posting of a word.
func newCursor(s *segment, leaf *plan.Leaf, w *word, weight float64) *cursor {
	c := cursors.Get().(*cursor)
	c.segment, c.leaf, c.word, c.weight, c.scale = s, leaf, w, weight, roundUp(weight*boundSlack)
	c.part, c.group, c.near, c.near32, c.bounds = 0, 0, 0, 0, nil
	c.here, c.spansOf, c.prepared = noDoc, noDoc, 0
	for f := range c.places {
		c.places[f].of = noDoc
	}
	c.Reset(w.list)
	return c
}

// release gives the cursor back. It must not be used again.
func (c *cursor) release() {
	c.segment, c.leaf, c.word, c.bounds = nil, nil, nil, nil
	if cap(c.spans) > mostPooled {
		c.spans = nil
	}
	for f := range c.places {
		if cap(c.places[f].at) > mostPooled {
			c.places[f].at = nil
		}
	}
	c.Reset(nil)
	cursors.Put(c)
}

// rewind makes the cursor stand before a block.
func (c *cursor) rewind(block uint32) {
	c.Rewind(int(block))
	c.here = noDoc
}

// seek moves to the first posting whose document is not before doc, and reports whether
// it is that of doc. Documents come in ascending order, but for a rewind.
func (c *cursor) seek(doc uint32) bool {
	if c.here == doc {
		return true
	}
	c.here = noDoc
	if !c.Find(doc) {
		return false
	}
	c.here, c.freq = doc, c.Freqs(c.Index())
	return true
}

// at reports whether the current posting is that of a document.
func (c *cursor) at(doc uint32) bool { return c.here == doc }

// score returns the score of the current posting, which was sought.
func (c *cursor) score() float64 {
	return c.weight * c.segment.scorer.saturation(c.freq, c.segment.length(c.here))
}

// scoreOf returns the score of the i-th posting of the block.
func (c *cursor) scoreOf(i int) float64 {
	return c.weight * c.segment.scorer.saturation(c.Freqs(i), c.segment.length(c.Docs[i]))
}

// upper returns an upper bound of the score of the current posting, which was sought, with
// the cursor's share of pairs.
func (c *cursor) upper() float64 {
	if c.freq[packed.Title] == 0 && c.freq[packed.Deck] == 0 {
		class := c.segment.classes[packed.Body][c.here]
		return float64(c.scale)*float64(c.segment.table.words.at(c.freq[packed.Body], class)) +
			float64(c.near32)*float64(c.segment.table.pairs[class])
	}
	return float64(c.upperAll(c.freq, c.here))
}

// upperAll is like upper but for a posting in any fields.
func (c *cursor) upperAll(freq [schema.TextFields]uint32, doc uint32) float32 {
	t := c.segment.table
	word, pair := float32(0), float32(0)
	for f, n := range freq {
		if n > 0 {
			class := c.segment.classes[f][doc]
			word += float32(n) * t.occurrence[f][class]
			pair += t.near[f][class]
		}
	}
	upper := c.scale * saturate32(word, t.k1)
	if c.near != 0 {
		upper += 1.5 * c.near32 * saturate32(pair, t.k1)
	}
	return upper * tableSlack
}

// saturate32 is like saturate but in float32, for bounds.
func saturate32(w, k1 float32) float32 {
	if w == 0 {
		return 0
	}
	return w / (k1 + w)
}

// positions returns the positions of the current posting by field. They are valid until
// the cursor moves.
func (c *cursor) positions() (fields [schema.TextFields][]schema.Span, err error) {
	if c.spansOf != c.here {
		c.spansOf = noDoc
		if c.spans, c.counts, err = c.Positions(c.spans[:0]); err != nil {
			return fields, err
		}
		c.spansOf = c.here
	}
	spans := c.spans
	for f, n := range c.counts {
		fields[f], spans = spans[:n], spans[n:]
	}
	return fields, nil
}

// spread sets the greatest impact and the first block of each of n windows of 1<<shift
// documents. It reads the entries of the blocks and, of postings, the tail alone.
func (c *cursor) spread(shift uint, n int) error {
	c.first, c.most = slices.Grow(c.first[:0], n)[:n], slices.Grow(c.most[:0], n)[:n]
	clear(c.first)
	clear(c.most)
	next := 0 // the first window without a block
	full := c.List.Full()
	start := uint32(0)
	for b := range full {
		last, impact := c.List.Last(b), c.List.Impact(b)
		to := int(last >> shift)
		for w := int(start >> shift); w <= to; w++ {
			c.most[w] = max(c.most[w], impact)
		}
		for ; next <= to; next++ {
			c.first[next] = uint32(b)
		}
		start = last + 1
	}
	if full == c.List.Blocks() {
		return nil
	}
	impact, err := c.List.TailImpact()
	if err != nil {
		return err
	}
	if !c.Load(full) {
		return c.Err()
	}
	for _, doc := range c.Docs[:c.Len] {
		w := int(doc >> shift)
		c.most[w] = max(c.most[w], impact)
	}
	for ; next < n; next++ {
		c.first[next] = uint32(full)
	}
	return nil
}
