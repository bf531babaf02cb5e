package render

import (
	"fmt"

	"github.com/newsdex/newsdex/cmd/newsdex/internal/terminal"
	"github.com/newsdex/newsdex/ingest"
)

// A TemplateCount is how many lines of how many outlets an index takes out as
// templates.
type TemplateCount struct {
	// Lines is the number of lines.
	Lines int `json:"lines"`
	// Outlets is the number of outlets that they are of.
	Outlets int `json:"outlets"`
}

// CountTemplates counts the lines of t, but for those that were refused.
func CountTemplates(t *ingest.Templates) (n TemplateCount) {
	last := ""
	for _, line := range t.List() { // by outlet
		if line.State == ingest.Refused {
			continue
		}
		if n.Lines++; n.Outlets == 0 || line.Outlet != last {
			n.Outlets++
		}
		last = line.Outlet
	}
	return n
}

// String is “12 lines of 3 outlets”.
func (n TemplateCount) String() string {
	return fmt.Sprintf("%s of %s", terminal.Amount(n.Lines, "line"), terminal.Amount(n.Outlets, "outlet"))
}
