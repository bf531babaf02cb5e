package rank

import (
	"context"
	"math"
	"math/bits"
	"slices"

	"github.com/newsdex/newsdex/index/postings"
)

// A ColumnCount is the numbers of matches by the values of a column.
type ColumnCount struct {
	// Values are the values that matches have, in the order of the column.
	Values []ValueCount
	// Without is the number of matches without a value.
	Without int
}

// A ValueCount is a value of a column and the number of matches that have it.
type ValueCount struct {
	// Value is the index of the value in [postings.Column.Values].
	Value uint32
	// Count is at least 1.
	Count uint32
}

// A columnCount counts articles by the values of a column. Where there are few
// articles in relation to the values, it lists the values of each article and sorts
// them. Otherwise it has a count for every ordinal.
type columnCount struct {
	ColumnCount
	column *postings.Column
	counts []uint32 // by ordinal, or nil
	// others are the counts of every second article of each 64, or nil: adding to one
	// count twice in a row is slower.
	others []uint32
	listed []uint32 // values of all articles, by index in the column
}

const (
	// countWords is the number of runs of 64 documents between two checks of the
	// context.
	countWords = 256
	// fewArticles is the ratio of ordinals to articles above which sorting values
	// is quicker than scanning all counts.
	fewArticles = 64
)

// Count counts the matches by the values of columns. If most articles of the index
// match, it counts the others and subtracts them from the totals.
func (s *Search) Count(ctx context.Context, columns []*postings.Column) ([]ColumnCount, error) {
	docs := make([]bitset, len(s.segments))
	found, live := 0, 0
	for i, seg := range s.segments {
		var err error
		if docs[i], err = s.matching(ctx, seg); err != nil {
			return nil, err
		}
		found += docs[i].count()
		live += seg.Live()
	}
	most := found > live/2
	counts := make([]columnCount, len(columns))
	for i := range counts {
		counts[i].column = columns[i]
		counts[i].begin(found, most)
	}
	for i, seg := range s.segments {
		set := docs[i]
		if most {
			set = seg.live()
			set.andNot(docs[i])
		}
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

// begin prepares for a number of articles. If most is set the totals are the counts,
// and add subtracts.
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

// add counts the documents of a segment in a set, whose first bit is that of the
// document first. If away is set it subtracts them.
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

// end sets Values and Without.
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
