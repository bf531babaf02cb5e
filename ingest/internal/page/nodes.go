package page

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/newsdex/newsdex/ingest/internal/date"
	"github.com/newsdex/newsdex/ingest/internal/htmltext"
	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// A pageNode is a DOM node that may state the date or the author of the page's article:
// an element named for either, a <time>, a text with a year in it, a link to an author's
// page.
type pageNode struct {
	node *html.Node
	at   int // bytes of text above it
}

// mostPageNodes limits the nodes of one kind, against pages made to be slow. News pages
// have some dozens.
const mostPageNodes = 300

// A pageNodes collects the pageNodes of a page during the walk and locates them
// afterwards. A date or name by the headline belongs to the article; one in a menu, a
// teaser or a comment belongs to another.
type pageNodes struct {
	headings, dates, names []pageNode
	articles               int // number of <article> elements
	at                     int

	title    string              // its normalized key
	headline pageNode            // the heading of the article; its node is nil if none is known
	around   map[*html.Node]bool // the elements around the headline
}

func (s *pageNodes) note(list *[]pageNode, n *html.Node) {
	if len(*list) < mostPageNodes {
		*list = append(*list, pageNode{n, s.at})
	}
}

// text notes a text whose beginning may be part of a date or a byline. The beginning of a
// paragraph may state its place and date.
func (s *pageNodes) text(n *html.Node) {
	if n.Parent == nil || htmltext.UnseenTags[n.Parent.DataAtom] {
		return
	}
	const head = 100 // bytes
	text := strings.TrimSpace(n.Data)
	if text == "" {
		return
	}
	if date.MayTellDay(text[:min(len(text), head)]) {
		s.note(&s.dates, n)
	}
	if beginsByline(text) {
		s.note(&s.names, n)
	}
	s.at += len(text)
}

// setHeadline finds the heading that matches the title: the first one of the highest
// rank. If none matches and the page has a single h1, it takes that h1.
func (s *pageNodes) setHeadline(title string) {
	key := plain.NormalizedKey(title)
	s.title = key
	best, rank := -1, 7
	firsts := 0
	for i, h := range s.headings {
		if h.node.DataAtom == atom.H1 {
			firsts++
		}
		if r := int(h.node.Data[1] - '0'); r < rank && key != "" {
			if said := plain.NormalizedKey(shortText(h.node)); said != "" && (said == key || len(said) >= len(key)/2 && strings.Contains(key, said) || strings.Contains(said, key)) {
				best, rank = i, r
			}
		}
	}
	for i, h := range s.headings {
		if best < 0 && firsts == 1 && h.node.DataAtom == atom.H1 {
			best = i
		}
	}
	if best < 0 {
		return
	}
	s.headline = s.headings[best]
	s.around = map[*html.Node]bool{}
	for n := s.headline.node; n != nil; n = n.Parent {
		s.around[n] = true
	}
}

// The distances from the headline, in bytes of text, within which dates and bylines
// belong to the article. A deck and a caption may stand between.
const (
	nearAbove = 400
	nearBelow = 1200
)

// near reports whether a node stands by the headline.
func (s *pageNodes) near(x pageNode) bool {
	return s.headline.node != nil && x.at >= s.headline.at-nearAbove && x.at <= s.headline.at+nearBelow
}

// distance returns the distance of a node from the headline. Distances above the headline
// count three times.
func (s *pageNodes) distance(x pageNode) int {
	if d := x.at - s.headline.at; d >= 0 {
		return d
	}
	return 3 * (s.headline.at - x.at)
}

// sorted returns the nodes that are not elsewhere, those nearest to the headline first.
func (s *pageNodes) sorted(list []pageNode) []pageNode {
	list = slices.DeleteFunc(list, s.elsewhere)
	if s.headline.node != nil {
		slices.SortStableFunc(list, func(a, b pageNode) int { return s.distance(a) - s.distance(b) })
	}
	return list
}

// elsewhere reports whether a node stands in a part of the page that is not the article:
// a menu, the footer, a comment, a list of other articles.
func (s *pageNodes) elsewhere(x pageNode) bool {
	const deepest = 60
	depth := 0
	for n := x.node; n != nil && !s.around[n] && depth < deepest; n, depth = n.Parent, depth+1 {
		switch n.DataAtom {
		case atom.Body, atom.Html, atom.Main:
			return false
		case atom.Nav, atom.Form, atom.Select, atom.Blockquote, atom.Figure, atom.Noscript:
			return true
		case atom.Footer, atom.Aside:
			if !s.near(x) || s.isTeaser(n, s.near(x)) {
				return true
			}
		case atom.Article:
			if s.articles > 1 && s.isTeaser(n, s.near(x)) {
				return true
			}
		case atom.Div, atom.Section, atom.Ul, atom.Ol, atom.Li, atom.A, atom.Td, atom.Table:
			if n != x.node && depth <= 6 && s.isTeaser(n, s.near(x)) {
				return true
			}
		}
		if isElsewhereName(n, s.near(x)) || strings.Contains(attribute(n, "itemtype"), "Comment") {
			return true
		}
	}
	return false
}

