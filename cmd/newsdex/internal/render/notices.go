package render

import (
	"strings"

	"github.com/newsdex/newsdex/cmd/newsdex/internal/terminal"
	"github.com/newsdex/newsdex/query"
	"github.com/newsdex/newsdex/query/render"
)

// Notices says what of a query was not read as it may have been meant, each thing once.
func Notices(m *terminal.Messages, q string, notices []query.Notice) {
	for _, n := range render.NewNotices(notices) {
		m.Say("%s", n.Message)
		point(m, q, n.Offset)
	}
}

// SyntaxError says why a query cannot be read.
func SyntaxError(m *terminal.Messages, q string, err *query.SyntaxError) {
	m.Say("%s", err.Msg)
	if 0 < err.Offset && err.Offset < query.MaxQueryBytes { // else all of it is meant
		point(m, q, err.Offset)
	}
}

// point shows a query with a caret beneath the byte at offset.
func point(m *terminal.Messages, q string, offset int) {
	const around = 30 // bytes of a long query, on either side
	offset = min(offset, len(q))
	before, after := q[:offset], q[offset:]
	if len(before) > 2*around {
		before = "…" + before[len(before)-around:]
	}
	if len(after) > 2*around {
		after = after[:around] + "…"
	}
	// A cut may have gone through a rune.
	before = terminal.Visible(strings.ToValidUTF8(before, ""))
	m.Say("  %s%s", before, strings.ToValidUTF8(after, ""))
	m.Say("  %s^", strings.Repeat(" ", terminal.Columns(before)))
}
