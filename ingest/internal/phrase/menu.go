package phrase

import (
	"strings"

	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// A menu of a site is a long run of short lines, of which the tables know some:
// "News", "Sport", "Our Ohio", "Obituaries".
const (
	menuLines = 8  // at least
	menuKnown = 3  // at least so many known ones…
	menuPart  = 3  // …and one in so many…
	menuGap   = 4  // …and no more unknown ones than this in a row
	menuWidth = 36 // bytes of a line at most
)

// markMenus marks the lines of menus that no table knows. Of a menu that comes
// right before a paragraph the last line stays when it is unknown: it may be a
// headline.
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
