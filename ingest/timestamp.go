package ingest

import (
	"regexp"
	"strings"
)

// headLines is how many of an article's first lines metadata is looked for in.
const headLines = 6

// datePrefix is what may stand before the date on its line.
var datePrefix = regexp.MustCompile(`(?i)^(first )?(published|posted|updated|last updated|date|created|publish date|publication date)( on| at)?\s*:?\s+`)

// findTimestamp finds a line of the head that is a date and nothing else. It
// sets Published where the source gave none.
func findTimestamp(t *Text) []Cut {
	for i := range t.Lines[:min(len(t.Lines), headLines)] {
		s := t.Lines[i].Text
		if len(s) > 64 || !strings.ContainsAny(s, "0123456789") {
			continue
		}
		at, layout := parseDate(datePrefix.ReplaceAllString(s, ""))
		if at.IsZero() {
			continue
		}
		return []Cut{{Line: i, Set: func(a *Article) {
			if a.Published.IsZero() {
				a.Published, a.PublishedLayout = at, layout
			}
		}}}
	}
	return nil
}
