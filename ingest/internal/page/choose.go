package page

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A way is one of the ways to tell the article from the rest of a page, best
// first.
type way struct {
	name string
	// weigh is how many bytes of a block speak for it.
	weigh func(*block) int
	// enough is how many bytes must speak for the way to be taken.
	enough int
}

// LeastText is how many bytes an article has; less is a caption or a notice.
const LeastText = 250

// Choose returns the blocks that are the article, by what the extractors found
// and where it stands, and says by which. The title is what the page declares.
func Choose(blocks []block, title string) (kept []block, extractor string) {
	byT := func(b *block) int { return b.weight(b.InT) }
	for _, way := range []way{
		{"go-trafilatura and go-readability", func(b *block) int { return b.weight(b.InT && b.InR) }, max(LeastText, weightOf(blocks, byT)/2)},
		{"go-trafilatura", byT, LeastText},
		{"go-readability", func(b *block) int { return b.weight(b.InR) }, LeastText},
		{"densest text", func(b *block) int { return b.weight(b.isDense()) }, LeastText},
		{"go-trafilatura", byT, 1},
	} {
		if weightOf(blocks, way.weigh) < way.enough {
			continue
		}
		root, parts := container(blocks, way.weigh)
		if kept := within(blocks, root, parts, way.name, title); len(kept) > 0 {
			return kept, way.name
		}
	}
	return blocks, "all text"
}

// weight is how much a block says, if it counts: headings stand in too many
// places to count.
func (b *block) weight(counts bool) int {
	if !counts || b.heading {
		return 0
	}
	return len(b.Key)
}

func weightOf(blocks []block, weigh func(*block) int) int {
	sum := 0
	for i := range blocks {
		sum += weigh(&blocks[i])
	}
	return sum
}

// isDense reports whether the block is a paragraph, by its length and links.
func (b *block) isDense() bool { return len(b.text) >= 80 && b.linked*3 < len(b.text) }

// within returns the blocks of the article inside root, its lead above, and paragraphs
// outside of it that both extractors found and that do not stand inside as well.
func within(blocks []block, root *html.Node, parts map[*html.Node]bool, way, title string) []block {
	where := newAncestryTable(root, parts)
	belong := make([]bool, len(blocks))
	for i := range blocks {
		b := &blocks[i]
		at := where.of(b.node)
		belong[i] = at.inside && belongs(b, at.kind, way)
	}
	fillGaps(blocks, belong, where)
	markLead(blocks, belong, parts, title)
	inside := map[string]bool{}
	for i := range blocks {
		inside[blocks[i].Key] = inside[blocks[i].Key] || belong[i]
	}
	var kept []block
	for i := range blocks {
		b := &blocks[i]
		if belong[i] || b.InT && b.InR && !b.heading && b.isDense() && !inside[b.Key] {
			kept = append(kept, *b)
		}
	}
	kept = withoutCopies(kept)
	for len(kept) > 0 && (kept[len(kept)-1].heading || kept[len(kept)-1].Key == "") {
		kept = kept[:len(kept)-1]
	}
	return kept
}

// withoutCopies drops blocks that are a copy of several others run together: some
// pages hold their text a second time, for programs.
func withoutCopies(blocks []block) []block {
	const (
		long   = 400 // bytes; a shorter one may quote
		pieces = 3
		most   = 2_000 // blocks; each is compared with each
	)
	if len(blocks) > most {
		return blocks
	}
	var out []block
	for i := range blocks {
		key, found, n := blocks[i].Key, 0, 0
		if len(key) >= long {
			for j := range blocks {
				if other := blocks[j].Key; len(other)*2 < len(key) && other != "" && strings.Contains(key, other) {
					found += len(other)
					n++
				}
			}
		}
		if n < pieces || found*10 < len(key)*9 {
			out = append(out, blocks[i])
		}
	}
	return out
}

// belongs reports whether a block that stands inside the article is of it.
func belongs(b *block, kind junkKind, way string) bool {
	switch {
	case kind == quoted:
		return true
	case kind == strongJunk || b.isTeaser():
		return false
	case b.InT && b.InR:
		return true
	case kind == weakJunk:
		return false
	case b.InR:
		return true
	case b.InT:
		return way == "go-trafilatura" || b.isDense() && !b.heading
	}
	return way == "densest text"
}

// isTeaser reports whether a block is nothing but links, which lead to other
// articles; a URL that is written out is a source.
func (b *block) isTeaser() bool {
	if b.linked*100 < b.solid*85 || strings.Contains(b.text, "://") {
		return false
	}
	for p := b.node; p != nil; p = p.Parent {
		switch p.DataAtom {
		case atom.P, atom.Li:
			return true
		case atom.Td, atom.Table:
			return false
		}
	}
	return false
}
