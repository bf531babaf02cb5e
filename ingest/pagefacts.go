package ingest

import (
	"slices"
	"strings"
)

// pageFacts are the statements of a page about its article, and all candidates
// among which they were chosen. The zero value says nothing.
type pageFacts struct {
	URL, Title, Deck, Outlet, Language, Section string
	Authors, Tags                               []string
	Published, Updated                          dated
	// Found lists the candidates of all fields, in the order in which they were
	// judged.
	Found []pageCandidate
}

// A pageCandidate is one value that a page has for one field.
type pageCandidate struct {
	Field   string // as in the table metadataSources
	Value   string
	Source  string
	Chosen  bool   // the field has this value
	Refused string // why the value cannot be right, "" if it can
}

// found appends a candidate to those of its field, or its source to the one that
// has the same value.
func (p *pageFacts) found(c pageCandidate) {
	c.Value = cutText(oneLine(c.Value), longestValue)
	i := slices.IndexFunc(p.Found, func(old pageCandidate) bool {
		return old.Field == c.Field && old.Value == c.Value && old.Refused == c.Refused
	})
	if i < 0 {
		p.Found = append(p.Found, c)
		return
	}
	old := &p.Found[i]
	if !strings.Contains(old.Source, c.Source) {
		old.Source += ", " + c.Source
	}
	old.Chosen = old.Chosen || c.Chosen
}
