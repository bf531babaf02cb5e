package found

import (
	"slices"

	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// A Candidate is one value of one field of an article, as one source states it.
type Candidate struct {
	Field   string // name in the table of record fields
	Value   string
	Source  Source
	Chosen  bool   // the value was chosen for the field
	Refused string // the reason against the value, or ""
}

// A Value is a candidate with all sources that state the same value.
type Value struct {
	Candidate
	Sources []Source // the first is the candidate's
}

// NoURL is the reason against an address that is no URL of an article, such as a relative
// one, or one of a script.
const NoURL = "is no absolute http or https URL"

// LongestValue is the number of bytes of a value that are kept.
const LongestValue = 400

// AddCandidate appends a candidate to list. If its field already has the same value, it
// appends only the source. It does not modify the array of list, which others may share.
func AddCandidate(list []Value, c Candidate) []Value {
	c.Value = plain.CutText(plain.OneLine(c.Value), LongestValue)
	i := slices.IndexFunc(list, func(old Value) bool {
		return old.Field == c.Field && old.Value == c.Value && old.Refused == c.Refused
	})
	if i < 0 {
		return append(slices.Clip(list), Value{c, []Source{c.Source}})
	}
	list = slices.Clone(list)
	old := &list[i]
	old.Sources = AddSources(old.Sources, c.Source)
	old.Chosen = old.Chosen || c.Chosen
	return list
}

// AddSources returns list with the elements of more that it lacks. It does not modify the
// array of list, which others may share.
func AddSources[T comparable](list []T, more ...T) []T {
	list = slices.Clip(list)
	for _, s := range more {
		if !slices.Contains(list, s) {
			list = append(list, s)
		}
	}
	return list
}
