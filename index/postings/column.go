package postings

import (
	"cmp"
	"context"
	"encoding/binary"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/newsdex/newsdex/index/schema"
)

// columnFields are the fields that have a column: see [ColumnFields].
var columnFields = [...]string{schema.OutletName, schema.AuthorName, schema.Analysis, schema.Published}

// ColumnFields returns the fields that have a column, by their names in the schema.
// The values of [schema.OutletName], [schema.AuthorName] and [schema.Analysis] are
// their terms. Those of [schema.Published] are days in UTC, "2025-02-11".
func ColumnFields() []string { return slices.Clone(columnFields[:]) }

// A Column has the values of every article of a snapshot in one field. For quick
// counting an article has one number, its ordinal: 0 for no value, i+1 for the i-th
// of Values, and higher ordinals for sets of several values.
//
// A column takes 4 bytes for each document, 20 bytes and its text for each value,
// and 8 bytes for each set and 4 for each value in it. It does not change, and is
// safe for concurrent use.
type Column struct {
	values   []string
	sets     []uint32   // the ordinals of the values of all sets, set by set
	setEnds  []uint32   // the end of each set in sets
	ordinals [][]uint32 // by segment and document
	totals   []uint32   // number of articles by ordinal
}

// Column returns the column of one of [ColumnFields]. It is read on first use, in time
// proportional to the number of articles, and kept while the generation of the
// snapshot is in use. The error is ctx's when that is done during the reading.
func (v *Reader) Column(ctx context.Context, field string) (*Column, error) {
	i := slices.Index(columnFields[:], field)
	if i < 0 {
		return nil, fmt.Errorf("the field %q has no column", field)
	}
	return v.columns[i].get(func() (*Column, error) { return v.readColumn(ctx, field) })
}

// Values returns all values in byte order. At least one article has each. The caller
// must not change the slice.
func (c *Column) Values() []string { return c.values }

// Totals returns the number of articles of the snapshot by ordinal. The caller must
// not change the slice.
func (c *Column) Totals() []uint32 { return c.totals }

// Ordinals returns the ordinals of a segment's articles by document number, 0 for
// deleted ones. The argument is the index of the segment in [Reader.Segments]. The
// caller must not change the slice.
func (c *Column) Ordinals(segment int) []uint32 { return c.ordinals[segment] }

// ByValue turns numbers of articles by ordinal into numbers by value, in the order
// of Values, and the number of articles without a value. An article with several
// values counts for each. ByValue overwrites counts, which is as long as Totals, and
// byValue is a part of it.
func (c *Column) ByValue(counts []uint32) (byValue []uint32, without uint32) {
	n := len(c.values)
	start := uint32(0)
	for i, end := range c.setEnds {
		if articles := counts[1+n+i]; articles > 0 {
			for _, ordinal := range c.sets[start:end] {
				counts[ordinal] += articles
			}
		}
		start = end
	}
	return counts[1 : 1+n], counts[0]
}

// AppendValues appends the indexes in Values of the values of an ordinal.
func (c *Column) AppendValues(indexes []uint32, ordinal uint32) []uint32 {
	n := uint32(len(c.values))
	switch {
	case ordinal == 0:
		return indexes
	case ordinal <= n:
		return append(indexes, ordinal-1)
	}
	set, start := ordinal-n-1, uint32(0)
	if set > 0 {
		start = c.setEnds[set-1]
	}
	for _, o := range c.sets[start:c.setEnds[set]] {
		indexes = append(indexes, o-1)
	}
	return indexes
}

// A lazy value is computed on first use. An error is not kept: the next call of get
// computes the value again. It is safe for concurrent use.
type lazy[T any] struct {
	mu    sync.Mutex
	value *T
}

// get returns the value, which read computes on first use.
func (l *lazy[T]) get(read func() (*T, error)) (*T, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.value == nil {
		v, err := read()
		if err != nil {
			return nil, err
		}
		l.value = v
	}
	return l.value, nil
}

