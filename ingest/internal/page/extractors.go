package page

import (
	"strings"

	"github.com/go-shiori/go-readability"
	"github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"

	"github.com/newsdex/newsdex/ingest/internal/htmltext"
)

// Extract returns the text of the article on a page, a line for each block, and
// which extractors it goes by. The title is what the page says that it is. It takes
// doc apart.
//
// Two extractors look at the page, go-trafilatura and go-readability; what both
// found tells in which element the article is. Then the blocks inside that are
// sorted: by who found them, by the names of the elements they stand in, and by
// their links. So a list that one of them dropped stays, and a teaser that one
// of them took goes; and the text is the page's own, with the spaces and lines
// that a browser shows.
func Extract(doc *html.Node, title string) (text, extractor string) {
	size := Prune(doc)
	blocks := BlocksOf(doc)
	if !size.isLarge() {
		MarkByExtractors(doc, blocks)
	}
	kept, extractor := Choose(blocks, title)
	lines := make([]string, len(kept))
	for i := range kept {
		lines[i] = kept[i].text
	}
	return strings.Join(lines, "\n"), extractor
}

// MarkByExtractors tells of each block which extractors took it.
func MarkByExtractors(doc *html.Node, blocks []block) {
	readable := readabilityNode(doc)
	if readable != nil {
		markFound(blocks, htmltext.NodeText(readable), func(b *block) { b.InR = true })
	}
	if found := trafilaturaNode(doc, readable); found != nil {
		markFound(blocks, htmltext.NodeText(found), func(b *block) { b.InT = true })
	}
}

// readabilityNode is the article as Readability finds it; nil if it does not.
func readabilityNode(doc *html.Node) (node *html.Node) {
	defer func() {
		if recover() != nil {
			node = nil
		}
	}()
	article, err := readability.FromDocument(doc, nil)
	if err != nil {
		return nil
	}
	return article.Node
}

// trafilaturaNode is the article as go-trafilatura finds it, to which it may
// prefer what Readability found; nil if it finds nothing, or fails.
func trafilaturaNode(doc, readable *html.Node) (node *html.Node) {
	defer func() {
		if recover() != nil {
			node = nil
		}
	}()
	result, err := trafilatura.ExtractDocument(doc, trafilatura.Options{
		EnableFallback: true, ExcludeComments: true, HtmlDateMode: trafilatura.Disabled,
		FallbackCandidates: &trafilatura.FallbackCandidates{Readability: readable},
	})
	if err != nil {
		return nil
	}
	return result.ContentNode
}
