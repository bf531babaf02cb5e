package query

import (
	"cmp"
	"context"
	"math"
	"slices"

	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/index/postings"
	"github.com/newsdex/newsdex/index/schema"
	"github.com/newsdex/newsdex/query/internal/heap"
	"github.com/newsdex/newsdex/query/internal/rank"
)

// A Facet asks for the number of matches by the values of a field.
type Facet struct {
	// By is the field.
	By Dimension
	// Limit is the greatest number of values to list: the outlets, authors and
	// languages of the most articles, and the latest days, months and years that
	// articles have. [AllValues] is no limit. With 0 none are listed, and
	// [FacetCount.Others] is the number of all.
	Limit int
}

// AllValues is the limit of a [Facet] that lists all values.
const AllValues = math.MaxInt

func (f *Facet) check() error {
	if !f.By.valid() {
		return optionsErrorf("Facets", "%q is not a field to count by", string(f.By))
	}
	if f.Limit < 0 {
		return optionsErrorf("Facets", "a limit of %d for the values of %s: it cannot be negative", f.Limit, f.By)
	}
	return nil
}

// A Dimension is the name of a field by which a [Facet] counts: [Outlet], [Author],
// [Language], [Day], [Month] or [Year]. Articles without a value are counted
// separately.
type Dimension string

// dimensions is the table of the dimensions: their columns and, for dates, the
// length of the value as a prefix of a day.
var dimensions = []struct {
	name   Dimension
	column string
	prefix int
}{
	{Outlet, schema.OutletName, 0},
	{Author, schema.AuthorName, 0},
	{Language, schema.Analysis, 0},
	{Day, schema.Published, len("2006-01-02")},
	{Month, schema.Published, len("2006-01")},
	{Year, schema.Published, len("2006")},
}

// Dimensions returns all dimensions.
func Dimensions() []Dimension {
	all := make([]Dimension, len(dimensions))
	for i := range all {
		all[i] = dimensions[i].name
	}
	return all
}

// row returns the index of the dimension in the table, −1 if it is unknown.
func (d Dimension) row() int {
	for i := range dimensions {
		if dimensions[i].name == d {
			return i
		}
	}
	return -1
}

func (d Dimension) valid() bool { return d.row() >= 0 }

// String returns the dimension's name: "outlet", "author", "lang", "day", "month"
// or "year".
func (d Dimension) String() string { return string(d) }

// ParseDimension returns the dimension with a name that [Dimension.String] returns.
func ParseDimension(name string) (Dimension, error) {
	if d := Dimension(name); d.valid() {
		return d, nil
	}
	return "", optionsErrorf("Facets", "%q is nothing to count by; it is one of %v", name, Dimensions())
}

// IsDate reports whether the values are days, months or years, which are ordered by
// time.
func (d Dimension) IsDate() bool { return d.datePrefix() > 0 }

// datePrefix returns the number of bytes of a day that are the value of a date, 0
// for other dimensions.
func (d Dimension) datePrefix() int {
	if row := d.row(); row >= 0 {
		return dimensions[row].prefix
	}
	return 0
}

// A FacetCount is the result of a [Facet]. The counts are exact. They include all
// matches, with copies and articles beyond the hits.
type FacetCount struct {
	// By is the field.
	By Dimension
	// Values are the listed values. Outlets, authors and languages are ordered by
	// descending count and then by name. Dates are ordered by time. Dates without
	// articles between the first and the last are listed with a count of 0, unless
	// the range exceeds [MaxBuckets].
	Values []ValueCount
	// Others is the number of values beyond the limit.
	Others int
	// Without is the number of matches without a value.
	Without int
}

// A ValueCount is a value and the number of matches that have it. An article with
// several values counts for each.
type ValueCount struct {
	// Value is the value, as the facet's dimension describes it.
	Value string
	// Count is the number of articles.
	Count int
}

// A columnCount is the counts of a column.
type columnCount struct {
	rank.ColumnCount
	column *postings.Column
}

// countFacets returns the results of facets for the matches of a search. Each column
// is counted once.
func countFacets(ctx context.Context, snapshot *index.Snapshot, s *rank.Search, facets []Facet) ([]FacetCount, error) {
	if len(facets) == 0 {
		return nil, nil
	}
	var columns []*postings.Column
	indexes := make(map[string]int)
	for _, f := range facets {
		field := dimensions[f.By.row()].column
		if _, ok := indexes[field]; ok {
			continue
		}
		c, err := snapshot.Postings().Column(ctx, field)
		if err != nil {
			return nil, err
		}
		indexes[field] = len(columns)
		columns = append(columns, c)
	}
	counts, err := s.Count(ctx, columns)
	if err != nil {
		return nil, err
	}
	out := make([]FacetCount, len(facets))
	for i, f := range facets {
		at := indexes[dimensions[f.By.row()].column]
		c := columnCount{counts[at], columns[at]}
		if out[i], err = c.answer(f); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// answer returns the result of a facet.
func (c *columnCount) answer(f Facet) (FacetCount, error) {
	count := FacetCount{By: f.By, Without: c.Without}
	if f.By.IsDate() {
		var err error
		count.Values, count.Others, err = c.histogram(f)
		return count, err
	}
	best := c.top(f.Limit)
	for _, v := range best {
		count.Values = append(count.Values, ValueCount{c.column.Values()[v.Value], int(v.Count)})
	}
	count.Others = len(c.Values) - len(best)
	return count, nil
}

// top returns the values of the most articles, up to limit of them, by descending
// count and then by name.
func (c *columnCount) top(limit int) []rank.ValueCount {
	if limit == 0 {
		return nil
	}
	best := slices.Clone(c.Values[:min(limit, len(c.Values))])
	if limit < len(c.Values) {
		after := func(a, b *rank.ValueCount) bool { return compareValues(*a, *b) > 0 }
		heap.Init(best, after)
		for _, v := range c.Values[limit:] {
			if compareValues(v, best[0]) < 0 {
				best[0] = v
				heap.FixFirst(best, after)
			}
		}
	}
	slices.SortFunc(best, compareValues)
	return best
}

// compareValues orders values by descending count and then by name, which is the
// order of their indexes.
func compareValues(a, b rank.ValueCount) int {
	return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
}
