package page

import (
	"golang.org/x/net/html"
)

// An ancestry is what the ancestors of an element say of it: its kind, by the names of
// the elements between it and the root of the article, and whether it is inside the
// root at all.
type ancestry struct {
	kind   junkKind
	inside bool
}

// An ancestryTable knows the ancestries of elements.
type ancestryTable struct {
	known map[*html.Node]ancestry // at first that of the root
	parts map[*html.Node]bool     // elements that hold a good part of the article
	own   map[string]bool         // the names of those inside the root
}

// newAncestryTable makes the table for an article that root and its parts hold. What the
// parts are named for is the article itself: a gallery has "gallery" in the name of
// each of its pieces, and all that some page builders make is a "widget".
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

// of returns the ancestry of an element; of nil it is the zero value.
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

// fillGaps marks lines as belonging that both extractors dropped from the midst of
// others: between two lines of the article that stand in one element and are of one
// kind with it, as rows of a table, lines of a song and short answers are.
func fillGaps(blocks []block, belong []bool, where ancestryTable) {
	const most = 10 // lines; more are something else
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

// areSiblings reports whether two elements are of one kind and in one element.
func areSiblings(a, b *html.Node) bool { return a.Parent == b.Parent && a.DataAtom == b.DataAtom }
