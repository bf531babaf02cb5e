package query

import (
	"fmt"
	"strconv"
	"strings"
)

// boostedWord reads a word with its boost: musk^2. A word has one ^ at most; with
// more it is words.
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

// cutBoost cuts the boost off a word; it is empty where there is none.
func cutBoost(s string) (word, boost string) {
	at := strings.IndexByte(s, '^')
	if at < 0 || boostLen(s[at:]) != len(s)-at {
		return s, ""
	}
	if _, ok := operators[s[:at]]; ok {
		return s, "" // by itself it would not be a word
	}
	return s[:at], s[at:]
}

// boosted returns q, which may be nil, with a boost, which may be empty. One that
// is out of bounds is left out.
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
