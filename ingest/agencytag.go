package ingest

import (
	"cmp"
	"strings"

	"github.com/newsdex/newsdex/ingest/internal/date"
	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// agencyTag matches the tag that news agencies set before the first sentence: the
// place, sometimes the day, and the agency's name, "LONDON, March 4 (Reuters) - ",
// "Berlin (dpa) – ". Its expressions are in words/, under "Tags of agencies".
var agencyTag = words.Locator("agency-tag")

// agencySigns finds strings, one of which is in every line with a tag that has no
// bracket.
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
				return nil // only the first sentence can have the tag
			}
			continue
		}
		return []Cut{{Line: i, End: end, Set: func(a *Article) {
			a.Agency, a.Dateline = cmp.Or(a.Agency, tag.agency), cmp.Or(a.Dateline, tag.dateline)
		}}}
	}
	return nil
}

// agencyTagRule is the name of the rule that removes the tags of agencies.
const agencyTagRule = "agency-tag"

// A newsTag holds the parts of an agency's tag.
type newsTag struct{ agency, dateline string }

// readAgencyTag reads the tag at the beginning of s and returns its end; 0 if there is
// no tag.
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
