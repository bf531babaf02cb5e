package page

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A way is a rule that tells the article from the rest of a page.
type way struct {
	name string
	// weigh returns how many bytes of a block count for the way.
	weigh func(*block) int
	// enough is how many bytes must count for the way to be taken.
	enough int
}

// LeastText is the least number of bytes of an article; shorter text is a caption or a
// notice.
const LeastText = 250

// Choose returns the blocks of the article and the name of the way that chose them, the
// best way first. It judges by what the extractors found and by position. The title is
// the one that the page declares.
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

// weight returns the weight of a block, which is 0 unless counts is set. Headings have no
// weight, for they stand in too many places.
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

// within returns the blocks of the article inside root and the lead above it. It adds
// paragraphs outside root that both extractors found and that are not repeated inside.
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

// withoutCopies drops blocks that repeat several other blocks run together. Some pages
// hold their text a second time, for programs.
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

// belongs reports whether a block inside the article's element is part of the article.
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

// isTeaser reports whether a block consists of links, which lead to other articles. A
// block that spells out a URL is a source, not a teaser.
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
