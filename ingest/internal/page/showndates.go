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

// publishedNames, updatedNames and dateNames are words of the names that sites give to
// the elements with the date of an article.
var (
	publishedNames = plain.FillerWords("published publish publishing publication pubdate publishdate publishingdate publishedat posted postdate posting issued " +
		"created createdate datecreated datepublished authored submitted erstellt veroeffentlicht publicado publie pubblicato release released " +
		"createdat uploaddate")
	updatedNames = plain.FillerWords("updated modified update lastupdated lastmod lastmodified datemodified changed aktualisiert modification actualizado revised edited")
	dateNames    = plain.FillerWords("date dates datum fecha dato time timestamp datetime datestamp dateline day clock timedata meta metadata byline info kicker topline overline " +
		"dachzeile spitzmarke autor author subtitle")
)

// addStamps adds what the nodes of a page tell of dates, under these sources:
//
//	time published   a <time> that is named so, or whose line says so
//	class published  another element that is named so
//	line published   a line that says so: "Veröffentlicht am 3. Mai 2020"
//	time             a <time> that is not named
//	class date       an element that is named a date
//	line             a line by the headline with a date and few other words
//	dateline         what a paragraph below the headline begins with: "Berlin, 3. Mai 2020 –"
//
// Those nearest to the headline come first; those that stand elsewhere on the page do not
// count. Those below the article, " below", count less. What says when the page was
// changed is "time updated", "class updated", "line updated". "title date" is a date that
// the title begins with, "script" one in the data of a program.
func (p *data) addStamps() {
	s := &p.nodes
	dayFirst := p.dayFirst()
	if days := p.values[found.ScriptDates]; slices.ContainsFunc(days, func(s string) bool { return s[:10] != days[0][:10] }) {
		p.values[found.ScriptDates] = nil // of several articles
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

// stampName says what the names of an element say of the date in it: "published",
// "updated", "date" or "". The names of the microformat hAtom say "updated" of every
// date, also of that of publication.
func stampName(words func(func(string) bool)) string {
	published, updated, date := false, false, false
	for w := range words {
		published = published || publishedNames[w]
		updated = updated || updatedNames[w]
		date = date || dateNames[w]
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

// addTime adds a <time>, or an <abbr> with a date as its title, by what it and its line
// say that it is.
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

// labelIn says by their first label what lines tell: "published", "updated" or "".
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

// addDateline adds the date that a paragraph begins with.
func (p *data) addDateline(n *html.Node, dayFirst bool) {
	const (
		least = 60 // bytes of the paragraph
		head  = 70 // in which the date must be
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

// scriptDate is a date of publication as the data of a program has it.
var scriptDate = match.Expression(`(?i)^\w{0,12}published?_?(?:date|at|time|on)?\w{0,4}\\{0,2}"\s{0,4}:\s{0,4}\\{0,2}"((?:19|20)\d\d-\d\d-\d\d[^"\\]{0,24})`)

// script adds the dates of publication that a script has as data.
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

// dayFirst reports whether days in figures have the day first on this page: they have in
// all languages but English, where they have in Britain and where its law was, and in
// those that begin with the year.
func (p *data) dayFirst() bool {
	lang := strings.ToLower(cmp.Or(plain.First(p.values[found.HtmlLanguage]), plain.First(p.values[found.MetaTag.Named("content-language")]), plain.First(p.values[found.MetaTag.Named("og:locale")])))
	code, region, _ := strings.Cut(strings.ReplaceAll(lang, "_", "-"), "-")
	switch code {
	case "":
		for _, end := range []string{".de", ".at", ".ch", ".fr", ".es", ".it", ".pt", ".br", ".nl", ".ru", ".ar", ".mx", ".tr", ".uk", ".au", ".nz", ".ie"} {
			if strings.HasSuffix(p.host, end) {
				return true
			}
		}
		return false
	case "en":
		switch region {
		case "gb", "ie", "au", "nz", "in", "za":
			return true
		}
		return strings.HasSuffix(p.host, ".uk") || strings.HasSuffix(p.host, ".au") || strings.HasSuffix(p.host, ".nz") || strings.HasSuffix(p.host, ".ie")
	case "zh", "ja", "ko", "hu", "lt", "sv":
		return false
	}
	return plain.LanguageCode(code) != ""
}
