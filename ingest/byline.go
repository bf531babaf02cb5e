package ingest

import (
	"regexp"
	"strings"
)

const (
	nameWord = `\p{Lu}[\p{L}\p{M}.'’-]*`
	fullName = nameWord + `(?: (?:(?:de|da|do|dos|del|della|di|van|von|der|den|la|le|el|al|bin|ibn|y|e) )?` + nameWord + `){1,3}`
)

// byline is "By Ann Lee and Bo Chan", then at most where they work or when they
// wrote, set off by a comma, bar or dash.
var byline = regexp.MustCompile(`^(?:By|BY|by|Von|Par|Por|Di|Written by|Reported by|Posted by|Автор:?)[: ] ?(` + fullName + `(?:(?:,| and| &|,? y| et| und| e|, and) ` + fullName + `){0,4})` +
	`(?: ?(?:,|\||-|–|—|•|/|\(|@) ?([^.!?]{0,60}))?\)?$`)

// findByline finds the line that names the authors, at the head of the article
// before its first paragraph. It sets Authors where the source gave none, and
// Published from a date on the same line.
func findByline(t *Text) []Cut {
	for i := range t.Lines[:min(len(t.Lines), 2*headLines)] {
		s := t.Lines[i].Text
		if beginsBody(s) {
			break
		}
		if len(s) > 140 {
			continue
		}
		m := byline.FindStringSubmatch(s)
		if m == nil {
			continue
		}
		return []Cut{{Line: i, Set: func(a *Article) {
			if len(a.Authors) == 0 {
				a.Authors = bylineAuthors(m[1])
			}
			if a.Published.IsZero() {
				a.Published, a.PublishedLayout = parseDate(strings.TrimLeft(m[2], " -–—|"))
			}
		}}}
	}
	return nil
}

// bylineAuthors splits "Ann Lee, Bo Chan and Cy Diaz"; without an "and" what
// follows a comma is where the author works.
func bylineAuthors(s string) []string {
	for _, and := range []string{" and ", " & ", " et ", " und ", " y ", " e "} {
		if before, after, ok := strings.Cut(s, and); ok {
			return append(splitAuthors(before), splitAuthors(after)...)
		}
	}
	s, _, _ = strings.Cut(s, ",")
	return splitAuthors(s)
}
