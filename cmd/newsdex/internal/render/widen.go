package render

import (
	"strings"

	"github.com/newsdex/newsdex/query"
)

// widen says how a query that finds nothing could find more, by what is in it.
func widen(q query.Query) string {
	var has struct{ phrase, filter, date, and, not, prefix bool }
	var look func(query.Query)
	look = func(q query.Query) {
		switch q := q.(type) {
		case query.Phrase:
			has.phrase = true
		case query.DateRange:
			has.date = true
		case query.Prefix, query.Fuzzy:
			has.prefix = true
		case query.Field:
			has.filter = true
			look(q.Of)
		case query.Boost:
			look(q.Of)
		case query.Not:
			has.not = true
		case query.And:
			has.and = has.and || words(q.Of) > 1
			for _, sub := range q.Of {
				look(sub)
			}
		case query.Or:
			for _, sub := range q.Of {
				look(sub)
			}
		}
	}
	look(q)

	var ways []string
	for _, w := range []struct {
		has bool
		way string
	}{
		{has.phrase, "leave out the quotes"},
		{has.and, "put OR for AND"},
		{has.date, "widen the dates"},
		{has.filter, "leave out the field"},
		{has.not, "allow the words that you left out"},
	} {
		if w.has {
			ways = append(ways, w.way)
		}
	}
	if len(ways) == 0 && !has.prefix {
		ways = []string{"try other words, or the beginning of one: negotiat*"}
	}
	if len(ways) == 0 {
		ways = []string{"try other words, or shorter beginnings"}
	}
	return "to find more, " + strings.Join(ways, ", or ")
}

// words returns how many of qs ask for words, not only for a date or a field.
func words(qs []query.Query) int {
	n := 0
	for _, q := range qs {
		switch q := q.(type) {
		case query.Boost:
			n += words([]query.Query{q.Of})
		case query.Term, query.Phrase, query.Prefix, query.Fuzzy, query.And, query.Or:
			n++
		}
	}
	return n
}
