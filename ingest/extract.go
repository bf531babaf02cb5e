package ingest

import (
	"github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"
)

// extract returns the text of the article on a page and the name of the
// extractor that found it.
func extract(doc *html.Node) (text, extractor string) {
	if text = trafilaturaText(doc); text != "" {
		return text, "trafilatura"
	}
	return textOfNode(doc), "all text"
}

// trafilaturaText is the text that go-trafilatura finds; "" where it finds none,
// or fails.
func trafilaturaText(doc *html.Node) (text string) {
	defer func() {
		if recover() != nil {
			text = ""
		}
	}()
	result, err := trafilatura.ExtractDocument(doc, trafilatura.Options{
		EnableFallback: true, ExcludeComments: true, HtmlDateMode: trafilatura.Disabled,
	})
	if err != nil {
		return ""
	}
	return textOfNode(result.ContentNode)
}
