package ingest

import "slices"

// pageFacts are the statements of a page about its article, and all candidates
// among which they were chosen. The zero value says nothing.
type pageFacts struct {
	URL, Title, Deck, Outlet, Language, Section string
	Authors, Tags                               []string
	Published, Updated                          dated
	// Found lists the candidates of all fields, in the order in which they were
	// judged.
	Found []pageValue
}

// A pageCandidate is one value that one source of a page has for one field.
type pageCandidate struct {
	Field   string // as in the table metadataSources
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

// found appends a candidate to those of its field, or its source to the one that
// has the same value.
func (p *pageFacts) found(c pageCandidate) {
	c.Value = cutText(oneLine(c.Value), longestValue)
	i := slices.IndexFunc(p.Found, func(old pageValue) bool {
		return old.Field == c.Field && old.Value == c.Value && old.Refused == c.Refused
	})
	if i < 0 {
		p.Found = append(p.Found, pageValue{c, []pageSource{c.Source}})
		return
	}
	old := &p.Found[i]
	old.Sources = addSources(old.Sources, c.Source)
	old.Chosen = old.Chosen || c.Chosen
}
