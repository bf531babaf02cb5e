package mend

import (
	"strings"
	"unicode/utf8"

	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// A Patch is a part of a text that a repair wants to change. It holds bytes
// start to end; its new text has no line end.
type Patch struct {
	Start, End int
	New        string
}

// Replace returns s with the new texts of patches.
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

// LineStart returns where the line of raw begins that holds byte i, looking no
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

// LineEnd returns where the line of raw ends that goes on at byte i.
func LineEnd(raw string, i int) int {
	for j, r := range raw[i:] {
		if plain.Classify(r) == plain.Newline {
			return i + j
		}
	}
	return len(raw)
}
