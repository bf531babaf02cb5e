package page

import (
	"strings"

	"github.com/go-shiori/go-readability"
	"github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"

	"github.com/newsdex/newsdex/ingest/internal/htmltext"
)

// Extract returns the text of the article on a page, a line for each block, and the name
// of the extractors it goes by. The title is the one that the page declares. Extract
// modifies doc.
//
// Two extractors look at the page, go-trafilatura and go-readability; the text that both
// found shows which element holds the article. The blocks inside that element are kept or
// dropped by the extractors that took them, by the names of the elements around them, and
// by their links. So a list that one extractor dropped stays, and a teaser that one of
// them took goes. The text is the page's own, with the spaces and lines that a browser
// shows.
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

// MarkByExtractors marks each block with the extractors that took it.
func MarkByExtractors(doc *html.Node, blocks []block) {
	readable := readabilityNode(doc)
	if readable != nil {
		markFound(blocks, htmltext.NodeText(readable), func(b *block) { b.InR = true })
	}
	if found := trafilaturaNode(doc, readable); found != nil {
		markFound(blocks, htmltext.NodeText(found), func(b *block) { b.InT = true })
	}
}

// readabilityNode returns the article that go-readability finds, or nil if it finds none
// or fails.
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

// trafilaturaNode returns the article that go-trafilatura finds, or nil if it finds none
// or fails. It may prefer readable, the article that go-readability found.
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
