package ingest

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// metadataOf returns an article with what the head of a page says of it.
func metadataOf(doc *html.Node) Article {
	var a Article
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch n.DataAtom {
		case atom.Html:
			a.Language = attribute(n, "lang")
		case atom.Meta:
			content := strings.TrimSpace(attribute(n, "content"))
			switch strings.ToLower(attribute(n, "property") + attribute(n, "name")) {
			case "og:title":
				a.Title = content
			case "og:site_name":
				a.Outlet = content
			case "og:url":
				a.URL = content
			case "author":
				a.Authors = splitAuthors(content)
			case "article:published_time":
				a.Published, a.PublishedLayout = parseDate(content)
			}
		}
	}
	return a
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}
