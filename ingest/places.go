package ingest

import "golang.org/x/net/html"

// A place says what an element stands in, by the names of the elements between
// it and the root of the article, and whether it stands inside that at all.
type place struct {
	kind   junkKind
	inside bool
}

// A placeTable tells the places of elements.
type placeTable struct {
	known map[*html.Node]place // at first that of the root
	parts map[*html.Node]bool  // elements that hold a good part of the article
	own   map[string]bool      // the names of those inside the root
}

// newPlaces makes the table for an article that root and its parts hold. What the
// parts are named for is the article itself: a gallery has "gallery" in the name of
// each of its pieces, and all that some page builders make is a "widget".
func newPlaces(root *html.Node, parts map[*html.Node]bool) placeTable {
	p := placeTable{known: map[*html.Node]place{root: {inside: true}}, parts: parts, own: map[string]bool{}}
	for n := range parts {
		if p.of(n).inside {
			for word := range classWords(n) {
				p.own[word] = true
			}
		}
	}
	p.known = map[*html.Node]place{root: {inside: true}}
	return p
}

func (p placeTable) of(n *html.Node) place {
	if n == nil {
		return place{}
	}
	if at, ok := p.known[n]; ok {
		return at
	}
	at := p.of(n.Parent)
	if !p.parts[n] {
		at.kind = max(at.kind, junkOf(n, p.own))
	}
	p.known[n] = at
	return at
}

// fillGaps marks lines as belonging that both extractors dropped from the midst of
// others: between two lines of the article that stand in one element and are of one
// kind with it, as rows of a table, lines of a song and short answers are.
func fillGaps(blocks []block, belong []bool, where placeTable) {
	const most = 10 // lines; more are something else
	before := -1
	for i := range blocks {
		if !belong[i] || blocks[i].heading {
			continue
		}
		if before >= 0 && i-before <= most+1 && areSiblings(blocks[before].node, blocks[i].node) {
			for j := before + 1; j < i; j++ {
				b := &blocks[j]
				if belong[j] || b.heading || b.key == "" || b.linked*3 >= b.solid || !areSiblings(b.node, blocks[i].node) {
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
