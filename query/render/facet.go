package render

import "github.com/newsdex/newsdex/query"

// Facets are the counts of a search.
type Facets struct {
	// Facets holds the counts by the name of their dimension.
	Facets map[string]Facet `json:"facets"`
}

// A Facet is the counts of one dimension: a [query.FacetCount].
type Facet struct {
	// Values are the values with their counts, in the order of the facet.
	Values []Value `json:"values"`
	// Others is the number of further values.
	Others int `json:"others"`
	// Without is the number of articles without a value.
	Without int `json:"without"`
}

// A Value is a value and the number of articles that have it.
type Value struct {
	// Value is the name of an outlet, an author, a language, or a date.
	Value string `json:"value"`
	// Count is the number of articles.
	Count int `json:"count"`
}

// NewFacets returns the form of counts.
func NewFacets(counts []query.FacetCount) Facets {
	j := Facets{map[string]Facet{}}
	for _, c := range counts {
		f := Facet{Values: make([]Value, 0, len(c.Values)), Others: c.Others, Without: c.Without}
		for _, v := range c.Values {
			f.Values = append(f.Values, Value{Value: v.Value, Count: v.Count})
		}
		j.Facets[c.By.String()] = f
	}
	return j
}
