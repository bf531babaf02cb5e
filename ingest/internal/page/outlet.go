package page

import (
	"slices"
	"strings"

	"github.com/newsdex/newsdex/ingest/internal/found"
	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// titleSeparators stand between a headline and the name of the outlet.
var titleSeparators = []string{" | ", " - ", " – ", " — ", " :: ", " » ", " · ", " • ", " « ", " / ", " ‹ ", " › ", "|", " : "}

// notOutlets are the normalized keys of names that stand in the place of an outlet's name
// but are another's: site software, and agencies that wrote the article (words/all.txt).
var notOutlets = words.WordSet("not-outlet")

// setOutlet chooses the name of the publication. It prefers a name that agrees with the
// host. Without any name, it takes the end of the title if that is the host's name, and
// at last the host.
func (p *data) setOutlet(facts *Facts) {
	all := p.candidates("outlet")
	chosen := -1
	for i := range all {
		c := &all[i]
		if _, name := splitTitle(c.Value, p.isHost); name != "" { // "Harbor News | News and weather"
			c.Value = name
		}
		switch {
		case len(c.Value) > 80:
			c.Refused = "is too long for a name"
		case isAddress(c.Value):
			c.Refused = "is an address"
		case strings.Count(c.Value, " ") >= 3 && slices.Contains(p.values[found.FirstHeading], c.Value) && (c.Value == plain.First(p.values[found.PageTitle]) || c.Value == plain.First(p.values[found.OgTitle])):
			c.Refused = "is the headline"
		case notOutlets()[nameKey(c.Value)] && !p.isHost(c.Value):
			c.Refused = "is another's name"
		case chosen < 0 || p.isHost(c.Value) && !p.isHost(all[chosen].Value):
			chosen = i
		}
	}
	if _, name := splitTitle(plain.First(p.values[found.PageTitle]), p.isHost); name != "" {
		all = append(all, found.Candidate{Field: "outlet", Value: name, Source: found.PageTitle})
	}
	if handle := strings.TrimPrefix(plain.First(p.values[found.TwitterSite]), "@"); handle != "" && !isAddress(handle) {
		all = append(all, found.Candidate{Field: "outlet", Value: handle, Source: found.TwitterSite})
	}
	if p.host != "" {
		all = append(all, found.Candidate{Field: "outlet", Value: p.host, Source: found.HostName.Named("")})
	}
	if chosen < 0 {
		chosen = slices.IndexFunc(all, func(c found.Candidate) bool { return c.Refused == "" })
	}
	if chosen >= 0 {
		all[chosen].Chosen = true
		facts.Outlet = all[chosen].Value
	}
	for _, c := range all {
		facts.found(c)
	}
}

// isHost reports whether a name matches the page's host: "Harbor News" matches
// harbornews.example and harbor-news.co.example.
func (p *data) isHost(name string) bool {
	key := nameKey(name)
	if len(key) < 3 || p.host == "" {
		return false
	}
	for label := range strings.SplitSeq(p.host, ".") {
		if plain.NormalizedKey(label) == key {
			return true
		}
	}
	return plain.NormalizedKey(p.host) == key || plain.NormalizedKey(p.host) == plain.NormalizedKey(name)
}

// nameKey returns the key that all spellings of an outlet's name share.
func nameKey(name string) string {
	name = strings.ToLower(name)
	name = strings.TrimPrefix(name, "the ")
	for _, end := range []string{".com", ".org", ".net", ".co.uk", " online"} {
		name = strings.TrimSuffix(name, end)
	}
	return strings.TrimPrefix(plain.NormalizedKey(name), "www")
}

// splitTitle splits the name of an outlet off the end or the beginning of a title; is
// reports whether a part is such a name. If the title has none, name is "".
func splitTitle(title string, is func(string) bool) (headline, name string) {
	for _, sep := range titleSeparators {
		if i := strings.LastIndex(title, sep); i > 0 {
			if end := strings.TrimSpace(title[i+len(sep):]); is(end) {
				return strings.TrimSpace(title[:i]), end
			}
		}
	}
	for _, sep := range titleSeparators {
		if i := strings.Index(title, sep); i > 0 {
			if start := strings.TrimSpace(title[:i]); is(start) {
				return strings.TrimSpace(title[i+len(sep):]), start
			}
		}
	}
	return title, ""
}
