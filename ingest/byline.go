package ingest

import (
	"slices"
	"strings"

	"github.com/newsdex/newsdex/ingest/internal/date"
	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// The words of bylines are in words/, under "Bylines".
var (
	// byline is "By Ann Lee and Bo Chan", then at most where they work or when they
	// wrote, set off by a comma, bar or dash.
	byline = words.Matcher("byline")
	// datedByline is "Veröffentlicht am 14. März 2021 von Ann Lee", as blogs have it.
	datedByline = words.Matcher("dated-byline")
	// staffByline is "Ann Lee, Associated Press", "Ann Lee, AP National Writer".
	staffByline = words.Matcher("staff-byline")
	// names is one or more names and nothing else.
	names = words.Matcher("names")
	// nameAnds are the words between two names, in the order in which they are looked
	// for.
	nameAnds = words.Words("and-name")
)

// mostDecks is how many sentences that a paragraph may begin with stand above a
// byline or a time at most: a deck, and a caption.
const mostDecks = 2

// findByline finds the line that names the authors, at the head of the article
// before its first paragraph or two: by a word such as "By", and before the first
// also by the names that the source told, or because the outlet's name is the next
// line. It sets Authors where the source gave none, and
// Published from a date on the same line.
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

// goesOn reports whether a paragraph stands below line i.
func (t *Text) goesOn(i int) bool {
	return slices.ContainsFunc(t.Lines[i+1:], func(l Line) bool { return plain.BeginsBody(l.Text) })
}

// namesAuthors reports whether s is one or more of the authors that the source
// named, and nothing else, and stands only once: in an interview the name of the
// author says who speaks.
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

// bylineAuthors splits "Ann Lee, Bo Chan and Cy Diaz"; without an "and" what
// follows a comma is where the author works.
func bylineAuthors(s string) []string {
	for _, and := range nameAnds() {
		if before, after, ok := strings.Cut(s, " "+and+" "); ok {
			return append(plain.SplitAuthors(before), plain.SplitAuthors(after)...)
		}
	}
	s, _, _ = strings.Cut(s, ",")
	return plain.SplitAuthors(s)
}