// readColumn makes the column of a field.
func (v *Reader) readColumn(ctx context.Context, field string) (*Column, error) {
	c := &Column{ordinals: newOrdinals(v.segments)}
	read := v.readValues
	if field == schema.Published {
		read = v.readDays
	}
	if err := read(ctx, c, field); err != nil {
		return nil, err
	}
	c.totals = make([]uint32, 1+len(c.values)+len(c.setEnds))
	for i, s := range v.segments {
		for _, o := range c.ordinals[i] {
			c.totals[o]++
		}
		c.totals[0] -= uint32(s.Size() - s.Live())
	}
	return c, nil
}

// readValues fills a column with the terms of a Bleve field.
func (v *Reader) readValues(ctx context.Context, c *Column, field string) error {
	var further []furtherValue
	err := walkTerms(ctx, v.segments, field, func(term string, seg int, doc uint32) {
		if n := len(c.values); n == 0 || c.values[n-1] != term {
			c.values = append(c.values, term)
		}
		ordinal := uint32(len(c.values))
		if first := &c.ordinals[seg][doc]; *first == 0 {
			*first = ordinal
		} else {
			further = append(further, furtherValue{seg, doc, ordinal})
		}
	})
	if err == nil {
		c.makeSets(further)
	}
	return err
}

// readDays fills a column with the days of publication.
func (v *Reader) readDays(_ context.Context, c *Column, _ string) error {
	const day = 24 * 60 * 60
	ordinals := make(map[int64]uint32) // by day
	var days []int64
	for pass := range 2 { // the first collects the days, the second sets their ordinals in order
		for i, s := range v.segments {
			dates, err := s.Published()
			if err != nil {
				return err
			}
			for doc, at := range dates {
				if at == schema.NoDate {
					continue
				}
				start := at - ((at%day)+day)%day
				if pass == 1 {
					c.ordinals[i][doc] = ordinals[start]
				} else if _, known := ordinals[start]; !known {
					ordinals[start] = 0
					days = append(days, start)
				}
			}
		}
		slices.Sort(days)
		for i, start := range days {
			ordinals[start] = uint32(i + 1)
		}
	}
	for _, start := range days {
		c.values = append(c.values, time.Unix(start, 0).UTC().Format(time.DateOnly))
	}
	return nil
}

// newOrdinals returns a zero for each document, by segment.
func newOrdinals(segments []*Segment) [][]uint32 {
	all := make([][]uint32, len(segments))
	for i, s := range segments {
		all[i] = make([]uint32, s.Size())
	}
	return all
}

// A furtherValue is a value of an article that has a lower value too.
type furtherValue struct {
	seg          int
	doc, ordinal uint32
}

// makeSets gives documents with several values the ordinal of the set of these.
func (c *Column) makeSets(further []furtherValue) {
	slices.SortStableFunc(further, func(a, b furtherValue) int {
		return cmp.Or(cmp.Compare(a.seg, b.seg), cmp.Compare(a.doc, b.doc))
	})
	known := make(map[string]uint32)
	var set []uint32
	var key []byte
	for len(further) > 0 {
		first := further[0]
		at := &c.ordinals[first.seg][first.doc]
		set = append(set[:0], *at)
		for len(further) > 0 && further[0].seg == first.seg && further[0].doc == first.doc {
			set = append(set, further[0].ordinal)
			further = further[1:]
		}
		key = key[:0]
		for _, ordinal := range set {
			key = binary.LittleEndian.AppendUint32(key, ordinal)
		}
		ordinal, ok := known[string(key)]
		if !ok {
			c.sets = append(c.sets, set...)
			c.setEnds = append(c.setEnds, uint32(len(c.sets)))
			ordinal = uint32(len(c.values) + len(c.setEnds))
			known[string(key)] = ordinal
		}
		*at = ordinal
	}
}
