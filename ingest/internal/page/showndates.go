package page

import (
	"cmp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/newsdex/newsdex/ingest/internal/date"
	"github.com/newsdex/newsdex/ingest/internal/found"
	"github.com/newsdex/newsdex/ingest/internal/match"
	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// publishedNames, updatedNames and dateNames are words in the names that sites give
// to the elements with an article's date. They are in words/.
var (
	publishedNames = words.WordSet("published")
	updatedNames   = words.WordSet("updated")
	dateNames      = words.WordSet("date")
)

// addStamps adds the dates that the nodes of a page state, under these sources:
//
//	time published   a <time> whose name or line says "published"
//	class published  another element whose name says so
//	line published   a line that says so: "Veröffentlicht am 3. Mai 2020"
//	time             a <time> without such a name
//	class date       an element named for a date
//	line             a line by the headline with a date and few other words
//	dateline         the beginning of a paragraph below the headline: "Berlin, 3. Mai 2020 –"
//
// Dates nearest to the headline come first; dates elsewhere on the page do not count.
// Dates below the article have the suffix " below" and count less. The sources "time
// updated", "class updated" and "line updated" hold the dates of changes. "title date" is
// a date at the beginning of the title, and "script" a date in the data of a program.
func (p *data) addStamps() {
	s := &p.nodes
	dayFirst := p.dayFirst()
	if days := p.values[found.ScriptDates]; slices.ContainsFunc(days, func(s string) bool { return s[:10] != days[0][:10] }) {
		p.values[found.ScriptDates] = nil // they are those of several articles
	}
	for _, source := range []found.Source{found.FirstHeading, found.OgTitle, found.PageTitle} { // "3.5.2020 | Council meets"
		title := plain.First(p.values[source])
		if dates, _ := date.FindDates(title, dayFirst); len(dates) == 1 && dates[0].Before == 0 && title != "" {
			p.add(found.TitleTag.Named("date"), date.DateString(dates[0].At, dates[0].Layout))
			break
		}
	}
	for _, x := range s.sorted(s.dates) {
		if x.node.DataAtom == atom.Time || x.node.DataAtom == atom.Abbr {
			p.addTime(x, dayFirst)
			continue
		}
		named := stampName(s.nameWords(x.node))
		below := !s.near(x)
		seen := false
		for _, line := range s.lines(x) {
			dates, others := date.FindDates(line, dayFirst)
			if len(dates) == 0 || seen && others > 0 || plain.BeginsBody(line) {
				continue
			}
			seen = true
			for _, d := range dates {
				value := date.DateString(d.At, d.Layout)
				switch {
				case d.Label == date.UpdatedLabel:
					p.add(found.ShownLine.Named("updated"), value)
				case d.Label == date.PublishedLabel && d.Before <= 3:
					p.add(found.Source{Kind: found.ShownLine, Name: "published", Below: below}, value)
				case !date.SameDay(dates):
				case named == "published", named == "date":
					if others <= 8 {
						p.add(found.Source{Kind: found.ClassName, Name: named, Below: below}, value)
					}
				case named == "updated":
					p.add(found.ClassName.Named("updated"), value)
				case others <= 4 && (!below || others == 0):
					p.add(found.Source{Kind: found.ShownLine, Below: below}, value)
				}
			}
		}
		if !below && x.at >= s.headline.at {
			p.addDateline(x.node, dayFirst)
		}
	}
}

// stampName returns the meaning that the names of an element give to its date:
// "published", "updated", "date" or "". The microformat hAtom says "updated" of every
// date, also of the date of publication.
func stampName(named func(func(string) bool)) string {
	published, updated, date := false, false, false
	for w := range named {
		published = published || publishedNames()[w]
		updated = updated || updatedNames()[w]
		date = date || dateNames()[w]
	}
	switch {
	case published:
		return "published"
	case updated && !date:
		return "updated"
	case date || updated:
		return "date"
	}
	return ""
}

// addTime adds a <time>, or an <abbr> with a date as its title, under the source that its
// name and its line indicate.
func (p *data) addTime(x pageNode, dayFirst bool) {
	value := attribute(x.node, "datetime")
	if x.node.DataAtom == atom.Abbr {
		value = attribute(x.node, "title")
	}
	text := shortText(x.node)
	if at, _ := date.ParseDate(value); at.IsZero() {
		value = text
		if at, _ := date.ParseDate(value); at.IsZero() {
			if dates, _ := date.FindDates(text, dayFirst); len(dates) > 0 && date.SameDay(dates) {
				value = date.DateString(dates[0].At, dates[0].Layout)
			}
		}
	}
	name := stampName(p.nodes.nameWords(x.node))
	switch {
	case name == "published", hasAttribute(x.node, "pubdate"):
		p.add(found.TimeTag.Named("published"), value)
	case name == "updated":
		p.add(found.TimeTag.Named("updated"), value)
	default:
		label := labelIn(p.nodes.lines(x))
		p.add(found.Source{Kind: found.TimeTag, Name: label, Below: label == "" && !p.nodes.near(x)}, value)
	}
}

// labelIn returns the meaning of the first label in lines: "published", "updated" or "".
func labelIn(lines []string) string {
	for _, line := range lines {
		for w := range date.StampTokens(line) {
			switch {
			case date.IsUpdateLabel(w):
				return "updated"
			case date.IsLabel(w):
				return "published"
			}
		}
	}
	return ""
}

// addDateline adds the date at the beginning of a paragraph.
func (p *data) addDateline(n *html.Node, dayFirst bool) {
	const (
		least = 60 // bytes of the paragraph
		head  = 70 // bytes that must contain the date
	)
	if n.Type != html.TextNode || len(p.values[found.DatelineDate]) > 0 {
		return
	}
	text := strings.TrimSpace(n.Data)
	start := text
	if len(text) < least {
		return
	}
	for _, sign := range []string{" – ", " — ", " - ", ") ", ": ", " „", " | "} {
		if i := strings.Index(start, sign); i > 0 {
			start = start[:i]
		}
	}
	if len(start) > head {
		return
	}
	if dates, others := date.FindDates(start, dayFirst); len(dates) == 1 && others <= 5 {
		p.add(found.DatelineDate, date.DateString(dates[0].At, dates[0].Layout))
	}
}

// scriptDate matches a date of publication in the data of a program.
var scriptDate = match.Expression(`(?i)^\w{0,12}published?_?(?:date|at|time|on)?\w{0,4}\\{0,2}"\s{0,4}:\s{0,4}\\{0,2}"((?:19|20)\d\d-\d\d-\d\d[^"\\]{0,24})`)

// script adds the dates of publication in the data of a script.
func (p *data) script(s string) {
	const most = 64
	for range most {
		i := strings.Index(s, "ublish")
		if i < 0 {
			return
		}
		start := max(0, i-12)
		if q := strings.LastIndexByte(s[start:i], '"'); q >= 0 {
			if m := scriptDate().FindStringSubmatch(s[start+q+1 : min(len(s), i+90)]); m != nil {
				p.add(found.ScriptDates, m[1])
			}
		}
		s = s[i+6:]
	}
}

// dayFirst reports whether numeric dates on this page put the day first. They do in all
// languages but English and those that begin with the year. In English they do in Britain
// and where its law was in force.
func (p *data) dayFirst() bool {
	lang := strings.ToLower(cmp.Or(plain.First(p.values[found.HtmlLanguage]), plain.First(p.values[found.MetaTag.Named("content-language")]), plain.First(p.values[found.MetaTag.Named("og:locale")])))
	code, region, _ := strings.Cut(strings.ReplaceAll(lang, "_", "-"), "-")
	switch code {
	case "":
		return hasEnd(p.host, dayFirstHosts())
	case "en":
		return slices.Contains(dayFirstEnglish(), region) && region != "" || hasEnd(p.host, dayFirstEnglish())
	}
	if dayLast()[code] {
		return false
	}
	return plain.LanguageCode(code) != ""
}

// The regions whose numeric dates put the day first. dayFirstHosts are ends of hosts,
// for pages that state no language. dayFirstEnglish are regions of English and ends
// of their hosts. dayLast are the languages whose dates begin with the year; all others
// but English put the day first. They are in words/all.txt.
var (
	dayFirstHosts   = words.Words("day-first-host")
	dayFirstEnglish = words.Words("day-first-english")
	dayLast         = words.WordSet("day-last")
)

// hasEnd reports whether a host has one of the ends that begin with a full stop; it
// ignores other ends.
func hasEnd(host string, ends []string) bool {
	return slices.ContainsFunc(ends, func(end string) bool { return end[0] == '.' && strings.HasSuffix(host, end) })
}
