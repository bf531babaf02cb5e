package page

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/newsdex/newsdex/ingest/internal/htmltext"
)

// A treeSize is what the time that extractors take grows with.
type treeSize struct {
	nodes int
	paths int // the depths of all nodes, added up
}

// isLarge reports whether a page is far larger than articles are (of 181 pages
// the largest has 3,817 nodes and paths of 43,941), so that extractors would
// take more than some seconds.
func (s treeSize) isLarge() bool { return s.nodes > 50_000 || s.paths > 1_000_000 }

// longestAttribute is how many bytes the value of an attribute may have: pictures
// are written into attributes, and names are looked through again and again.
const longestAttribute = 8 << 10

// Prune takes out of a page what no extractor needs to see: what readers do not
// see, what other readers wrote, and what its metadata was read from. A third of
// the time that the extractors take goes with it.
func Prune(doc *html.Node) treeSize {
	var out []*html.Node
	var size treeSize
	var walk func(*html.Node, int)
	walk = func(n *html.Node, depth int) {
		size.nodes++
		size.paths += depth
		n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool { return len(a.Val) > longestAttribute })
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.Type == html.CommentNode || c.Type == html.ElementNode && (isUnseen(c) || isComments(c) || isHoverCard(c)) {
				out = append(out, c)
				continue
			}
			walk(c, depth+1)
		}
	}
	walk(doc, 0)
	for _, n := range out {
		n.Parent.RemoveChild(n)
	}
	return size
}

func isUnseen(n *html.Node) bool {
	return htmltext.UnseenTags[n.DataAtom] && n.DataAtom != atom.Head || n.DataAtom == atom.Meta || n.DataAtom == atom.Link
}

// commentNames are the names that sites and comment systems give to the element
// that holds what readers wrote. They are in words/all.txt.
var commentNames = words.WordSet("comments")

// isComments reports whether the element holds what readers wrote, and not a
// whole page around it.
func isComments(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Div, atom.Section, atom.Ol, atom.Ul, atom.Aside:
	default:
		return false
	}
	for _, a := range n.Attr {
		if a.Key != "id" && a.Key != "class" {
			continue
		}
		for name := range strings.FieldsSeq(strings.ToLower(a.Val)) {
			if commentNames()[name] {
				return !holdsArticle(n)
			}
		}
	}
	return false
}

func holdsArticle(n *html.Node) bool {
	for c := range n.Descendants() {
		if c.DataAtom == atom.H1 || attribute(c, "itemprop") == "articleBody" {
			return true
		}
	}
	return false
}

// isHoverCard reports whether the element is a card that opens over a link in
// running text: an inline element behind a link, of several links and no word
// beside them.
func isHoverCard(n *html.Node) bool {
	const (
		leastLinks = 3
		mostNodes  = 60 // larger ones are not looked through
	)
	if n.DataAtom != atom.Span || n.PrevSibling == nil || n.PrevSibling.DataAtom != atom.A {
		return false
	}
	nodes, links := 0, 0
	for c := range n.Descendants() {
		if nodes++; nodes > mostNodes || htmltext.BlockTags[c.DataAtom] {
			return false
		}
		switch {
		case c.DataAtom == atom.A:
			links++
		case c.Type == html.TextNode && !inLink(c, n) && strings.TrimSpace(c.Data) != "":
			return false
		}
	}
	return links >= leastLinks
}

func inLink(n, within *html.Node) bool {
	for p := n.Parent; p != nil && p != within; p = p.Parent {
		if p.DataAtom == atom.A {
			return true
		}
	}
	return false
}
