package page

import (
	"net/url"
	"time"

	"github.com/newsdex/newsdex/ingest/internal/date"
	"github.com/newsdex/newsdex/ingest/internal/found"
	"github.com/newsdex/newsdex/ingest/internal/match"
)

// setDate notes the candidates of a date field and chooses the first valid one. Of those
// that name the same day, it chooses the most precise. Dates in the future are refused
// later, by the clock of Read: see refuseDates of package ingest.
func (p *data) setDate(facts *Facts, field string) (time.Time, string) {
	all := p.candidates(field)
	dates := make([]date.Dated, len(all))
	chosen := -1
	for i := range all {
		c := &all[i]
		at, layout := date.ReadDate(c.Value)
		dates[i] = date.Dated{At: at, Layout: layout}
		switch {
		case at.IsZero() && date.YearOne().MatchString(c.Value):
			c.Refused = date.Refusal(time.Time{}, time.Time{})
		case at.IsZero():
			c.Refused = "is no date that newsdex knows"
		default:
			c.Refused = date.Refusal(at, at)
		}
		if c.Refused != "" {
			continue
		}
		if chosen < 0 {
			chosen = i
			continue
		}
		if date.Precision(layout) > date.Precision(dates[chosen].Layout) && date.MayBeOne(dates[chosen], dates[i]) {
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
	return dates[chosen].At, dates[chosen].Layout
}

// attested returns the chosen candidate if another region of the page states its day. If
// none does, it returns the first candidate whose day two regions state. Dates that a
// site's software writes are wrong now and then; dates that readers see are right.
func attested(all []found.Candidate, dates []date.Dated, chosen int) int {
	const most = 100 // candidates that are compared
	all = all[:min(len(all), most)]
	if chosen >= len(all) {
		return chosen
	}
	tells := func(i int) bool {
		for j := range all {
			if all[j].Refused == "" && all[j].Source.Kind.Region() != all[i].Source.Kind.Region() && (date.MayBeOne(dates[i], dates[j]) || date.MayBeOne(dates[j], dates[i])) {
				return true
			}
		}
		return false
	}
	if tells(chosen) {
		return chosen
	}
	for i := chosen + 1; i < len(all); i++ {
		if all[i].Refused == "" && date.Precision(dates[i].Layout) >= len("2006-01-02") && tells(i) {
			return i
		}
	}
	return chosen
}

// Dates in the path of an address: a day or a month as folders, which blog and news
// software uses to order articles, and a day in the name of the page.
var (
	urlDay     = match.Expression(`/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?:[/_-]|$)`)
	urlMonth   = match.Expression(`/((?:19|20)\d\d)/(0[1-9]|1[0-2])/`)
	urlNameDay = match.Expression(`[/_-]((?:19|20)\d\d)([_.-]?)(0[1-9]|1[0-2])([_.-]?)(0[1-9]|[12]\d|3[01])(?:[/_.-]|$)|[/_-](0?[1-9]|[12]\d|3[01])[_.-](0?[1-9]|1[0-2])[_.-]((?:19|20)\d\d)(?:[/_.-]|$)`)
)

// addURLDate adds the dates in an address.
func (p *data) addURLDate(address string) {
	u, err := url.Parse(address)
	if err != nil {
		return
	}
	if m := urlDay().FindStringSubmatch(u.Path); m != nil {
		p.add(found.AddressDay, m[1]+"-"+date.TwoDigits(m[2])+"-"+date.TwoDigits(m[3]))
		return
	}
	if m := urlNameDay().FindStringSubmatch(u.Path); m != nil {
		if m[1] != "" {
			p.add(found.AddressName, m[1]+"-"+m[3]+"-"+m[5])
		} else {
			p.add(found.AddressName, m[8]+"-"+date.TwoDigits(m[7])+"-"+date.TwoDigits(m[6]))
		}
	}
	if m := urlMonth().FindStringSubmatch(u.Path); m != nil {
		p.add(found.AddressMonth, m[1]+"-"+m[2])
	}
}
