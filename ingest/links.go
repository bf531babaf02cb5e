package ingest

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// mostBetween is how many lines that go may stand between links: more are a menu, and
// what follows it is not the heading's.
const mostBetween = 3

// markLinks marks the headlines of other articles that follow a heading such as
// "Read more:" as going with it. One line is enough at the end of the article
// or after a colon; elsewhere it takes two, for a section may begin there.
func markLinks(lines []markedLine) {
	for i := 0; i < len(lines); i++ {
		m := lines[i].mark
		if !m.heads || !m.out {
			continue
		}
		var links []int
		end, between := i+1, 0
		for ; end < len(lines); end++ {
			switch l := &lines[end]; {
			case l.mark.out && between < mostBetween:
				between++ // an advertisement among them
				continue
			case !l.mark.out && isLink(l.Text) && !(end+1 < len(lines) && beginsLower(lines[end+1].Text)):
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
				lines[j].mark = mark{kind: related, sure: true, out: true, follows: true}
			}
		}
		i = end - 1
	}
}

// beginsLower reports whether s goes on with a sentence of the line before it:
// the text is wrapped.
func beginsLower(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLower(r)
}

// isLink reports whether s may be the headline of another article: some words
// that begin with a capital and end in no full stop.
func isLink(s string) bool {
	if isBullet(s) {
		_, s, _ = strings.Cut(s, " ")
	}
	if len(s) < 15 || len(s) > maxHeadline || beginsLower(s) || strings.Count(s, " ") < 2 {
		return false
	}
	switch last(s) {
	case '.', '…', ':', ';', ',', '。':
		return false
	}
	if _, ok := stampOf(s); ok {
		return false
	}
	return len(sentences(s)) <= 2
}
