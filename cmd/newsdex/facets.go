package main

import (
	"slices"
	"strings"

	"github.com/newsdex/newsdex/query"
)

// A facetFlag holds the values of --facet: names of dimensions, separated by commas.
type facetFlag []query.Dimension

func dimensionNames() []string {
	var names []string
	for _, d := range query.Dimensions() {
		names = append(names, d.String())
	}
	return names
}

// Type returns the type of the flag's value for the help.
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

// Set adds dimensions; a repeated one keeps its first position.
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

// defaultValues is the number of values listed for a facet without --facet-limit. Days,
// months and years are listed in full.
const defaultValues = 10

// facets returns the facets to count. limit is the value of --facet-limit, 0 if it is
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
