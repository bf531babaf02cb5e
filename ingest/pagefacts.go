package ingest

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

// found appends a candidate to those of its field, or its source to the one that
// has the same value.
func (p *pageFacts) found(c pageCandidate) { p.Found = addCandidate(p.Found, c) }
