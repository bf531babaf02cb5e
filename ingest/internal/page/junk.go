package page

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

// junkOf says what the element is by its tag and names. Weak names that are in own are
// the article's too, and say nothing.
func junkOf(n *html.Node, own map[string]bool) junkKind {
	switch n.DataAtom {
	case atom.Nav, atom.Footer, atom.Aside, atom.Form, atom.Figcaption:
		return weakJunk
	case atom.Figure:
		return notJunk
	case atom.Body, atom.Html, atom.Article, atom.Main:
		return notJunk
	}
	if isOutOfSight(n) {
		return weakJunk
	}
	kind := notJunk
	for word := range classWords(n) {
		switch k := junkNames[word]; {
		case k == quoted && n.DataAtom == atom.Blockquote:
			return quoted
		case k == strongJunk, k == weakJunk && !own[word]:
			kind = max(kind, k)
		}
	}
	return kind
}

// isOutOfSight reports whether an element says that browsers do not show it.
func isOutOfSight(n *html.Node) bool {
	for _, a := range n.Attr {
		switch a.Key {
		case "hidden":
			return true
		case "aria-hidden":
			if a.Val == "true" {
				return true
			}
		case "style":
			if v := strings.ReplaceAll(a.Val, " ", ""); strings.Contains(v, "display:none") || strings.Contains(v, "visibility:hidden") {
				return true
			}
		}
	}
	return false
}

// junkNames are words of the names (class, id) that sites give to what stands
// among the paragraphs of an article and is not of it.
var junkNames = junkWords(map[junkKind]string{
	strongJunk: "related recirc recirculation newsletter comment comments signup disqus readtime cta paidcontent outbrain taboola",
	weakJunk: "advert advertisement ad ads author authors banner breadcrumb breadcrumbs byline caption captions cookie copyright " +
		"credit credits date disclaimer embed embedded footer gallery headline modal nav navigation newsletters player " +
		"popular popup promo recommend recommended rollover share sharing sidebar slide slider slideshow social subscribe " +
		"subtitle tags teaser teasers timestamp toc tooltip trending video videos widget mostread readmore more " +
		"legend imagedescription bildunterschrift textbox infobox factbox likes",
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

// classWords yields the words of an element's class and id.
func classWords(n *html.Node) iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, a := range n.Attr {
			if a.Key != "class" && a.Key != "id" {
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
