package ingest

import (
	"slices"
	"unicode/utf8"
)

// A Candidate is one value that was found for one field of an article. Of the
// candidates of a field the chosen one is the article's; the others are kept, so
// that a wrong choice can be seen and understood.
type Candidate struct {
	// Field is the field's name as the table of record fields writes it:
	// "title", "published"; or "text", whose Value says how much text it is.
	Field string
	// Value is what was found, on one line, cut off where it is long.
	Value string
	// Sources are the places where it was found, each once, the one that was
	// asked first in front; of "text" it is the extractor. See [Candidate.Source].
	Sources []Provenance `json:",omitzero"`
	// Chosen says that the field has this value.
	Chosen bool `json:",omitzero"`
	// Refused says why the value cannot be right, "" if it can: "lies in the
	// future".
	Refused string `json:",omitzero"`
}

// found appends a candidate to those of its field, or its sources to the one that
// has the same value.
func (a *Article) found(c Candidate) {
	c.Value = cutText(oneLine(c.Value), longestValue)
	for i := range a.Found {
		if old := &a.Found[i]; old.Field != c.Field || old.Value != c.Value || old.Refused != c.Refused {
			continue
		}
		a.Found = slices.Clone(a.Found) // articles are values
		old := &a.Found[i]
		old.Sources = addSources(old.Sources, c.Sources...)
		old.Chosen = old.Chosen || c.Chosen
		return
	}
	a.Found = append(a.Found[:len(a.Found):len(a.Found)], c)
}

// cutText returns at most n bytes of s, whole characters, with "…" where it was
// longer.
func cutText(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n] + "…"
}
