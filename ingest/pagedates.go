package ingest

import (
	"net/url"
	"strings"
	"time"
)

// setDate notes the candidates of a date and chooses the first that is one; of
// those that say the same day, the one that says most. Whether a date lies in
// the future is seen later, by the clock of Read: see refuseDates.
func (p *pageData) setDate(facts *pageFacts, field string) (time.Time, string) {
	all := p.candidates(field)
	dates := make([]dated, len(all))
	chosen := -1
	for i := range all {
		c := &all[i]
		at, layout := readDate(c.Value)
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
		if precision(layout) > precision(dates[chosen].layout) && mayBeOne(dates[chosen], dates[i]) {
			chosen = i
		}
	}
	if chosen >= 0 {
		chosen = attested(all, dates, chosen)
		all[chosen].Chosen = true
	}
	for _, c := range all {
		facts.found(c)
	}
	if chosen < 0 {
		return time.Time{}, ""
	}
	return dates[chosen].at, dates[chosen].layout
}

// attested returns the chosen candidate, or, where no other place of the page tells its
// day, the first whose day two places tell: what the program of a site writes down of
// itself is wrong now and then, and readers are shown what is right.
func attested(all []pageCandidate, dates []dated, chosen int) int {
	const most = 100 // are compared
	all = all[:min(len(all), most)]
	if chosen >= len(all) {
		return chosen
	}
	tells := func(i int) bool {
		for j := range all {
			if all[j].Refused == "" && all[j].Source.kind.region() != all[i].Source.kind.region() && (mayBeOne(dates[i], dates[j]) || mayBeOne(dates[j], dates[i])) {
				return true
			}
		}
		return false
	}
	if tells(chosen) {
		return chosen
	}
	for i := chosen + 1; i < len(all); i++ {
		if all[i].Refused == "" && precision(dates[i].layout) >= len("2006-01-02") && tells(i) {
			return i
		}
	}
	return chosen
}

// readDate reads a date as pages declare it. Of what is no date, but begins with a day
// that has the year first, it is that day: "2022-01-10T22:06:08:684Z".
func readDate(s string) (time.Time, string) {
	at, layout := parseDate(datePrefix.ReplaceAllString(s, ""))
	if m := beginningDay().FindStringSubmatch(s); at.IsZero() && m != nil {
		return parseDate(m[1])
	}
	return at, layout
}

var beginningDay = expression(`^((?:19|20)\d\d-\d\d?-\d\d?)(?:\D|$)`)

// mayBeOne reports whether a date and one that says more may be of one moment: they are
// of one day, or the other has a zone in which that may be so.
func mayBeOne(d, more dated) bool {
	const (
		ahead  = 14 * time.Hour // of the zones of the earth
		behind = 12 * time.Hour
	)
	if dayOf(d.at).Equal(dayOf(more.at)) {
		return true
	}
	if more.layout != "" && !strings.Contains(more.layout, "Z07") {
		return false
	}
	off := more.at.Sub(d.at)
	if d.layout == "2006-01-02" {
		return off > -ahead && off < 24*time.Hour+behind
	}
	return off > -ahead && off < behind
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

// Dates in the path of an address: a day or a month as folders, by which programs for
// blogs and news order what they publish, and a day in the name of the page.
var (
	urlDay     = expression(`/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?:[/_-]|$)`)
	urlMonth   = expression(`/((?:19|20)\d\d)/(0[1-9]|1[0-2])/`)
	urlNameDay = expression(`[/_-]((?:19|20)\d\d)([_.-]?)(0[1-9]|1[0-2])([_.-]?)(0[1-9]|[12]\d|3[01])(?:[/_.-]|$)|[/_-](0?[1-9]|[12]\d|3[01])[_.-](0?[1-9]|1[0-2])[_.-]((?:19|20)\d\d)(?:[/_.-]|$)`)
)

// addURLDate adds the dates that an address names.
func (p *pageData) addURLDate(address string) {
	u, err := url.Parse(address)
	if err != nil {
		return
	}
	if m := urlDay().FindStringSubmatch(u.Path); m != nil {
		p.add(addressDay, m[1]+"-"+twoDigits(m[2])+"-"+twoDigits(m[3]))
		return
	}
	if m := urlNameDay().FindStringSubmatch(u.Path); m != nil {
		if m[1] != "" {
			p.add(addressName, m[1]+"-"+m[3]+"-"+m[5])
		} else {
			p.add(addressName, m[8]+"-"+twoDigits(m[7])+"-"+twoDigits(m[6]))
		}
	}
	if m := urlMonth().FindStringSubmatch(u.Path); m != nil {
		p.add(addressMonth, m[1]+"-"+m[2])
	}
}

func twoDigits(n string) string { return strings.Repeat("0", 2-min(len(n), 2)) + n }
