package page

import (
	"strings"

	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// setDeck chooses what sums the article up. That it does not repeat the text is
// seen only when the text is known: see settleDeck.
func (p *data) setDeck(facts *Facts) {
	title := plain.NormalizedKey(facts.Title)
	facts.Deck = p.setFirst(facts, "deck", func(s string) string {
		switch key := plain.NormalizedKey(s); {
		case key == title || key == "":
			return "repeats the title"
		case len(s) > plain.MaxDeck:
			return "is too long for a deck"
		case !strings.Contains(s, " "):
			return "is no sentence"
		}
		return ""
	})
}
