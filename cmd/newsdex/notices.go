package main

import (
	"strings"

	"github.com/newsdex/newsdex/query"
)

// tellNotices says what of a query was not read as it may have been meant, each
// thing once.
func (a *app) tellNotices(q string, notices []query.Notice) {
	told := map[string]bool{}
	for _, n := range notices {
		if !told[n.Msg] {
			told[n.Msg] = true
			a.stderr.say("%s", n.Msg)
			a.point(q, n.Offset)
		}
	}
}

// tellSyntaxError says why a query cannot be read, and returns the failure.
func (a *app) tellSyntaxError(q string, err *query.SyntaxError) error {
	a.stderr.say("%s", err.Msg)
	if 0 < err.Offset && err.Offset < query.MaxQueryBytes { // else all of it is meant
		a.point(q, err.Offset)
	}
	return &failure{code: exitUsage}
}

// point shows a query with a caret beneath a place of it.
func (a *app) point(q string, offset int) {
	const around = 30 // bytes on either side of the place, of a long query
	offset = min(offset, len(q))
	before, after := q[:offset], q[offset:]
	if len(before) > 2*around {
		before = "…" + before[len(before)-around:]
	}
	if len(after) > 2*around {
		after = after[:around] + "…"
	}
	// A cut may have gone through a rune.
	before = visible(strings.ToValidUTF8(before, ""))
	a.stderr.say("  %s%s", before, strings.ToValidUTF8(after, ""))
	a.stderr.say("  %s^", strings.Repeat(" ", columns(before)))
}
