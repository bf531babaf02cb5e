package ingest

import (
	"slices"
	"strings"

	"github.com/newsdex/newsdex/ingest/internal/date"
	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// The expressions of bylines are in words/, under "Bylines".
var (
	// byline matches "By Ann Lee and Bo Chan", optionally followed by their workplace
	// or the time, set off by a comma, bar or dash.
	byline = words.Locator("byline")
	// datedByline matches "Veröffentlicht am 14. März 2021 von Ann Lee", which blogs
	// use.
	datedByline = words.Locator("dated-byline")
	// staffByline matches "Ann Lee, Associated Press", "Ann Lee, AP National Writer".
	staffByline = words.Locator("staff-byline")
	// names matches one or more names and nothing else.
	names = words.Matcher("names")
	// nameAnds are the words between two names, in the order of lookup.
	nameAnds = words.Words("and-name")
)

// mostDecks is the largest number of lines above a byline or a time that look like the
// start of a paragraph: a deck and a caption.
const mostDecks = 2

// findByline finds the line that names the authors, at the head of the article before
// its first paragraph or two. It recognizes a byline by a word such as "By". Before the
// first paragraph it also recognizes the author names that the source gave, and a name
// followed by a line with the outlet's name. It sets Authors if the source gave none,
// and Published from a date on the same line.
func findByline(t *Text) []Cut {
	decks := 0
	for i, position := range t.head() {
		s := t.Lines[i].Text
		if plain.BeginsBody(s) && t.Lines[i].Number != t.lead {
			if decks++; decks > mostDecks {
				break
			}
		}
		if len(s) > 140 {
			continue
		}
		if m := datedByline.FindStringSubmatch(s); m != nil && decks == 0 {
			if at, layout := date.ParseDate(m[1]); !at.IsZero() {
				return []Cut{{Line: i, Whole: true, Set: func(a *Article) {
					if len(a.Authors) == 0 {
						a.Authors = plain.SplitAuthors(m[2])
					}
					if a.Published.IsZero() {
						a.Published, a.PublishedLayout = at, layout
					}
				}}}
			}
		}
		m := byline.FindStringSubmatch(s)
		if m == nil || decks > 0 && (m[2] != "" || strings.HasPrefix(strings.ToLower(m[1]), "the ") || !t.goesOn(i)) {
			switch {
			case position >= date.HeadLines, decks > 0:
			case t.namesAuthors(s):
				return []Cut{{Line: i, Whole: true}}
			case i > 0 && staffByline.MatchString(s):
				name := staffByline.FindStringSubmatch(s)[1]
				return []Cut{{Line: i, Whole: true, Set: func(a *Article) {
					if len(a.Authors) == 0 {
						a.Authors = plain.SplitAuthors(name)
					}
				}}}
			case i+1 < len(t.Lines) && t.isOutlet(t.Lines[i+1].Text) && names.MatchString(s):
				return []Cut{{Line: i, Whole: true, Set: func(a *Article) {
					if len(a.Authors) == 0 {
						a.Authors = plain.SplitAuthors(s)
					}
				}}}
			}
			continue
		}
		return []Cut{{Line: i, Whole: true, Set: func(a *Article) {
			if len(a.Authors) == 0 {
				a.Authors = bylineAuthors(m[1])
			}
			if a.Published.IsZero() {
				a.Published, a.PublishedLayout = date.ParseDate(strings.TrimLeft(m[2], " -–—|"))
			}
		}}}
	}
	return nil
}

// goesOn reports whether a paragraph follows line i.
func (t *Text) goesOn(i int) bool {
	return slices.ContainsFunc(t.Lines[i+1:], func(l Line) bool { return plain.BeginsBody(l.Text) })
}

// namesAuthors reports whether s consists of one or more of the source's author names
// and appears only once: in an interview the author's name marks the speaker.
func (t *Text) namesAuthors(s string) bool {
	if len(t.Article.Authors) == 0 || len(s) > 120 || strings.Count(s, " ") == 0 {
		return false
	}
	for _, name := range plain.SplitAuthors(s) {
		if !slices.ContainsFunc(t.Article.Authors, func(a string) bool { return strings.EqualFold(a, name) }) {
			return false
		}
	}
	times := 0
	for i := range t.Lines {
		if strings.EqualFold(strings.TrimRight(t.Lines[i].Text, ":"), s) {
			times++
		}
	}
	return times == 1
}

// bylineAuthors splits "Ann Lee, Bo Chan and Cy Diaz". Without an "and", the text after
// a comma is the author's workplace.
func bylineAuthors(s string) []string {
	for _, and := range nameAnds() {
		if before, after, ok := strings.Cut(s, " "+and+" "); ok {
			return append(plain.SplitAuthors(before), plain.SplitAuthors(after)...)
		}
	}
	s, _, _ = strings.Cut(s, ",")
	return plain.SplitAuthors(s)
}
