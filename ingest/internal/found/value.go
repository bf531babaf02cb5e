package found

import (
	"slices"

	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// A Candidate is one value that one source has for one field of an article.
type Candidate struct {
	Field   string // as the table of record fields writes it
	Value   string
	Source  Source
	Chosen  bool   // the field has this value
	Refused string // why the value cannot be right, "" if it can
}

// A Value is a candidate with all sources that have its value.
type Value struct {
	Candidate
	Sources []Source // the first is that of the candidate
}

// LongestValue is how many bytes of a value are kept.
const LongestValue = 400

// AddCandidate appends a candidate to those of its field, or its source to the one
// that has the same value. The array of list, which others may share, stays as it is.
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

// AddSources returns list with those of more that are not in it. The array of list,
// which others may share, stays as it is.
func AddSources[T comparable](list []T, more ...T) []T {
	list = slices.Clip(list)
	for _, s := range more {
		if !slices.Contains(list, s) {
			list = append(list, s)
		}
	}
	return list
}
