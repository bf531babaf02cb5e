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

// A ColumnField is a field of articles whose values can be counted.
type ColumnField int

// The fields that have a column.
const (
	Outlets   ColumnField = iota // the outlet, as [NameValue] keeps it
	Authors                      // the authors, each as [NameValue] keeps it
	Languages                    // the code of the language that the article is analysed in; "und" is one
	Days                         // the day of publication in UTC, "2025-02-11"

	ColumnFields = int(Days) + 1
)

// columnTerms are the Bleve fields whose terms are the values of columns; that of
// days is made from [Segment.Published].
var columnTerms = [ColumnFields]string{
	Outlets:   schema.OutletName,
	Authors:   schema.AuthorName,
	Languages: schema.Analysis,
}

// A Column says for every article of a snapshot which values it has in a field.
// To be counted quickly, what an article has is one number, its ordinal: 0 is
// nothing, a number up to that of the values is the value of that place, counted
// from 1, and higher ones are sets of several values.
//
// It takes 4 bytes for each document, 20 bytes and its text for each value, and 8
// bytes for each set and 4 for each value in it. A Column does not change and may
// be used concurrently.
type Column struct {
	values   []string
	sets     []uint32   // of each set the ordinals of its values,
	setEnds  []uint32   // up to here
	ordinals [][]uint32 // by segment and document
	totals   []uint32   // articles by ordinal
}

// Column returns the column of a field. It is read on first use, which takes time
// in proportion to the articles, and kept while the snapshot's generation is in
// use. The error is ctx's when that is done while it is read.
func (v *Reader) Column(ctx context.Context, f ColumnField) (*Column, error) {
	if f < 0 || int(f) >= ColumnFields {
		return nil, fmt.Errorf("there is no column %d", f)
	}
	return v.columns[f].get(func() (*Column, error) { return v.readColumn(ctx, f) })
}

// Values returns all values in ascending order of their bytes. Each is that of an
// article. The caller must not change the slice.
func (c *Column) Values() []string { return c.values }

// Totals returns the number of articles of the snapshot by ordinal. The caller
// must not change the slice.
func (c *Column) Totals() []uint32 { return c.totals }

// Ordinals returns the ordinals of the articles of a segment by document number;
// what is deleted has 0. The caller must not change the slice.
func (c *Column) Ordinals(segment int) []uint32 { return c.ordinals[segment] }

// ByValue makes counts of articles by ordinal, one for each of Totals, into
// counts by the place of the value in Values, in which an article counts for each
// of its values, and the number of articles without any. The counts by value are
// part of the given slice.
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

// AppendValues appends the places in Values of what an ordinal stands for.
func (c *Column) AppendValues(places []uint32, ordinal uint32) []uint32 {
	n := uint32(len(c.values))
	switch {
	case ordinal == 0:
		return places
	case ordinal <= n:
		return append(places, ordinal-1)
	}
	set, start := ordinal-n-1, uint32(0)
	if set > 0 {
		start = c.setEnds[set-1]
	}
	for _, o := range c.sets[start:c.setEnds[set]] {
		places = append(places, o-1)
	}
	return places
}

// A lazy value is made on first use. An error is not kept: the next user tries
// again.
type lazy[T any] struct {
	mu    sync.Mutex
	value *T
}

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

func (v *Reader) readColumn(ctx context.Context, f ColumnField) (*Column, error) {
	c := &Column{ordinals: newOrdinals(v.segments)}
	read := v.readValues
	if f == Days {
		read = v.readDays
	}
	if err := read(ctx, c, columnTerms[f]); err != nil {
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
	for pass := range 2 { // to know the days, and when they are in order, to set them
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

func newOrdinals(segments []*Segment) [][]uint32 {
	all := make([][]uint32, len(segments))
	for i, s := range segments {
		all[i] = make([]uint32, s.Size())
	}
	return all
}

// A furtherValue is a value of an article that has a lower one too.
type furtherValue struct {
	seg          int
	doc, ordinal uint32
}

// makeSets gives documents with several values the ordinal of the set of them.
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
