package page

import (
	"iter"
	"strings"
	"sync"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A junkKind is the certainty that an element of a page is not part of the article.
type junkKind int

const (
	notJunk    junkKind = iota
	weakJunk            // dropped unless both extractors took it
	strongJunk          // always dropped
	quoted              // kept: a post that the article quotes
)

// junkOf returns the kind of an element by its tag and names. It ignores weak names in
// own, for the article itself has them.
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
	kind, names := notJunk, junkNames()
	for word := range classWords(n) {
		switch k := names[word]; {
		case k == quoted && n.DataAtom == atom.Blockquote:
			return quoted
		case k == strongJunk, k == weakJunk && !own[word]:
			kind = max(kind, k)
		}
	}
	return kind
}

// isOutOfSight reports whether the attributes of an element hide it in browsers.
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

// junkNames are words in the names (class, id) that sites give to elements that stand
// among the paragraphs of an article but are not part of it. They are in words/.
var junkNames = sync.OnceValue(func() map[string]junkKind {
	kinds := map[string]junkKind{}
	for kind, list := range map[junkKind]func() []string{strongJunk: strongNames, weakJunk: weakNames, quoted: quotedNames} {
		for _, word := range list() {
			kinds[word] = kind
		}
	}
	return kinds
})

var (
	strongNames = words.Words("junk-surely")
	weakNames   = words.Words("junk")
	quotedNames = words.Words("junk-quoted")
)

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

// nameWords yields the words of a class or id in lower case: "wp-caption relatedContent"
// yields wp, caption, related, content.
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
