package ingest

import (
	"iter"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A junkKind says how surely an element of a page is not the article.
type junkKind int

const (
	notJunk    junkKind = iota
	weakJunk            // goes unless both extractors took it
	strongJunk          // goes whoever took it
	quoted              // stays: somebody's post that the article quotes
)

// junkOf says what the element is by its tag and names.
func junkOf(n *html.Node) junkKind {
	switch n.DataAtom {
	case atom.Nav, atom.Footer, atom.Aside, atom.Form, atom.Figcaption:
		return weakJunk
	case atom.Figure:
		return notJunk
	case atom.Body, atom.Html, atom.Article, atom.Main:
		return notJunk
	}
	for _, a := range n.Attr {
		switch a.Key {
		case "hidden":
			return weakJunk
		case "aria-hidden":
			if a.Val == "true" {
				return weakJunk
			}
		case "style":
			if v := strings.ReplaceAll(a.Val, " ", ""); strings.Contains(v, "display:none") || strings.Contains(v, "visibility:hidden") {
				return weakJunk
			}
		}
	}
	kind := notJunk
	for _, a := range n.Attr {
		if a.Key != "class" && a.Key != "id" {
			continue
		}
		for word := range nameWords(a.Val) {
			switch k := junkNames[word]; {
			case k == quoted && n.DataAtom == atom.Blockquote:
				return quoted
			case k != quoted && k > kind:
				kind = k
			}
		}
	}
	return kind
}

// junkNames are words of the names (class, id) that sites give to what stands
// among the paragraphs of an article and is not of it.
var junkNames = junkWords(map[junkKind]string{
	strongJunk: "related recirc recirculation newsletter comment comments signup disqus readtime cta paidcontent outbrain taboola",
	weakJunk: "advert advertisement ad ads author authors banner breadcrumb breadcrumbs byline caption captions cookie copyright " +
		"credit credits date disclaimer embed embedded footer gallery headline modal nav navigation newsletters player " +
		"popular popup promo recommend recommended rollover share sharing sidebar slide slider slideshow social subscribe " +
		"subtitle tags teaser teasers timestamp toc tooltip trending video videos widget mostread readmore more",
	quoted: "tweet instagram",
})

func junkWords(kinds map[junkKind]string) map[string]junkKind {
	words := map[string]junkKind{}
	for kind, list := range kinds {
		for word := range strings.FieldsSeq(list) {
			words[word] = kind
		}
	}
	return words
}

// nameWords yields the words of a class or id in lower case: "wp-caption
// relatedContent" has wp, caption, related, content.
func nameWords(name string) iter.Seq[string] {
	return func(yield func(string) bool) {
		var word []byte
		for i := range len(name) {
			c := name[i]
			upper := 'A' <= c && c <= 'Z'
			if upper && i > 0 && 'a' <= name[i-1] && name[i-1] <= 'z' || !upper && (c < 'a' || c > 'z') {
				if len(word) > 0 && !yield(string(word)) {
					return
				}
				word = word[:0]
			}
			if upper || 'a' <= c && c <= 'z' {
				word = append(word, c|0x20)
			}
		}
		if len(word) > 0 {
			yield(string(word))
		}
	}
}
