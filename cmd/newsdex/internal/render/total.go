package render

import (
	"fmt"

	"github.com/newsdex/newsdex/cmd/newsdex/internal/terminal"
	"github.com/newsdex/newsdex/query"
)

// Total says how many articles match q: total or, with atLeast, that many at least. Of these
// shown were printed after the first offset, where limit were asked for. Where none match it
// says how to find more.
func Total(m *terminal.Messages, q query.Query, total int, atLeast bool, offset, shown, limit int) {
	verb := "match"
	if total == 1 {
		verb = "matches"
	}
	msg := terminal.Amount(total, "article") + " " + verb
	if atLeast {
		msg = "at least " + msg
	}
	switch {
	case total == 0:
		m.Say("no article matches; %s", widen(q))
		return
	case shown == 0 && limit > 0:
		msg += fmt.Sprintf("; --offset %d passes over all of them", offset)
	case shown > 0 && shown < total:
		msg += fmt.Sprintf("; these are %s to %s", terminal.Grouped(offset+1), terminal.Grouped(offset+shown))
	}
	m.Say("%s", msg)
}
