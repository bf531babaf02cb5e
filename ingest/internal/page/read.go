package page

import (
	"cmp"
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/newsdex/newsdex/ingest/internal/date"
	"github.com/newsdex/newsdex/ingest/internal/found"
	"github.com/newsdex/newsdex/ingest/internal/htmltext"
	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// A data holds the metadata that a page states: values by source, with the sources that
// the table MetadataSources names.
type data struct {
	values map[found.Source][]string
	host   string // of the page's address, without "www."
	body   string // the article's text in JSON-LD

	heading    bool // the first h1 has been met
	paragraphs int  // paragraphs after the first h1

	kinds         map[string]nameKind
	frontHeadings map[string]bool // the texts of headings that link to the front page
	nodes         pageNodes
}

// readPage collects the metadata that the elements of a page state.
func readPage(doc *html.Node) *data {
	p := &data{values: map[found.Source][]string{}, frontHeadings: map[string]bool{}, kinds: map[string]nameKind{}}
	var ld linkedData
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			if n.Type == html.TextNode {
				p.nodes.text(n)
			}
			continue
		}
		switch n.DataAtom {
		case atom.Html:
			p.add(found.HtmlLanguage, cmp.Or(attribute(n, "lang"), attribute(n, "xml:lang")))
		case atom.Base:
			p.add(found.BaseAddress, attribute(n, "href"))
		case atom.Title:
			if n.Parent != nil && n.Parent.DataAtom == atom.Head && n.FirstChild != nil {
				p.add(found.PageTitle, n.FirstChild.Data)
			}
		case atom.Meta:
			p.meta(n)
			continue
		case atom.Link:
			if plain.HasWord(attribute(n, "rel"), "canonical") {
				p.add(found.LinkTag.Named("canonical"), attribute(n, "href"))
			}
			continue
		case atom.Script:
			if n.FirstChild != nil && strings.Contains(strings.ToLower(attribute(n, "type")), "ld+json") {
				ld.read(n.FirstChild.Data)
			} else if n.FirstChild != nil {
				p.script(n.FirstChild.Data)
			}
			continue
		case atom.H1:
			heading := plain.OneLine(shortText(n))
			p.add(found.FirstHeading, heading)
			if len(p.frontHeadings) < mostValues && leadsHome(n) {
				p.frontHeadings[heading] = true
			}
			p.heading = true
			p.nodes.note(&p.nodes.headings, n)
		case atom.H2, atom.H3:
			p.nodes.note(&p.nodes.headings, n)
		case atom.P:
			if p.heading {
				p.paragraphs++
			}
		case atom.Article:
			p.nodes.articles++
		case atom.Time:
			p.nodes.note(&p.nodes.dates, n)
		case atom.Abbr:
			if date.MayTellDay(attribute(n, "title")) {
				p.nodes.note(&p.nodes.dates, n)
			}
		}
		p.microdata(n)
		if name := attribute(n, "property"); name != "" { // RDFa
			p.add(found.RdfaProperty.Named(strings.ToLower(name)), attribute(n, "content"))
		}
		p.classes(n)
	}
	ld.tell(p)
	return p
}

// leadsHome reports whether a heading is a link to the front page. Such a heading is the
// name of the site.
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
		if plain.HasWord(attribute(c, "rel"), "home") {
			return true
		}
		u, err := url.Parse(strings.TrimSpace(attribute(c, "href")))
		return err == nil && (u.Path == "/" || u.Path == "" && u.Host != "") && u.RawQuery == "" && u.Fragment == ""
	}
	return n.Parent != nil && n.Parent.DataAtom == atom.A && plain.HasWord(attribute(n.Parent, "rel"), "home")
}

// meta adds a <meta> under each of its names.
func (p *data) meta(n *html.Node) {
	content := attribute(n, "content")
	if content == "" {
		return
	}
	for _, key := range []string{"name", "property", "itemprop", "http-equiv"} {
		if name := strings.ToLower(strings.TrimSpace(attribute(n, key))); name != "" {
			if key == "itemprop" {
				p.add(found.Itemprop.Named(name), content)
			} else {
				p.add(found.MetaTag.Named(name), content)
			}
		}
	}
}

// microdata adds the properties of an element (HTML Standard, section 5).
func (p *data) microdata(n *html.Node) {
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
		if value == "" && n.DataAtom == atom.Abbr {
			value = attribute(n, "title")
		}
		if value == "" {
			if of := propertyName(n); of != nil {
				n = of
			}
			if value = attribute(n, "content"); value == "" {
				value = shortText(n)
			}
		}
		p.add(found.Itemprop.Named(name), value)
	}
}

// inComment reports whether an element is part of a reader's comment.
func inComment(n *html.Node) bool {
	for p := n; p != nil; p = p.Parent {
		if isComments(p) || strings.Contains(attribute(p, "itemtype"), "Comment") || plain.HasWord(attribute(p, "itemprop"), "comment") {
			return true
		}
	}
	return false
}

// propertyName returns the element inside n that holds the name of a person or
// organization, or nil if there is none.
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

// classes adds the values of an element that is marked by its class or its link relation.
func (p *data) classes(n *html.Node) {
	if n.DataAtom == atom.A {
		rel := attribute(n, "rel")
		if plain.HasWord(rel, "author") || leadsToAuthor(n) {
			p.nodes.note(&p.nodes.names, n)
		}
		if plain.HasWord(rel, "tag") {
			p.add(found.Relation.Named("tag"), shortText(n))
		}
	}
	kind := kindPlain
	for _, a := range n.Attr {
		switch {
		case len(a.Val) > longestAttribute:
		case a.Key == "class", a.Key == "data-testid", a.Key == "id" && strings.Contains(a.Val, "uthor"):
			kind = max(kind, p.kindOf(a.Val))
		}
	}
	switch {
	case kind == kindAuthor:
		p.nodes.note(&p.nodes.names, n)
	case kind == kindDeck && p.heading && p.paragraphs <= 2 && len(p.values[found.ClassDeck]) < 1:
		p.add(found.ClassDeck, shortText(n)) // further down it is the deck of another article
	}
}

// A nameKind is the kind of content that the name of an element stands for.
type nameKind int8

const (
	kindPlain nameKind = iota + 1
	kindDeck
	kindAuthor
)

// kindOf returns the kind of a name. It remembers kinds, for names repeat on a page.
func (p *data) kindOf(name string) nameKind {
	const most = 2_000 // remembered names
	if kind := p.kinds[name]; kind != 0 {
		return kind
	}
	kind := kindPlain
	for word := range nameWords(name) {
		switch {
		case authorNames()[word]:
			kind = max(kind, kindAuthor)
		case word == "dek", word == "deck", word == "standfirst", word == "subheadline":
			kind = max(kind, kindDeck)
		}
	}
	if len(p.kinds) < most {
		p.kinds[name] = kind
	}
	return kind
}

// shortText returns the text of an element of a line or two, or "" if the element is
// larger.
func shortText(n *html.Node) string {
	const (
		most     = 100      // nodes
		mostText = 16 << 10 // bytes, with white space
	)
	nodes, text := 0, 0
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			text += len(c.Data)
		}
		if nodes++; nodes > most || text > mostText {
			return ""
		}
	}
	var b htmltext.BlockWriter
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.Node(c)
	}
	if s := b.Text(); len(s) <= longestMetadatum {
		return s
	}
	return ""
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
