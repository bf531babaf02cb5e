package ingest

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Limits of what is taken from one page, against pages made to be slow: values
// of one source, and bytes of one value.
const (
	mostValues       = 32
	longestMetadatum = 4 << 10
)

// A pageData is what a page says of itself: values by source, as the table
// metadataSources names them.
type pageData struct {
	values map[string][]string
	host   string // of the page's address, without "www."
	body   string // the article's text in JSON-LD

	heading    bool // the first h1 has been met
	paragraphs int  // after that

	frontHeadings map[string]bool // the texts of those that lead to the front page
}

func (p *pageData) add(source, value string) {
	if strings.Contains(value, "&") { // encoded twice
		value = html.UnescapeString(value)
	}
	if strings.Contains(value, "<") && strings.Contains(value, ">") {
		value = textOfHTML(value)
	}
	value = oneLine(value)
	if value == "" || len(value) > longestMetadatum || len(p.values[source]) >= mostValues {
		return
	}
	p.values[source] = append(p.values[source], value)
}

// readPage collects what the elements of a page say of it.
func readPage(doc *html.Node) *pageData {
	p := &pageData{values: map[string][]string{}, frontHeadings: map[string]bool{}}
	var ld linkedData
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch n.DataAtom {
		case atom.Html:
			p.add("html lang", attribute(n, "lang"))
		case atom.Base:
			p.add("base", attribute(n, "href"))
		case atom.Title:
			if n.Parent != nil && n.Parent.DataAtom == atom.Head && n.FirstChild != nil {
				p.add("title", n.FirstChild.Data)
			}
		case atom.Meta:
			p.meta(n)
			continue
		case atom.Link:
			if hasWord(attribute(n, "rel"), "canonical") {
				p.add("link canonical", attribute(n, "href"))
			}
			continue
		case atom.Script:
			if n.FirstChild != nil && strings.Contains(strings.ToLower(attribute(n, "type")), "ld+json") {
				ld.read(n.FirstChild.Data)
			}
			continue
		case atom.H1:
			heading := oneLine(shortText(n))
			p.add("h1", heading)
			if len(p.frontHeadings) < mostValues && leadsHome(n) {
				p.frontHeadings[heading] = true
			}
			p.heading = true
		case atom.P:
			if p.heading {
				p.paragraphs++
			}
		case atom.Time:
			p.time(n)
		}
		p.microdata(n)
		p.classes(n)
	}
	ld.tell(p)
	return p
}

// leadsHome reports whether a heading is a link to the front page, and so the name of
// the site.
func leadsHome(n *html.Node) bool {
	const most = 10 // nodes
	nodes := 0
	for c := range n.Descendants() {
		if nodes++; nodes > most {
			break
		}
		if c.DataAtom != atom.A {
			continue
		}
		if hasWord(attribute(c, "rel"), "home") {
			return true
		}
		u, err := url.Parse(strings.TrimSpace(attribute(c, "href")))
		return err == nil && (u.Path == "/" || u.Path == "" && u.Host != "") && u.RawQuery == "" && u.Fragment == ""
	}
	return n.Parent != nil && n.Parent.DataAtom == atom.A && hasWord(attribute(n.Parent, "rel"), "home")
}

// meta adds a <meta> under each of its names.
func (p *pageData) meta(n *html.Node) {
	content := attribute(n, "content")
	if content == "" {
		return
	}
	for _, key := range []string{"name", "property", "itemprop", "http-equiv"} {
		if name := strings.ToLower(strings.TrimSpace(attribute(n, key))); name != "" {
			if key == "itemprop" {
				p.add("itemprop "+name, content)
			} else {
				p.add("meta "+name, content)
			}
		}
	}
}

// time adds a <time> by what its class and properties say it is.
func (p *pageData) time(n *html.Node) {
	value := attribute(n, "datetime")
	if value == "" {
		value = shortText(n)
	}
	kind := "time"
	if hasAttribute(n, "pubdate") {
		kind = "time published"
	}
	for e, up := n, 0; e != nil && up < 3; e, up = e.Parent, up+1 {
		for word := range nameWords(attribute(e, "class") + " " + attribute(e, "itemprop")) {
			switch word {
			case "published", "publish", "publication", "posted", "pubdate", "publishdate":
				if kind == "time" {
					kind = "time published"
				}
			case "updated", "modified", "update", "lastupdated":
				kind = "time updated"
			}
		}
		if kind != "time" {
			break
		}
	}
	if kind == "time" && len(p.values[kind]) > 0 {
		return // later ones belong to other articles
	}
	p.add(kind, value)
}

// microdata adds the properties of an element (HTML Standard, section 5).
func (p *pageData) microdata(n *html.Node) {
	for name := range strings.FieldsSeq(strings.ToLower(attribute(n, "itemprop"))) {
		if inComment(n) {
			return
		}
		switch name {
		case "headline", "alternativeheadline", "datepublished", "datemodified", "datecreated", "author", "publisher", "articlesection", "keywords":
		default:
			continue
		}
		value := attribute(n, "content")
		if value == "" {
			value = attribute(n, "datetime")
		}
		if value == "" {
			if of := propertyName(n); of != nil {
				n = of
			}
			if value = attribute(n, "content"); value == "" {
				value = shortText(n)
			}
		}
		p.add("itemprop "+name, value)
	}
}

// inComment reports whether an element is part of what a reader wrote.
func inComment(n *html.Node) bool {
	for p := n; p != nil; p = p.Parent {
		if isComments(p) || strings.Contains(attribute(p, "itemtype"), "Comment") || hasWord(attribute(p, "itemprop"), "comment") {
			return true
		}
	}
	return false
}

// propertyName returns the element inside n that is the name of a person or
// organization, nil if there is none.
func propertyName(n *html.Node) *html.Node {
	looked := 0
	for c := range n.Descendants() {
		if looked++; looked > 200 {
			return nil
		}
		if attribute(c, "itemprop") == "name" {
			return c
		}
	}
	return nil
}

// classes adds what the class or the relation of an element says it is.
func (p *pageData) classes(n *html.Node) {
	if n.DataAtom == atom.A {
		rel := attribute(n, "rel")
		if hasWord(rel, "author") {
			p.add("rel author", shortText(n))
		}
		if hasWord(rel, "tag") {
			p.add("rel tag", shortText(n))
		}
	}
	class := attribute(n, "class")
	if class == "" || len(class) > longestAttribute {
		return
	}
	for word := range nameWords(class) {
		switch word {
		case "byline":
			if len(p.values["class byline"]) < 2 {
				p.add("class byline", shortText(n))
			}
			return
		case "dek", "deck", "standfirst", "subheadline":
			// Elsewhere it is the deck of another article.
			if p.heading && p.paragraphs <= 2 && len(p.values["class deck"]) < 1 {
				p.add("class deck", shortText(n))
			}
			return
		}
	}
}

// shortText is the text of an element if that is a line or two, "" for more.
func shortText(n *html.Node) string {
	const most = 100 // nodes
	nodes := 0
	for range n.Descendants() {
		if nodes++; nodes > most {
			return ""
		}
	}
	var b blockWriter
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.node(c)
	}
	if s := b.text(); len(s) <= longestMetadatum {
		return s
	}
	return ""
}

func hasWord(list, word string) bool {
	for w := range strings.FieldsSeq(list) {
		if strings.EqualFold(w, word) {
			return true
		}
	}
	return false
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func hasAttribute(n *html.Node, key string) bool {
	for _, a := range n.Attr {
		if a.Key == key {
			return true
		}
	}
	return false
}
