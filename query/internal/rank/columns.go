package rank

import (
	"context"
	"math"
	"math/bits"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/newsdex/newsdex/index/postings"
)

// A ColumnCount says how the articles that match are spread over the values of a column.
type ColumnCount struct {
	// Values are the values that articles have, in the order of the column.
	Values []ValueCount
	// Without is the number of articles that match and have no value.
	Without int
}

// A ValueCount is a value of a column and the number of articles that have it.
type ValueCount struct {
	// Value is the number of the value among [postings.Column.Values].
	Value uint32
	// Count is above 0.
	Count uint32
}

// A columnCount counts articles by what they have in a column. Where they are few
// beside what there is in the column, the values of each are listed, and then
// sorted; else there is a count for every ordinal.
type columnCount struct {
	ColumnCount
	column *postings.Column
	counts []uint32 // by ordinal, or nil
	others []uint32 // or that of every second article of each 64, or nil: adding to
	//                 one count twice in a row takes longer
	listed []uint32 // the numbers of all values of all articles
}

const (
	// countWords is the number of 64 documents that are looked through between two
	// looks at the context.
	countWords = 256
	// fewArticles is how many times more ordinals than articles there are where
	// sorting values is quicker than looking through all counts.
	fewArticles = 64
)

// Count counts the articles that match in columns. Where most articles of the index do,
// those are counted that do not, and taken away from the totals.
func (s *Search) Count(ctx context.Context, columns []*postings.Column) ([]ColumnCount, error) {
	docs, err := s.Matching(ctx)
	if err != nil {
		return nil, err
	}
	found, live := 0, 0
	for i, seg := range s.all {
		found += int(docs[i].GetCardinality())
		live += seg.Live()
	}
	most := found > live/2
	counts := make([]columnCount, len(columns))
	for i := range counts {
		counts[i].column = columns[i]
		counts[i].begin(found, most)
	}
	for i, seg := range s.all {
		of := docs[i]
		if most {
			of = roaring.AndNot(seg.All(), of)
		}
		set := of.ToDense()
		for first := 0; first < len(set) && ctx.Err() == nil; first += countWords {
			words := set[first:min(first+countWords, len(set))]
			for c := range counts {
				counts[c].add(i, words, uint32(first)*64, most)
			}
		}
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	out := make([]ColumnCount, len(counts))
	for i := range counts {
		counts[i].end()
		out[i] = counts[i].ColumnCount
	}
	return out, nil
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
				c.Without++
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
		for value, n := range byValue {
			if n > 0 {
				c.Values = append(c.Values, ValueCount{uint32(value), n})
			}
		}
		c.Without = int(without)
		return
	}
	slices.Sort(c.listed)
	for _, value := range c.listed {
		if last := len(c.Values) - 1; last >= 0 && c.Values[last].Value == value {
			c.Values[last].Count++
			continue
		}
		c.Values = append(c.Values, ValueCount{value, 1})
	}
}
