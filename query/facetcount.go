package query

import (
	"math"
	"math/bits"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/newsdex/newsdex/index/postings"
)

// A columnCount counts articles by what they have in a column. Where they are few
// beside what there is in the column, the values of each are listed, and then
// sorted; else there is a count for every ordinal.
type columnCount struct {
	column *postings.Column
	counts []uint32 // by ordinal, or nil
	others []uint32 // or that of every second article of each 64, or nil: adding to
	//                 one place twice in a row takes longer
	listed []uint32 // the places of all values of all articles

	// What comes of it.
	values  []valueCount // in the order of their places
	without int
}

// A valueCount is the place of a value in its column and the number of articles
// that have it, which is above 0.
type valueCount struct{ place, n uint32 }

const (
	// countWords is the number of 64 documents that are looked through between two
	// looks at the context.
	countWords = 256
	// fewArticles is how many times more ordinals than articles there are where
	// sorting values is quicker than looking through all counts.
	fewArticles = 64
)

// countAll counts the documents that match in columns. Where most documents of
// the index do, those are counted that do not, and taken away from the totals.
func (r *run) countAll(root node, columns []*columnCount) error {
	docs := make([]*roaring.Bitmap, len(r.segments))
	found, live := 0, 0
	for seg, s := range r.segments {
		var err error
		if docs[seg], err = r.matched(root, seg); err != nil {
			return err
		}
		found += int(docs[seg].GetCardinality())
		live += s.Live()
	}
	most := found > live/2
	for _, c := range columns {
		c.begin(found, most)
	}
	for seg, s := range r.segments {
		of := docs[seg]
		if most {
			of = roaring.AndNot(s.All(), of)
		}
		set := of.ToDense()
		for first := 0; first < len(set) && r.ctx.Err() == nil; first += countWords {
			words := set[first:min(first+countWords, len(set))]
			for _, c := range columns {
				c.add(seg, words, uint32(first)*64, most)
			}
		}
	}
	if err := r.ctx.Err(); err != nil {
		return err
	}
	for _, c := range columns {
		c.end()
	}
	return nil
}

// begin makes ready for a number of articles, or where they are most, for the
// others, which add takes away.
func (c *columnCount) begin(articles int, most bool) {
	totals := c.column.Totals()
	switch {
	case most:
		c.counts = slices.Clone(totals)
	case articles*fewArticles >= len(totals):
		c.counts = make([]uint32, len(totals))
	}
	if len(c.counts) < articles {
		c.others = make([]uint32, len(c.counts))
	}
}

// add counts documents of a segment, or takes them away: those from first on that
// are in a set, a bit for each.
func (c *columnCount) add(seg int, set []uint64, first uint32, away bool) {
	ordinals := c.column.Ordinals(seg)
	if c.counts == nil {
		for doc := range bitset(set).docs(first) {
			if ordinals[doc] == 0 {
				c.without++
			}
			c.listed = c.column.AppendValues(c.listed, ordinals[doc])
		}
		return
	}
	step := uint32(1)
	if away {
		step = math.MaxUint32 // −1 in two's complement
	}
	counts, others := c.counts, c.others
	if others == nil {
		others = counts
	}
	for i, word := range set {
		docs := ordinals[first+uint32(i)*64:]
		for word != 0 {
			counts[docs[bits.TrailingZeros64(word)]] += step
			if word &= word - 1; word == 0 {
				break
			}
			others[docs[bits.TrailingZeros64(word)]] += step
			word &= word - 1
		}
	}
}

// end brings together what was counted.
func (c *columnCount) end() {
	if c.counts != nil {
		for i, n := range c.others {
			c.counts[i] += n
		}
		byValue, without := c.column.ByValue(c.counts)
		for place, n := range byValue {
			if n > 0 {
				c.values = append(c.values, valueCount{uint32(place), n})
			}
		}
		c.without = int(without)
		return
	}
	slices.Sort(c.listed)
	for _, place := range c.listed {
		if last := len(c.values) - 1; last >= 0 && c.values[last].place == place {
			c.values[last].n++
			continue
		}
		c.values = append(c.values, valueCount{place, 1})
	}
}
