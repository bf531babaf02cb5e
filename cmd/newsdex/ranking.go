package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/newsdex/newsdex/index/schema"
	"github.com/newsdex/newsdex/query"
)

// parseRanking reads a ranking from the text of its parameters.
func parseRanking(s string) (query.Ranking, error) {
	r := query.DefaultRanking()
	parameters := map[string]*float64{
		"k1": &r.K1, "b": &r.B,
		"title": &r.Weights[schema.Title], "deck": &r.Weights[schema.Deck], "body": &r.Weights[schema.Body],
		"proximity": &r.Proximity,
	}
	for _, p := range strings.FieldsFunc(s, func(c rune) bool { return c == ' ' || c == ',' }) {
		name, value, _ := strings.Cut(p, "=")
		to := parameters[name]
		if to == nil {
			return r, fmt.Errorf("%q is no parameter of a ranking; they are k1, b, title, deck, body and proximity", name)
		}
		v, err := strconv.ParseFloat(value, 64)
		if err != nil {
			return r, fmt.Errorf("%q is no number: write %s=1.5", value, name)
		}
		*to = v
	}
	return r, nil
}
