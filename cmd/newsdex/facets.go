package main

import (
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
