package page

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/newsdex/newsdex/ingest/internal/htmltext"
)

// A treeSize is the size of a DOM tree, in the units that the extractors' time grows
// with.
type treeSize struct {
	nodes int
	paths int // sum of the depths of all nodes
}

// isLarge reports whether a page is far larger than articles are, so that extractors
// would take more than some seconds. The largest of 181 pages has 3,817 nodes and paths
// of 43,941.
func (s treeSize) isLarge() bool { return s.nodes > 50_000 || s.paths > 1_000_000 }

// longestAttribute is the limit of bytes of an attribute's value. Pictures are embedded
// in attributes, and names are searched again and again.
const longestAttribute = 8 << 10

// Prune removes the parts of a page that no extractor needs: invisible elements, readers'
// comments, and elements that hold metadata. It saves a third of the extractors' time.
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

// commentNames are the names that sites and comment systems give to the element that
// holds readers' comments. They are in words/all.txt.
var commentNames = words.WordSet("comments")

// isComments reports whether the element holds readers' comments and not a whole page
// around them.
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

// isHoverCard reports whether the element is a card that opens over a link in running
// text: an inline element that follows a link and holds several links and no text beside
// them.
func isHoverCard(n *html.Node) bool {
	const (
		leastLinks = 3
		mostNodes  = 60 // larger elements are no cards
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
