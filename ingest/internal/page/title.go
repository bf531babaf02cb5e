package page

import (
	"slices"
	"strings"
	"unicode"

	"github.com/newsdex/newsdex/ingest/internal/found"
	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// setTitle chooses the headline. It splits the name of the outlet off each candidate, and
// then any further part that another candidate lacks ("Headline | News | Outlet"). The
// page's first heading is accepted only if another candidate says about the same, or if
// it is the only one. A title that was cut off gives way to its full version.
func (p *data) setTitle(facts *Facts) {
	outlet := nameKey(facts.Outlet)
	isOutlet := func(s string) bool {
		key := nameKey(s)
		return len(key) >= 2 && (key == outlet || p.isHost(s) ||
			len(outlet) >= 3 && strings.HasPrefix(key, outlet) && len(key) <= len(outlet)+12 ||
			len(key) >= 3 && strings.HasPrefix(outlet, key) && len(outlet) <= len(key)+12)
	}
	all := p.candidates("title")
	keys := map[string]int{}
	for i := range all {
		c := &all[i]
		c.Value, _ = splitTitle(c.Value, isOutlet)
		keys[plain.NormalizedKey(c.Value)]++
	}
	for i := range all {
		c := &all[i]
		for _, sep := range titleSeparators {
			if j := strings.LastIndex(c.Value, sep); j > 0 && keys[plain.NormalizedKey(c.Value[:j])] > 0 {
				c.Value = strings.TrimSpace(c.Value[:j])
			}
		}
		switch {
		case plain.NormalizedKey(c.Value) == "":
			c.Refused = "has no letter"
		case isOutlet(c.Value):
			c.Refused = "is the name of the outlet"
		case len(c.Value) > longestTitle:
			c.Refused = "is too long for a headline"
		case c.Source == found.FirstHeading && p.frontHeadings[c.Value]:
			c.Refused = "leads to the front page"
		case c.Source == found.FirstHeading && !saysTheSame(c.Value, all) && !p.isOnlyHeading(c.Value):
			c.Refused = "is nothing like the other titles"
		}
	}
	preferSame(all)
	chosen := slices.IndexFunc(all, func(c found.Candidate) bool { return c.Refused == "" })
	if chosen < 0 {
		for _, c := range all {
			facts.found(c)
		}
		return
	}
	start := plain.NormalizedKey(strings.TrimRight(all[chosen].Value, ". …"))
	if strings.HasSuffix(all[chosen].Value, "…") || strings.HasSuffix(all[chosen].Value, "...") {
		for i := range all {
			if key := plain.NormalizedKey(all[i].Value); all[i].Refused == "" && len(key) > len(start) && strings.HasPrefix(key, start) {
				all[chosen].Refused = "is cut off"
				chosen = i
				break
			}
		}
	}
	all[chosen].Chosen = true
	facts.Title = all[chosen].Value
	for _, c := range all {
		facts.found(c)
	}
}

// isOnlyHeading reports whether a heading of several words is the only h1. Such a heading
// is the article's, even if the title, made for search engines, differs.
func (p *data) isOnlyHeading(heading string) bool {
	return len(p.values[found.FirstHeading]) == 1 && strings.Count(heading, " ") >= 2
}

// preferSame moves the heading that another title repeats before the other headings:
// "Harbor News" may be the first heading and the headline the second.
func preferSame(all []found.Candidate) {
	said := map[string]bool{}
	for _, c := range all {
		if !isHeading(c) && c.Refused == "" {
			said[plain.NormalizedKey(c.Value)] = true
		}
	}
	for _, source := range []found.Source{found.FirstHeading, found.ItempropHeadline} {
		firstAt := slices.IndexFunc(all, func(c found.Candidate) bool { return c.Source == source && c.Refused == "" })
		for i := firstAt; i >= 0 && i < len(all); i++ {
			if all[i].Source == source && all[i].Refused == "" && said[plain.NormalizedKey(all[i].Value)] {
				heading := all[i]
				copy(all[firstAt+1:i+1], all[firstAt:i])
				all[firstAt] = heading
				break
			}
		}
	}
}

func isHeading(c found.Candidate) bool {
	return c.Source == found.FirstHeading || c.Source == found.ItempropHeadline
}

// longestTitle is the limit of bytes of a headline.
const longestTitle = 400

// saysTheSame reports whether another candidate contains at least half of the words of a
// heading, or there is no other candidate.
func saysTheSame(heading string, all []found.Candidate) bool {
	words := strings.FieldsFunc(strings.ToLower(heading), notLetter)
	others := 0
	key := plain.NormalizedKey(heading)
	for _, c := range all {
		if c.Source == found.FirstHeading {
			continue
		}
		others++
		if plain.NormalizedKey(c.Value) == key {
			return true
		}
		has := map[string]bool{}
		theirs := strings.FieldsFunc(strings.ToLower(c.Value), notLetter)
		for _, w := range theirs {
			has[w] = true
		}
		same := 0
		for _, w := range words {
			if has[w] {
				same++
			}
		}
		if len(words) > 0 && same*2 >= len(words) && same*4 >= len(theirs) {
			return true
		}
	}
	return others == 0
}

func notLetter(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }
