package gold

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/newsdex/newsdex/ingest/internal/htmltext"
)

// FlatText returns all text of a page, its title first, as programs make it that know
// nothing of articles: a line for each block, hidden ones too.
func FlatText(doc *html.Node) string {
	var b htmltext.BlockWriter
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		switch n.DataAtom {
		case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Iframe:
			return
		}
		if n.Type == html.TextNode {
			b.Write(n.Data)
		}
		if n.Type == html.ElementNode {
			b.Tag(n.DataAtom)
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
		if n.Type == html.ElementNode {
			b.Tag(n.DataAtom)
		}
		if n.DataAtom == atom.Title {
			b.Write("\n")
			b.Tag(atom.Br)
		}
	}
	walk(doc)
	return b.Text()
}
