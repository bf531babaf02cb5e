package page

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/newsdex/newsdex/ingest/internal/htmltext"
	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// A block is one line of a page: the text between two line breaks that a browser shows.
type block struct {
	text string
	Key  string     // normalized key: letters and digits of text, in lower case
	node *html.Node // the nearest block element around it

	solid   int  // bytes of text other than spaces
	linked  int  // bytes of solid inside links
	heading bool // inside h1 to h6

	InT, InR bool // whether go-trafilatura and go-readability took it
}

// BlocksOf returns the visible lines of a page, in order.
func BlocksOf(doc *html.Node) []block {
	w := &pageWalk{}
	w.walk(doc, doc, 0, false)
	w.end()
	return w.blocks
}

// A pageWalk collects the blocks of a page.
type pageWalk struct {
	blocks []block
	text   strings.Builder
	space  bool
	now    block
}

func (w *pageWalk) walk(n, in *html.Node, link int, heading bool) {
	switch n.Type {
	case html.TextNode:
		w.write(n.Data, in, link, heading)
		return
	case html.ElementNode:
		if htmltext.UnseenTags[n.DataAtom] {
			return
		}
		switch n.DataAtom {
		case atom.A:
			link = 1
		case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
			heading = true
		case atom.Td, atom.Th:
			w.space = true
		}
		if htmltext.BlockTags[n.DataAtom] {
			w.end()
			in = n
			defer w.end()
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.walk(c, in, link, heading)
	}
}

func (w *pageWalk) write(s string, in *html.Node, link int, heading bool) {
	for s != "" {
		end := strings.IndexAny(s, " \t\r\n\f")
		if end == 0 {
			w.space = true
			s = s[1:]
			continue
		}
		if end < 0 {
			end = len(s)
		}
		if w.text.Len() == 0 {
			w.now = block{node: in, heading: heading}
		} else if w.space {
			w.text.WriteByte(' ')
		}
		w.space = false
		w.text.WriteString(s[:end])
		w.now.solid += end
		w.now.linked += link * end
		s = s[end:]
	}
}

func (w *pageWalk) end() {
	w.space = false
	if w.text.Len() == 0 {
		return
	}
	w.now.text = w.text.String()
	w.text.Reset()
	w.now.Key = plain.NormalizedKey(w.now.text)
	w.blocks = append(w.blocks, w.now)
}

// markFound calls set for each block that an extractor's text contains. A short block
// must be a line of its own or stand next to one of its neighbours. A long block may
// stand anywhere, for extractors join lines.
func markFound(blocks []block, text string, set func(*block)) {
	const long = 40 // bytes
	lines := map[string]bool{}
	for line := range strings.SplitSeq(text, "\n") {
		lines[plain.NormalizedKey(line)] = true
	}
	all := plain.NormalizedKey(text)
	for i := range blocks {
		key := blocks[i].Key
		found := lines[key] || len(key) >= long && strings.Contains(all, key)
		if !found && i > 0 && i+1 < len(blocks) {
			before, after := blocks[i-1].Key, blocks[i+1].Key
			before, after = before[max(0, len(before)-long):], after[:min(long, len(after))]
			found = len(before)+len(after) >= long && strings.Contains(all, before+key+after)
		}
		if found {
			set(&blocks[i])
		}
	}
}

// container returns the smallest element that holds nearly all the weight of the blocks,
// or nil if no block has weight. It also returns the elements that hold a good part of
// the weight; these are the article, whatever their names are.
func container(blocks []block, weigh func(*block) int) (root *html.Node, parts map[*html.Node]bool) {
	const (
		nearly = 95 // percent
		part   = 20
	)
	total := 0
	inside := map[*html.Node]int{}
	for i := range blocks {
		if n := weigh(&blocks[i]); n > 0 {
			total += n
			inside[blocks[i].node] += n
		}
	}
	if total == 0 {
		return nil, nil
	}
	// Go up from each element that holds text, and add its weight to each
	// element above it.
	above := make(map[*html.Node]int, 4*len(inside))
	for n, weight := range inside {
		for p := n; p != nil; p = p.Parent {
			above[p] += weight
		}
	}
	deepest := -1
	parts = map[*html.Node]bool{}
	for n, weight := range above {
		if weight*100 >= total*part {
			parts[n] = true
		}
		if weight*100 < total*nearly {
			continue
		}
		if d := depth(n); d > deepest {
			root, deepest = n, d
		}
	}
	return root, parts
}

func depth(n *html.Node) int {
	d := 0
	for p := n.Parent; p != nil; p = p.Parent {
		d++
	}
	return d
}
