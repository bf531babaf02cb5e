package query

import (
	"fmt"
	"strconv"
	"strings"
)

// boostedWord reads a word and its boost: musk^2. A word with several ^ is searched
// as words.
func (p *parser) boostedWord(t token) Query {
	text, boost := cutBoost(t.text)
	word, edits := cutFuzzy(text)
	if strings.Contains(text, "^") {
		if hasWord(text) {
			p.note(t.start, fmt.Sprintf("a ^ is only read before a number at the end of a word: %s is searched as words", text))
		}
		edits = ""
	}
	if edits == "" {
		t.text = text
		return p.boosted(p.word(t), boost, t.start+len(text))
	}
	t.text = word
	return p.boosted(p.fuzzy(t, edits), boost, t.start+len(text))
}

// cutBoost cuts the boost off a word. boost is "" if there is none.
func cutBoost(s string) (word, boost string) {
	at := strings.IndexByte(s, '^')
	if at < 0 || boostLen(s[at:]) != len(s)-at {
		return s, ""
	}
	if _, ok := operators[s[:at]]; ok {
		return s, "" // the rest would be an operator
	}
	return s[:at], s[at:]
}

// boosted returns q with a boost. q may be nil, and boost may be "". A boost out of
// bounds is ignored, with a notice.
func (p *parser) boosted(q Query, boost string, offset int) Query {
	if q == nil || boost == "" {
		return q
	}
	by, err := strconv.ParseFloat(boost[len("^"):], 64)
	if err != nil || by <= 0 || by > MaxBoost {
		p.note(offset, fmt.Sprintf("a boost is a number above 0 and at most %d: %s is left out", MaxBoost, boost))
		return q
	}
	if p.boost*by > MaxBoost {
		p.note(offset, fmt.Sprintf("boosts within each other multiply, to %d at most: %s is left out", MaxBoost, boost))
		return q
	}
	p.boost *= by
	return Boost{q, by}
}
