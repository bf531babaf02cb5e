package render

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/newsdex/newsdex/ingest"
)

// A mending is what one repair changed in one line of the body.
type mending struct {
	line  int
	kind  string
	edits []change
}

// A change is one text that became another, so many times.
type change struct {
	old, new string
	n        int
}

// mendings returns what was mended in the body, in the order of its lines.
func mendings(a *ingest.Article) []mending {
	var ms []mending
	for _, r := range a.Repairs {
		from := len(ms)
		for _, e := range r.Edits {
			if e.Field != "" {
				continue
			}
			if len(ms) == from || ms[len(ms)-1].line != e.Line {
				ms = append(ms, mending{line: e.Line, kind: r.Kind})
			}
			ms[len(ms)-1].add(change{e.Old, e.New, 1})
		}
	}
	slices.SortStableFunc(ms, func(x, y mending) int { return cmp.Compare(x.line, y.line) })
	return ms
}

func (m *mending) add(c change) {
	for i := range m.edits {
		if e := &m.edits[i]; e.old == c.old && e.new == c.new {
			e.n++
			return
		}
	}
	m.edits = append(m.edits, c)
}

// String says it in a line: entity: “&amp;” → “&”, 2 times; “&#39;” → “'”
func (m mending) String() string {
	const most = 4
	var parts []string
	for i, e := range m.edits {
		if i == most && len(m.edits) > most+1 {
			parts = append(parts, fmt.Sprintf("and %d more", len(m.edits)-most))
			break
		}
		parts = append(parts, e.String())
	}
	return m.kind + ": " + strings.Join(parts, "; ")
}

func (c change) String() string {
	s := fmt.Sprintf("“%s” → “%s”", shown(c.old), shown(c.new))
	if c.n > 1 {
		s += fmt.Sprintf(", %d times", c.n)
	}
	return s
}

// shown returns a changed text with its line ends to be seen, and cut in the
// middle if it is long.
func shown(s string) string {
	const most = 60
	s = strings.ReplaceAll(s, "\n", "⏎")
	if r := []rune(s); len(r) > most {
		s = string(r[:most/2]) + " … " + string(r[len(r)-most/2:])
	}
	return s
}
