package page

import (
	"github.com/newsdex/newsdex/ingest/internal/date"
	"github.com/newsdex/newsdex/ingest/internal/found"
)

// Facts are the statements of a page about its article, and all candidates for them. The
// zero value states nothing.
type Facts struct {
	URL, Title, Deck, Outlet, Language, Section string
	Authors, Tags                               []string
	Published, Updated                          date.Dated
	// Found lists the candidates of all fields, in the order in which they were
	// judged.
	Found []found.Value
}

// found appends a candidate to Found. If its field already has the same value, it appends
// only the source.
func (p *Facts) found(c found.Candidate) { p.Found = found.AddCandidate(p.Found, c) }