// isTeaser reports whether a small element contains a heading other than the title, or an
// <article> of any size begins with one. Near the headline such a heading may be the
// deck, so there it must also be a link.
func (s *pageNodes) isTeaser(n *html.Node, near bool) bool {
	const most = 60 // nodes
	nodes, teaser := 0, false
	for c := range n.Descendants() {
		if nodes++; nodes > most {
			return teaser && n.DataAtom == atom.Article
		}
		switch c.DataAtom {
		case atom.H1, atom.H2, atom.H3, atom.H4:
			if !teaser && s.title != "" && plain.NormalizedKey(shortText(c)) == s.title {
				return false
			}
			teaser = teaser || !near || isLinked(c)
		}
	}
	return teaser
}

// isLinked reports whether a heading contains a link or stands in one.
func isLinked(n *html.Node) bool {
	const most = 10 // nodes
	nodes := 0
	for c := range n.Descendants() {
		if nodes++; nodes > most {
			break
		}
		if c.DataAtom == atom.A {
			return true
		}
	}
	for p, up := n.Parent, 0; p != nil && up < 3; p, up = p.Parent, up+1 {
		if p.DataAtom == atom.A {
			return true
		}
	}
	return false
}

// elsewhereNames are words in the names that sites give to elements outside the article.
// They are in words/.
var elsewhereNames = words.WordSet("elsewhere")

func isElsewhereName(n *html.Node, near bool) bool {
	if n.DataAtom == atom.Body || n.DataAtom == atom.Html {
		return false
	}
	for _, a := range n.Attr {
		if a.Key != "class" && a.Key != "id" || len(a.Val) > longestAttribute {
			continue
		}
		for word := range nameWords(a.Val) {
			if elsewhereNames()[word] || word == "teaser" && !near {
				return true
			}
		}
	}
	return false
}

// nameWords yields the words in the names of an element and of the elements around it, as
// long as these hold little more text than the element.
func (s *pageNodes) nameWords(n *html.Node) func(func(string) bool) {
	const (
		up   = 3
		most = 160 // bytes of text
	)
	return func(yield func(string) bool) {
		for i := 0; n != nil && i < up && !s.around[n]; n = n.Parent {
			if n.Type != html.ElementNode {
				continue
			}
			if i++; i > 1 && len(shortText(n)) > most {
				return
			}
			for _, a := range n.Attr {
				switch a.Key {
				case "class", "id", "itemprop", "property", "data-testid", "data-component":
				default:
					continue
				}
				if len(a.Val) > longestAttribute {
					continue
				}
				for word := range nameWords(a.Val) {
					if !yield(word) {
						return
					}
				}
			}
		}
	}
}

// lines returns the lines of the block around a node, and the text of the node's own
// element. A line that ends in a colon is joined with the next. If the block is too long,
// lines returns the text of the node alone.
func (s *pageNodes) lines(x pageNode) []string {
	const most = 300 // bytes
	n := x.node
	for n != nil && (n.Type != html.ElementNode || !htmltext.BlockTags[n.DataAtom]) {
		n = n.Parent
	}
	text := ""
	if n != nil {
		text = shortText(n)
		if up := n.Parent; strings.HasSuffix(text, ":") && up != nil { // it labels the next block
			text = shortText(up)
		}
	}
	if text == "" || len(text) > most {
		text = x.node.Data
		if x.node.Type == html.ElementNode {
			text = shortText(x.node)
		}
		if len(text) > most {
			return nil
		}
		return []string{plain.OneLine(text)}
	}
	lines := strings.Split(text, "\n")
	for i := len(lines) - 2; i >= 0; i-- {
		if strings.HasSuffix(lines[i], ":") && lines[i+1] != "" {
			lines[i] += " " + lines[i+1]
			lines = append(lines[:i+1], lines[i+2:]...)
		}
	}
	if n := x.node.Parent; x.node.Type == html.TextNode && n != nil && !htmltext.BlockTags[n.DataAtom] {
		lines = append(lines, plain.OneLine(x.node.Data))
	}
	return lines
}
