package query

import (
	"fmt"

	"github.com/newsdex/newsdex/index/postings"
)

// A Facet asks how the articles that match are spread over the values of one of
// their fields.
type Facet struct {
	// By is the field.
	By Dimension
	// Limit is the greatest number of values that articles have to list: of
	// outlets, authors and languages those of the most articles, of days, months
	// and years the last ones. Default 10, and for days, months and years all; a
	// negative number is all.
	Limit int
}

// A Dimension is a field by which a [Facet] counts.
type Dimension int

// The dimensions. An article without a value of one is counted as such.
const (
	Outlet   Dimension = iota // the outlet, as [index.NameValue] has it
	Author                    // each of the authors, as [index.NameValue] has them
	Language                  // the code of the language in which the article is analysed, "und" among them
	Day                       // the day of publication in UTC: "2025-02-11"
	Month                     // the month: "2025-02"
	Year                      // the year: "2025"
)

// dimensions is the table of the dimensions: their names, the columns that they
// are counted in, and for dates how much of a day is the value.
var dimensions = []struct {
	name   string
	column postings.ColumnField
	prefix int
}{
	Outlet:   {"outlet", postings.Outlets, 0},
	Author:   {"author", postings.Authors, 0},
	Language: {"lang", postings.Languages, 0},
	Day:      {"day", postings.Days, len("2006-01-02")},
	Month:    {"month", postings.Days, len("2006-01")},
	Year:     {"year", postings.Days, len("2006")},
}

// Dimensions returns all dimensions.
func Dimensions() []Dimension {
	all := make([]Dimension, len(dimensions))
	for i := range all {
		all[i] = Dimension(i)
	}
	return all
}

func (d Dimension) valid() bool { return d >= 0 && int(d) < len(dimensions) }

// String returns the dimension's name: "outlet", "author", "lang", "day", "month"
// or "year".
func (d Dimension) String() string {
	if !d.valid() {
		return fmt.Sprintf("Dimension(%d)", int(d))
	}
	return dimensions[d].name
}

// ParseDimension returns the dimension with a name, as [Dimension.String] gives
// it.
func ParseDimension(name string) (Dimension, error) {
	for i := range dimensions {
		if dimensions[i].name == name {
			return Dimension(i), nil
		}
	}
	return 0, fmt.Errorf("query: %q is nothing to count by; it is one of %v", name, Dimensions())
}

// IsDate reports whether the values are days, months or years, in the order of
// time.
func (d Dimension) IsDate() bool { return d.valid() && dimensions[d].prefix > 0 }

// A FacetCount is the answer to a [Facet]. The counts are exact, over all
// articles that match, copies and those beyond the hits among them.
type FacetCount struct {
	// By is what was counted.
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
	Value string
	Count int
}

// facets counts the documents that match.
func (r *run) facets(root node, facets []Facet) ([]FacetCount, error) {
	if len(facets) == 0 {
		return nil, nil
	}
	columns := make(map[postings.ColumnField]*columnCount)
	var all []*columnCount
	for _, f := range facets {
		field := dimensions[f.By].column
		if columns[field] == nil {
			c, err := r.snapshot.Column(r.ctx, field)
			if err != nil {
				return nil, err
			}
			columns[field] = &columnCount{column: c}
			all = append(all, columns[field])
		}
	}
	if err := r.countAll(root, all); err != nil {
		return nil, err
	}
	out := make([]FacetCount, len(facets))
	for i, f := range facets {
		var err error
		if out[i], err = columns[dimensions[f.By].column].answer(f); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// answer returns what was counted as a facet asks for it.
func (c *columnCount) answer(f Facet) (FacetCount, error) {
	count := FacetCount{By: f.By, Without: c.without}
	if f.By.IsDate() {
		var err error
		count.Values, count.Others, err = c.histogram(f)
		return count, err
	}
	limit := f.Limit
	if limit == 0 {
		limit = 10
	}
	best := c.most(limit)
	for _, v := range best {
		count.Values = append(count.Values, ValueCount{c.column.Values()[v.place], int(v.n)})
	}
	count.Others = len(c.values) - len(best)
	return count, nil
}
