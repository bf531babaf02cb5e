package ingest

import "slices"

// A pageCandidate is one value that one source has for one field of an article.
type pageCandidate struct {
	Field   string // as the table of record fields writes it
	Value   string
	Source  pageSource
	Chosen  bool   // the field has this value
	Refused string // why the value cannot be right, "" if it can
}

// A pageValue is a candidate with all sources that have its value.
type pageValue struct {
	pageCandidate
	Sources []pageSource // the first is that of the candidate
}

// longestValue is how many bytes of a value are kept.
const longestValue = 400

// addCandidate appends a candidate to those of its field, or its source to the one
// that has the same value. The array of list, which others may share, stays as it is.
func addCandidate(list []pageValue, c pageCandidate) []pageValue {
	c.Value = cutText(oneLine(c.Value), longestValue)
	i := slices.IndexFunc(list, func(old pageValue) bool {
		return old.Field == c.Field && old.Value == c.Value && old.Refused == c.Refused
	})
	if i < 0 {
		return append(slices.Clip(list), pageValue{c, []pageSource{c.Source}})
	}
	list = slices.Clone(list)
	old := &list[i]
	old.Sources = addSources(old.Sources, c.Source)
	old.Chosen = old.Chosen || c.Chosen
	return list
}

// addSources returns list with those of more that are not in it. The array of list,
// which others may share, stays as it is.
func addSources[T comparable](list []T, more ...T) []T {
	list = slices.Clip(list)
	for _, s := range more {
		if !slices.Contains(list, s) {
			list = append(list, s)
		}
	}
	return list
}
