package ingest

import (
	"cmp"
	"strings"

	"github.com/newsdex/newsdex/ingest/internal/date"
	"github.com/newsdex/newsdex/ingest/internal/match"
	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// agencyTag is what news agencies set before the first sentence: the place, at
// times the day, and their name, "LONDON, March 4 (Reuters) - ", "Berlin (dpa) – ".
var agencyTag = match.MustMatcher(`^((?:\p{Lu}[\p{L}\p{M}.'’-]*)(?:[ ,/]+(?:\p{Lu}[\p{L}\p{M}.'’-]*|de|do|da|del|der|am|of|la|le|el|d\.C\.|\d{1,2}\.?|\d{4}|мар|янв|фев|апр|мая|июн|июл|авг|сен|окт|ноя|дек)){0,8},? ?)?` +
	`(?:\((AP|Reuters|REUTERS|AFP|AFP/Reuters|UPI|dpa|dpa/lby|DPA|APA|sda|SDA|SID|sid|KNA|epd|ots|EFE|EUROPA PRESS|Europa Press|ANSA|AGI|Adnkronos|LaPresse|Lusa|Agência Brasil|Estadão Conteúdo|AA|DHA|İHA|IHA|ANKA|Xinhua|Kyodo|Yonhap|PTI|ANI|IANS|Bloomberg|CNN|CBS|CNS|TNS|Press Association|PA|PA Media|CP|The Canadian Press|AAP|TASS|RIA Novosti|Sputnik|ТАСС|РИА Новости|Интерфакс|Reuters Health|Thomson Reuters Foundation|Bloomberg News|StatePoint|NewsUSA)\) ?(?:-|–|—|--|:|\.) ?` +
	`|[-–—] (РИА Новости|ТАСС|Интерфакс)\. )(?:([A-ZÀ-Ý]{3,}(?:, \d{1,2} [A-Z]{3})?) ?[-–—] )?`)

// findAgencyTag finds the tag of an agency at the front of the first paragraph.
// The agency and the place become the article's Agency and Dateline.
func findAgencyTag(t *Text) []Cut {
	for i := range t.Lines[:min(len(t.Lines), 2*date.HeadLines)] {
		s := t.Lines[i].Text
		head := s[:min(len(s), 120)]
		if len(s) < 60 || !strings.Contains(head, ")") && !strings.Contains(head, "РИА") && !strings.Contains(head, "ТАСС") && !strings.Contains(head, "Интерфакс") {
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
