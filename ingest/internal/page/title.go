package page

import (
	"slices"
	"strings"
	"unicode"

	"github.com/newsdex/newsdex/ingest/internal/found"
	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// setTitle chooses the headline. The name of the outlet is split off each
// candidate, and after it what other candidates do not have ("Headline | News |
// Outlet"). The page's first heading is one only if another candidate says
// about the same, and one that was cut off gives way to the whole of it.
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

// isOnlyHeading reports whether a heading of several words is the only one of the first
// rank: then it is the article's, whatever the title says that is made for searches.
func (p *data) isOnlyHeading(heading string) bool {
	return len(p.values[found.FirstHeading]) == 1 && strings.Count(heading, " ") >= 2
}

// preferSame moves to the first place among the headings the one that another title says
// too: "Harbor News" may be one half of the title, and the headline the other.
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

// longestTitle is how many bytes the headline of a page may have.
const longestTitle = 400

// saysTheSame reports whether another candidate has at least half of the words
// of a heading, or there is no other.
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
