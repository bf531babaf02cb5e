package phrase

import (
	"strings"

	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// A menu of a site is a long run of short lines, some of which the tables know: "News",
// "Sport", "Our Ohio", "Obituaries".
const (
	menuLines = 8  // least lines
	menuKnown = 3  // least known lines…
	menuPart  = 3  // …and one known line in this many…
	menuGap   = 4  // …and at most this many unknown lines in a row
	menuWidth = 36 // maximum length of a line in bytes
)

// markMenus marks the lines of menus that the tables do not know. Unknown lines at the
// end of a menu stay, because the last line before a paragraph may be a headline.
func markMenus(lines []Line) {
	for i := 0; i < len(lines); {
		end, known, gap := i, 0, 0
		for end < len(lines) && gap <= menuGap && isMenuItem(&lines[end]) {
			gap++
			if lines[end].Mark.Kind != NoKind {
				known++
				gap = 0
			}
			end++
		}
		for end > i && lines[end-1].Mark.Kind == NoKind {
			end--
		}
		if n := end - i; n >= menuLines && known >= menuKnown && known*menuPart >= n {
			for j := i; j < end; j++ {
				if lines[j].Mark.Kind == NoKind {
					lines[j].Mark.Kind = Navigation
				}
			}
		}
		i = max(end, i+1)
	}
}

func isMenuItem(l *Line) bool {
	s := l.Text
	if l.Mark.Kind != NoKind {
		return len(s) <= 2*menuWidth
	}
	return len(s) <= menuWidth && !plain.EndsSentence(s) && strings.Count(s, " ") <= 4 && !strings.ContainsAny(s, ",0123456789")
}
