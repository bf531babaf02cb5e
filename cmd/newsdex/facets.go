package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/newsdex/newsdex/query"
)

// A facetFlag is the values of --facet: names of dimensions, one or several
// between commas.
type facetFlag []query.Dimension

func dimensionNames() []string {
	var names []string
	for _, d := range query.Dimensions() {
		names = append(names, d.String())
	}
	return names
}

// Type says what the flag wants.
func (f *facetFlag) Type() string {
	names := dimensionNames()
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " or " + names[last]
}

func (f *facetFlag) String() string {
	var names []string
	for _, d := range *f {
		names = append(names, d.String())
	}
	return strings.Join(names, ",")
}

// Set adds dimensions; one that is there already stays where it is.
func (f *facetFlag) Set(s string) error {
	for name := range strings.SplitSeq(s, ",") {
		d, err := query.ParseDimension(strings.TrimSpace(name))
		if err != nil {
			return err
		}
		if !slices.Contains(*f, d) {
			*f = append(*f, d)
		}
	}
	return nil
}

// defaultValues is the number of values of a facet that are listed where --facet-limit is
// not given. Of days, months and years all are.
const defaultValues = 10

// facets returns the facets to count. The limit is that of --facet-limit, 0 where it is
// not given.
func (f *facetFlag) facets(limit int) []query.Facet {
	var facets []query.Facet
	for _, d := range *f {
		facet := query.Facet{By: d, Limit: limit}
		switch {
		case limit > 0:
		case d.IsDate():
			facet.Limit = query.AllValues
		default:
			facet.Limit = defaultValues
		}
		facets = append(facets, facet)
	}
	return facets
}

// A facetJSON is what was counted by one dimension, as a machine reads it.
type facetJSON struct {
	Values  []valueJSON `json:"values"`
	Others  int         `json:"others"`
	Without int         `json:"without"`
}

type valueJSON struct {
	Value string `json:"value"`
	Count int    `json:"count"`
}

// A facetsJSON is the line behind those of the hits.
type facetsJSON struct {
	Facets map[string]facetJSON `json:"facets"`
}

func newFacetsJSON(counts []query.FacetCount) facetsJSON {
	j := facetsJSON{map[string]facetJSON{}}
	for _, c := range counts {
		f := facetJSON{Values: []valueJSON{}, Others: c.Others, Without: c.Without}
		for _, v := range c.Values {
			f.Values = append(f.Values, valueJSON(v))
		}
		j.Facets[c.By.String()] = f
	}
	return j
}

// printFacets writes counts: as bars on a terminal, and else as lines of the
// dimension, the value and the count with tabs between them.
func (a *app) printFacets(counts []query.FacetCount) {
	width := a.stdout.width()
	for _, c := range counts {
		if width > 0 {
			for _, line := range facetBars(c, width, a.stdout.style) {
				fmt.Fprintln(a.stdout, line)
			}
			continue
		}
		for _, v := range c.Values {
			fmt.Fprintf(a.stdout, "%s\t%s\t%d\n", c.By, visible(v.Value), v.Count)
		}
		if c.Without > 0 {
			fmt.Fprintf(a.stdout, "%s\t\t%d\n", c.By, c.Without)
		}
	}
}

// tellOthers says what printFacets had no place to say.
func (a *app) tellOthers(counts []query.FacetCount) {
	for _, c := range counts {
		if c.Others > 0 && a.stdout.file == nil {
			a.stderr.say("%s not listed; --facet-limit lists more", others(c))
		}
	}
}

// others says how many values there are besides those that are listed.
func others(c query.FacetCount) string {
	if c.By.IsDate() {
		return amount(c.Others, "earlier "+c.By.String())
	}
	what := map[query.Dimension]string{query.Language: "language"}[c.By]
	if what == "" {
		what = c.By.String()
	}
	return amount(c.Others, "other "+what)
}

const (
	// maxBar is the greatest length of a bar.
	maxBar = 40
	// minBar is the length that a bar keeps where names are long.
	minBar = 8
	// maxEmpty is the greatest number of lines in a row without a bar.
	maxEmpty = 3
)

// facetBars returns counts as lines of at most width columns, for a terminal:
//
//	outlet
//	  Unblock Media   12  ████████████████████████████████████████
//	  Herald           3  ██████████
//	  (none)           2  ██████▋
//	  and 14 other outlets
//
// One line stands for more than three days, months or years in a row without
// articles.
func facetBars(c query.FacetCount, width int, s style) []string {
	if len(c.Values) == 0 && c.Without == 0 {
		return nil
	}
	rows := c.Values
	if c.Without > 0 {
		rows = append(slices.Clip(rows), query.ValueCount{Value: "(none)", Count: c.Without})
	}
	names, digits, most := 0, 0, 1
	for _, r := range rows {
		names, digits, most = max(names, columns(visible(r.Value))), max(digits, len(grouped(r.Count))), max(most, r.Count)
	}
	const spaces = 6 // before a line, and twice between
	names = max(min(names, width-spaces-digits-minBar), 1)
	room := min(width-spaces-digits-names, maxBar)

	lines := []string{s.bold(c.By.String())}
	for i := 0; i < len(rows); i++ {
		r := rows[i]
		if n := empty(rows[i:]); n > maxEmpty {
			lines = append(lines, s.dim(fmt.Sprintf("  ⋮ %s without articles", amount(n, c.By.String()))))
			i += n - 1
			continue
		}
		name := visible(r.Value)
		if columns(name) > names {
			name = cut(name, names-1) + "…"
		}
		line := fmt.Sprintf("  %s  %*s  %s", padded(name, names), digits, grouped(r.Count), bar(r.Count, most, room))
		lines = append(lines, strings.TrimRight(line, " "))
	}
	if c.Others > 0 {
		lines = append(lines, s.dim("  and "+others(c)))
	}
	return append(lines, "")
}

// empty returns how many values at the front have the count 0.
func empty(values []query.ValueCount) int {
	for i, v := range values {
		if v.Count > 0 {
			return i
		}
	}
	return len(values)
}

// bar returns a bar whose length is to room columns as n is to most, in eighths
// of a column. It is empty for 0 only.
func bar(n, most, room int) string {
	if n <= 0 || room <= 0 {
		return ""
	}
	eighths := max(int(int64(n)*int64(room)*8/int64(most)), 1)
	full := strings.Repeat("█", eighths/8)
	if part := eighths % 8; part > 0 {
		full += string([]rune("▏▎▍▌▋▊▉")[part-1])
	}
	return full
}
