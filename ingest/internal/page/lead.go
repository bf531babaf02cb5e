package page

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// A lead is what stands between the headline of a page and the first paragraph of the
// article and reads like a paragraph too. Many sites set it in an element of its own,
// beside that of the article ("teaser-text", "article-intro", a second heading), where
// extractors do not look, or take it for a teaser of something else. One short sentence
// there is a deck, which metadata tells of, unless its element is named for a lead.
const (
	leastNamedLead  = 60  // bytes of a block that is named for a lead
	leastLead       = 100 // bytes of more than one sentence
	leastLongLead   = 160 // bytes of one sentence
	mostLeadBlocks  = 6
	mostLeadBetween = 200      // blocks between headline and article
	mostLeadKnown   = 32 << 10 // bytes of the article in which the lead may stand again
)

// markLead marks the blocks of the lead as belonging to the article. The title is what
// the page says that it is; parts are the elements that hold a good part of the article.
func markLead(blocks []block, belong []bool, parts map[*html.Node]bool, title string) {
	first := 0
	for first < len(blocks) && (!belong[first] || blocks[first].heading || !blocks[first].isDense()) {
		first++
	}
	headline := headlineAbove(blocks, first, title)
	if headline < 0 {
		return
	}
	beside := map[*html.Node]bool{} // the headline, and what holds it
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

// headlineAbove returns the last block before the given one that is the headline: a
// heading of the first level, or one that says most of the title. It is -1 if none is.
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

// isLead reports whether a block that is not too short reads like a lead; named says that
// its element is named for one. Headings have no full stop at their end.
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

// leadNames are words of the names of leads, deckNames those of the names of junk that
// decks and leads have as well.
// pictureNames are of what stands by a picture, or of a quotation. They are in words/.
var (
	leadNames    = words.WordSet("lead")
	deckNames    = words.WordSet("deck")
	pictureNames = words.WordSet("picture")
)

// leadPlace reports whether an element may hold the lead, and whether it is named for
// one, by what it stands in up to the headline's surroundings or the article.
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
