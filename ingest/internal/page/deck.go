package page

import (
	"strings"

	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// setDeck chooses the deck, the summary of the article. A deck that repeats the text is
// refused later, when the text is known: see settleDeck of package format.
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
