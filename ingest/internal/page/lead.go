package page

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// A lead is text between the headline of a page and the first paragraph of the
// article that reads like a paragraph. Many sites set it in an element of its own
// beside that of the article ("teaser-text", "article-intro", a second heading).
// Extractors do not look there, or take it for a teaser. One short sentence there is
// a deck, which belongs to the metadata, unless its element is named for a lead.
const (
	leastNamedLead  = 60  // bytes of a block named for a lead
	leastLead       = 100 // bytes of two or more sentences
	leastLongLead   = 160 // bytes of one sentence
	mostLeadBlocks  = 6
	mostLeadBetween = 200      // blocks between headline and article
	mostLeadKnown   = 32 << 10 // bytes of the article searched for a copy of the lead
)

// markLead marks the blocks of the lead as part of the article. The title is the one that
// the page declares; parts are the elements that hold a good part of the article.
func markLead(blocks []block, belong []bool, parts map[*html.Node]bool, title string) {
	first := 0
	for first < len(blocks) && (!belong[first] || blocks[first].heading || !blocks[first].isDense()) {
		first++
	}
	headline := headlineAbove(blocks, first, title)
	if headline < 0 {
		return
	}
	beside := map[*html.Node]bool{} // the headline and the elements around it
	for n := blocks[headline].node; n != nil; n = n.Parent {
		beside[n] = true
	}
	var known strings.Builder
	for i := range blocks {
		if belong[i] && known.Len() < mostLeadKnown {
			known.WriteString(blocks[i].Key + " ")
		}
	}
	for i, n := headline+1, 0; i < first && n < mostLeadBlocks; i++ {
		b := &blocks[i]
		if belong[i] || len(b.text) < leastNamedLead || b.linked*3 >= b.solid {
			continue
		}
		mayBe, named := leadPlace(b.node, beside, parts)
		if mayBe && b.isLead(named) && !strings.Contains(known.String(), b.Key) {
			belong[i] = true
			known.WriteString(b.Key + " ")
			n++
		}
	}
}

// headlineAbove returns the index of the last headline before the block first, or -1 if
// there is none. A headline is an h1, or a heading that contains most of the title.
func headlineAbove(blocks []block, first int, title string) int {
	if first == len(blocks) {
		return -1
	}
	title = plain.NormalizedKey(title)
	for i := first - 1; i >= max(0, first-mostLeadBetween); i-- {
		b := &blocks[i]
		if b.heading && (isHeadline(b.node) || len(b.Key)*2 > len(title) && strings.Contains(title, b.Key)) {
			return i
		}
	}
	return -1
}

func isHeadline(n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n.DataAtom == atom.H1 {
			return true
		}
	}
	return false
}

// isLead reports whether a block of sufficient length reads like a lead; named says that
// its element is named for one. Headings need no full stop at their end.
func (b *block) isLead(named bool) bool {
	if named {
		return true
	}
	text := strings.TrimRightFunc(b.text, func(r rune) bool { return unicode.IsSpace(r) || plain.IsClosing(r) })
	if last, _ := utf8.DecodeLastRuneInString(text); !plain.IsTerminal(last) && !b.heading {
		return false
	}
	return len(text) >= leastLongLead || len(text) >= leastLead && !b.heading && len(plain.Sentences(b.text)) > 1
}

// leadNames are words in the names of leads. deckNames are words in the names of junk
// that decks and leads have as well. pictureNames are words in the names of elements
// beside a picture, and of quotations. They are in words/.
var (
	leadNames    = words.WordSet("lead")
	deckNames    = words.WordSet("deck")
	pictureNames = words.WordSet("picture")
)

// leadPlace reports whether an element may hold the lead, and whether it is named for
// one. It judges the elements from n up to those around the headline or to the article.
func leadPlace(n *html.Node, beside, parts map[*html.Node]bool) (mayBe, named bool) {
	for ; n != nil && !beside[n] && !parts[n]; n = n.Parent {
		switch n.DataAtom {
		case atom.Nav, atom.Footer, atom.Aside, atom.Form, atom.Figure, atom.Figcaption, atom.Li:
			return false, false
		}
		if isOutOfSight(n) {
			return false, false
		}
		for word := range classWords(n) {
			if pictureNames()[word] || junkNames()[word] != notJunk && !deckNames()[word] {
				return false, false
			}
			named = named || leadNames()[word]
		}
	}
	return true, named
}
