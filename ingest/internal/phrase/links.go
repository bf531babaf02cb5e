package phrase

import (
	"strings"

	"github.com/newsdex/newsdex/ingest/internal/date"
	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// mostBetween is the maximum number of removed lines between links. More of them are a
// menu, and the lines after a menu do not belong to the heading.
const mostBetween = 3

// markLinks marks the headlines of other articles that follow a heading such as "Read
// more:", so that they are removed with it. One headline suffices at the end of the
// article or after a colon. Elsewhere it takes two, because a section of the article
// may begin there.
func markLinks(lines []Line) {
	for i := 0; i < len(lines); i++ {
		m := lines[i].Mark
		if !m.Heads || !m.Out {
			continue
		}
		var links []int
		end, between := i+1, 0
		for ; end < len(lines); end++ {
			switch l := &lines[end]; {
			case l.Mark.Out && between < mostBetween:
				between++ // such as an advertisement
				continue
			case !l.Mark.Out && isLink(l.Text) && !(end+1 < len(lines) && plain.BeginsLower(lines[end+1].Text)):
				links = append(links, end)
				between = 0
				continue
			}
			break
		}
		least := 2
		if end == len(lines) || strings.HasSuffix(lines[i].Text, ":") {
			least = 1
		}
		if len(links) >= least {
			for _, j := range links {
				lines[j].Mark = Mark{Kind: Related, Sure: true, Out: true, Follows: true}
			}
		}
		i = end - 1
	}
}

// isLink reports whether s may be the headline of another article: several words that
// begin with a capital and do not end in a full stop.
func isLink(s string) bool {
	if plain.IsBullet(s) {
		_, s, _ = strings.Cut(s, " ")
	}
	if len(s) < 15 || len(s) > plain.MaxHeadline || plain.BeginsLower(s) || strings.Count(s, " ") < 2 {
		return false
	}
	switch plain.Last(s) {
	case '.', '…', ':', ';', ',', '。':
		return false
	}
	if _, ok := date.StampOf(s); ok {
		return false
	}
	return len(plain.Sentences(s)) <= 2
}
