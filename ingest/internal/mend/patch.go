package mend

import (
	"strings"
	"unicode/utf8"

	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// A Patch is a change that a repair proposes: bytes Start to End of a text become New.
// New has no line end.
type Patch struct {
	Start, End int
	New        string
}

// Replace returns s with the patches applied.
func Replace(s string, patches []Patch) string {
	var b strings.Builder
	at := 0
	for _, p := range patches {
		b.WriteString(s[at:p.Start])
		b.WriteString(p.New)
		at = p.End
	}
	b.WriteString(s[at:])
	return b.String()
}

// LineStart returns the start of the line of raw that contains byte i. It looks no
// further back than from, where a line begins or ends.
func LineStart(raw string, from, i int) int {
	start := from
	for j := from; j < i; {
		r, n := utf8.DecodeRuneInString(raw[j:])
		j += n
		if plain.Classify(r) == plain.Newline {
			start = j
		}
	}
	return start
}

// LineEnd returns the end of the line of raw that contains byte i.
func LineEnd(raw string, i int) int {
	for j, r := range raw[i:] {
		if plain.Classify(r) == plain.Newline {
			return i + j
		}
	}
	return len(raw)
}
