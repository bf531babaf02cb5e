package page

import (
	"golang.org/x/net/html"
)

// An ancestry summarizes the ancestors of an element: its kind, by the names of the
// elements between it and the root of the article, and whether it is inside the root.
type ancestry struct {
	kind   junkKind
	inside bool
}

// An ancestryTable caches the ancestries of elements.
type ancestryTable struct {
	known map[*html.Node]ancestry // at first only the root
	parts map[*html.Node]bool     // elements that hold a good part of the article
	own   map[string]bool         // words in the names of the parts inside the root
}

// newAncestryTable makes the table for an article that root and its parts hold. Words in
// the names of the parts are no junk names in this article: in a gallery each piece has
// "gallery" in its name, and some page builders name everything "widget".
func newAncestryTable(root *html.Node, parts map[*html.Node]bool) ancestryTable {
	t := ancestryTable{known: map[*html.Node]ancestry{root: {inside: true}}, parts: parts, own: map[string]bool{}}
	for n := range parts {
		if t.of(n).inside {
			for word := range classWords(n) {
				t.own[word] = true
			}
		}
	}
	t.known = map[*html.Node]ancestry{root: {inside: true}}
	return t
}

// of returns the ancestry of an element; that of nil is the zero value.
func (t ancestryTable) of(n *html.Node) ancestry {
	if n == nil {
		return ancestry{}
	}
	if at, ok := t.known[n]; ok {
		return at
	}
	at := t.of(n.Parent)
	if !t.parts[n] {
		at.kind = max(at.kind, junkOf(n, t.own))
	}
	t.known[n] = at
	return at
}

// fillGaps marks lines that both extractors dropped from the midst of the article. Such a
// line stands between two lines of the article, in the same element and with the same
// tag: a row of a table, a line of a song, a short answer.
func fillGaps(blocks []block, belong []bool, where ancestryTable) {
	const most = 10 // lines; a longer gap is something else
	before := -1
	for i := range blocks {
		if !belong[i] || blocks[i].heading {
			continue
		}
		if before >= 0 && i-before <= most+1 && areSiblings(blocks[before].node, blocks[i].node) {
			for j := before + 1; j < i; j++ {
				b := &blocks[j]
				if belong[j] || b.heading || b.Key == "" || b.linked*3 >= b.solid || !areSiblings(b.node, blocks[i].node) {
					continue
				}
				at := where.of(b.node)
				belong[j] = at.inside && at.kind == notJunk
			}
		}
		before = i
	}
}

// areSiblings reports whether two elements have the same tag and the same parent.
func areSiblings(a, b *html.Node) bool { return a.Parent == b.Parent && a.DataAtom == b.DataAtom }
