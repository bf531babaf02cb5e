package query

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/index/postings"
	"github.com/newsdex/newsdex/query/internal/heap"
	"github.com/newsdex/newsdex/query/internal/rank"
)

// A Facet asks how the articles that match are spread over the values of one of
// their fields.
type Facet struct {
	// By is the field.
	By Dimension
	// Limit is the greatest number of values to list: of outlets, authors and
	// languages those of the most articles, of days, months and years the last ones
	// that articles have. [AllValues] is no limit. With 0 none are listed, and
	// [FacetCount.Others] says how many there are.
	Limit int
}

// AllValues is the limit of a [Facet] that lists all values.
const AllValues = math.MaxInt

func (f *Facet) check() error {
	if !f.By.valid() {
		return fmt.Errorf("query: %q is not a field to count by", string(f.By))
	}
	if f.Limit < 0 {
		return fmt.Errorf("query: a limit of %d for the values of %s: it cannot be negative", f.Limit, f.By)
	}
	return nil
}

// A Dimension is the name of a field by which a [Facet] counts: [Outlet], [Author],
// [Language], [Day], [Month] or [Year]. An article without a value of one is counted as
// such.
type Dimension string

// dimensions is the table of the dimensions, the columns that they are counted in, and
// for dates how much of a day is the value.
var dimensions = []struct {
	name   Dimension
	column postings.ColumnField
	prefix int
}{
	{Outlet, postings.Outlets, 0},
	{Author, postings.Authors, 0},
	{Language, postings.Languages, 0},
	{Day, postings.Days, len("2006-01-02")},
	{Month, postings.Days, len("2006-01")},
	{Year, postings.Days, len("2006")},
}

// Dimensions returns all dimensions.
func Dimensions() []Dimension {
	all := make([]Dimension, len(dimensions))
	for i := range all {
		all[i] = dimensions[i].name
	}
	return all
}

// row returns the number of the dimension's row in the table, −1 if there is none.
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

// ParseDimension returns the dimension with a name, as [Dimension.String] gives
// it.
func ParseDimension(name string) (Dimension, error) {
	if d := Dimension(name); d.valid() {
		return d, nil
	}
	return "", fmt.Errorf("query: %q is nothing to count by; it is one of %v", name, Dimensions())
}

// IsDate reports whether the values are days, months or years, in the order of
// time.
func (d Dimension) IsDate() bool { return d.datePrefix() > 0 }

// datePrefix returns how many bytes of a day are the value of a date, 0 for what is
// none.
func (d Dimension) datePrefix() int {
	if row := d.row(); row >= 0 {
		return dimensions[row].prefix
	}
	return 0
}

// A FacetCount is the answer to a [Facet]. The counts are exact, over all
// articles that match, copies and those beyond the hits among them.
type FacetCount struct {
	// By is the field that was counted by.
	By Dimension
	// Values are the values with their counts. Outlets, authors and languages are
	// in the order of their counts, the highest first, and of one count in the
	// order of their names. Dates are in the order of time, and those between the
	// first and the last that no article has are among them with a count of 0,
	// unless that makes more than [MaxBuckets].
	Values []ValueCount
	// Others is the number of further values, beyond the limit.
	Others int
	// Without is the number of articles that match and have no value.
	Without int
}

// A ValueCount is a value and the number of articles that have it. An article
// with several values counts for each.
type ValueCount struct {
	// Value is the value, as the facet's dimension describes it.
	Value string
	// Count is the number of articles.
	Count int
}

// A columnCount is what was counted in a column.
type columnCount struct {
	rank.ColumnCount
	column *postings.Column
}

// countFacets answers facets about the articles that a search finds. A column that
// several ask for is counted once.
func countFacets(ctx context.Context, snapshot *index.Snapshot, s *rank.Search, facets []Facet) ([]FacetCount, error) {
	if len(facets) == 0 {
		return nil, nil
	}
	var columns []*postings.Column
	place := make(map[postings.ColumnField]int)
	for _, f := range facets {
		field := dimensions[f.By.row()].column
		if _, ok := place[field]; ok {
			continue
		}
		c, err := snapshot.Postings().Column(ctx, field)
		if err != nil {
			return nil, err
		}
		place[field] = len(columns)
		columns = append(columns, c)
	}
	counts, err := s.Count(ctx, columns)
	if err != nil {
		return nil, err
	}
	out := make([]FacetCount, len(facets))
	for i, f := range facets {
		at := place[dimensions[f.By.row()].column]
		c := columnCount{counts[at], columns[at]}
		if out[i], err = c.answer(f); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// answer returns what was counted as a facet asks for it.
func (c *columnCount) answer(f Facet) (FacetCount, error) {
	count := FacetCount{By: f.By, Without: c.Without}
	if f.By.IsDate() {
		var err error
		count.Values, count.Others, err = c.histogram(f)
		return count, err
	}
	best := c.most(f.Limit)
	for _, v := range best {
		count.Values = append(count.Values, ValueCount{c.column.Values()[v.Value], int(v.Count)})
	}
	count.Others = len(c.Values) - len(best)
	return count, nil
}

// most returns the values of the most articles, those of one count by name: up to
// limit of them.
func (c *columnCount) most(limit int) []rank.ValueCount {
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

// compareValues orders values: those of the most articles first, and then by name,
// which is the order of their numbers.
func compareValues(a, b rank.ValueCount) int {
	return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
}
