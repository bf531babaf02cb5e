package ingest

import (
	"cmp"
	"strings"

	"github.com/newsdex/newsdex/ingest/internal/date"
	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// agencyTag is what news agencies set before the first sentence: the place, at
// times the day, and their name, "LONDON, March 4 (Reuters) - ", "Berlin (dpa) – ".
// Its words are in words/, under "Tags of agencies".
var agencyTag = words.Matcher("agency-tag")

// agencySigns are what a line with such a tag holds, where it holds no bracket.
var agencySigns = words.Finder("agency-sign")

// findAgencyTag finds the tag of an agency at the front of the first paragraph.
// The agency and the place become the article's Agency and Dateline.
func findAgencyTag(t *Text) []Cut {
	for i := range t.Lines[:min(len(t.Lines), 2*date.HeadLines)] {
		s := t.Lines[i].Text
		head := s[:min(len(s), 120)]
		if len(s) < 60 || !strings.Contains(head, ")") && !agencySigns().In(head) {
			continue
		}
		tag, end := readAgencyTag(head)
		if end == 0 || len(s)-end < 40 {
			if plain.BeginsBody(s) && i > 2 {
				return nil // the tag stands before the first sentence or nowhere
			}
			continue
		}
		return []Cut{{Line: i, End: end, Set: func(a *Article) {
			a.Agency, a.Dateline = cmp.Or(a.Agency, tag.agency), cmp.Or(a.Dateline, tag.dateline)
		}}}
	}
	return nil
}

// agencyTagRule is the name of the rule that takes out the tags of agencies.
const agencyTagRule = "agency-tag"

// A newsTag is what the tag of an agency tells.
type newsTag struct{ agency, dateline string }

// readAgencyTag reads the tag that s begins with, and returns where it ends; 0 where s
// begins with none.
func readAgencyTag(s string) (tag newsTag, end int) {
	m := agencyTag.FindStringSubmatchIndex(s)
	if m == nil {
		return newsTag{}, 0
	}
	group := func(n int) string {
		if m[2*n] < 0 {
			return ""
		}
		return strings.Trim(s[m[2*n]:m[2*n+1]], " ,-–—")
	}
	return newsTag{group(2) + group(3), cmp.Or(group(1), group(4))}, m[1]
}
