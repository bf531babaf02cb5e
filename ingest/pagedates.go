package ingest

import (
	"time"
)

// setDate notes the candidates of a date and chooses the first that is one; of
// those that say the same day, the one that says most. Whether a date lies in
// the future is seen later, by the clock of Read: see refuseDates.
func (p *pageData) setDate(a *Article, field string) (time.Time, string) {
	type dated struct {
		at     time.Time
		layout string
	}
	all := p.candidates(field)
	dates := make([]dated, len(all))
	chosen := -1
	for i := range all {
		c := &all[i]
		at, layout := parseDate(datePrefix.ReplaceAllString(c.Value, ""))
		dates[i] = dated{at, layout}
		switch {
		case at.IsZero() && yearOne().MatchString(c.Value):
			c.Refused = refusal(time.Time{}, time.Time{})
		case at.IsZero():
			c.Refused = "is no date that newsdex knows"
		default:
			c.Refused = refusal(at, at)
		}
		if c.Refused != "" {
			continue
		}
		if chosen < 0 {
			chosen = i
			continue
		}
		was := dates[chosen]
		if absDays(at.Sub(was.at)) < 1.2 && precision(layout) > precision(was.layout) {
			chosen = i
		}
	}
	if chosen >= 0 {
		all[chosen].Chosen = true
	}
	for _, c := range all {
		a.found(c)
	}
	if chosen < 0 {
		return time.Time{}, ""
	}
	return dates[chosen].at, dates[chosen].layout
}

// yearOne begins the date that programs write for none.
var yearOne = expression(`^(0001-|01?/01?/0001)`)

// precision orders layouts by how much they say.
func precision(layout string) int {
	if layout == "" {
		layout = time.RFC3339
	}
	return len(layout)
}

// urlDay is a day in the path of an address.
var urlDay = expression(`/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?:[/_-]|$)`)

// dayOfURL returns the day that an address names, as "2006/1/2", "" if none.
func dayOfURL(address string) string {
	m := urlDay().FindStringSubmatch(address)
	if m == nil {
		return ""
	}
	pad := func(s string) string {
		if len(s) == 1 {
			return "0" + s
		}
		return s
	}
	return m[1] + "-" + pad(m[2]) + "-" + pad(m[3])
}
