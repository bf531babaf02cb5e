package ingest

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/newsdex/newsdex/ingest/internal/date"
	"github.com/newsdex/newsdex/ingest/internal/match"
)

// mediaWords are words that are common in the names of outlets and rare in other names.
// They are in words/, under "Tags of agencies".
var mediaWords = words.WordSet("media-word")

// findOutletTag finds lines and tags with the outlet's name: in square brackets glued
// to the front of the first paragraph, "[Unblock Media] The conflict…", as editors of
// East Asia do, or, if the source gave the name, on a line of its own at the head or
// the tail.
func findOutletTag(t *Text) []Cut {
	cuts := t.bracketTag()
	for i := range t.Lines {
		if i >= date.HeadLines && i < len(t.Lines)-date.HeadLines {
			continue
		}
		if s := t.Lines[i].Text; t.isOutlet(s) || i > 0 && i < date.HeadLines && t.isOnlyDomain(i) {
			cuts = append(cuts, Cut{Line: i, Whole: true})
		}
	}
	return cuts
}

// bareDomain matches the address of a site and nothing else: "gazette.example".
var bareDomain = match.MustMatcher(`^(?:www\.)?[A-Za-z0-9-]{3,}(?:\.[A-Za-z]{2,10}){1,2}$`)

// isOnlyDomain reports whether line i is the only line that is the address of a site.
func (t *Text) isOnlyDomain(i int) bool {
	for j := range t.Lines {
		if s := t.Lines[j].Text; len(s) <= 40 && bareDomain.MatchString(s) != (i == j) {
			return false
		}
	}
	return len(t.Lines[i].Text) <= 40
}

// isOutlet reports whether s is the outlet's name and nothing else.
func (t *Text) isOutlet(s string) bool {
	return len(t.Article.Outlet) >= 4 && strings.EqualFold(strings.Trim(s, ".:-–—| "), t.Article.Outlet)
}

// bracketTag finds a tag in brackets. A bracket is a tag only if it holds the outlet's
// name from the source, or a word common in names of outlets. Otherwise it is taken for
// an editor's insertion, "[He] said".
func (t *Text) bracketTag() []Cut {
	for i := range t.Lines[:min(len(t.Lines), 2*date.HeadLines)] {
		s := t.Lines[i].Text
		if s[0] != '[' {
			continue
		}
		end := strings.IndexByte(s, ']')
		if end < 3 || end > 48 || len(s) < end+30 || s[end+1] != ' ' {
			return nil
		}
		name := strings.TrimSpace(s[1:end])
		if !isName(name) || !t.namesOutlet(name) {
			return nil
		}
		return []Cut{{Line: i, End: end + 1, Set: func(a *Article) {
			if a.Outlet == "" {
				a.Outlet = name
			}
		}}}
	}
	return nil
}

func (t *Text) namesOutlet(name string) bool {
	if strings.EqualFold(name, t.Article.Outlet) {
		return true
	}
	for w := range strings.FieldsSeq(name) {
		if mediaWords()[strings.ToLower(w)] {
			return true
		}
	}
	return false
}

// isName reports whether s is one to five words that each begin with a capital or a
// digit, or are in a script without capitals.
func isName(s string) bool {
	words := strings.Fields(s)
	if len(words) == 0 || len(words) > 5 {
		return false
	}
	for _, w := range words {
		r, _ := utf8.DecodeRuneInString(w)
		if unicode.IsLower(r) || !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return false
		}
	}
	return true
}
