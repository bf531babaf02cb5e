package render

import (
	"fmt"

	"github.com/newsdex/newsdex/cmd/newsdex/internal/terminal"
	"github.com/newsdex/newsdex/query"
)

// Total says how many articles match q, and which of them were printed as hits of a search
// with options. Where none match it says how to find more.
func Total(m *terminal.Messages, q query.Query, res *query.Results, o query.Options) {
	verb := "match"
	if res.Total == 1 {
		verb = "matches"
	}
	msg := terminal.Amount(res.Total, "article") + " " + verb
	if res.AtLeast {
		msg = "at least " + msg
	}
	shown := len(res.Hits)
	switch {
	case res.Total == 0:
		m.Say("no article matches; %s", widen(q))
		return
	case shown == 0 && o.After != "" && o.Limit > 0:
		msg += "; none of them is behind the place that --after names"
	case shown == 0 && o.Limit > 0:
		msg += fmt.Sprintf("; --offset %d passes over all of them", o.Offset)
	case shown > 0 && shown < res.Total:
		msg += fmt.Sprintf("; these are %s to %s", terminal.Grouped(res.Offset+1), terminal.Grouped(res.Offset+shown))
	}
	m.Say("%s", msg)
}

// Next says how to print the next articles. Without a token there are none.
func Next(m *terminal.Messages, token string) {
	if token != "" {
		m.Say("for the next ones: --after %s", token)
	}
}
