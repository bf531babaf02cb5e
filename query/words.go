package query

import (
	"strings"
	"unicode"
)

// Words returns the query for articles with any of the words of text, which is not
// parsed. It is for searches by a text, such as a headline or a question, rather
// than by a query that somebody wrote. A text without a word has an Or without clauses,
// which a search rejects.
//
// Slashes and dashes separate words: "input/output". A word with hyphens counts half as a
// phrase, so that "non-profit" finds "nonprofit", and half as its parts: an article about
// hidden lines and surfaces is one about "hidden-line algorithms" too.
func Words(text string) Query {
	var words []Query
	for _, w := range strings.FieldsFunc(text, separates) {
		if !hasWord(w) {
			continue
		}
		var parts []Query
		for _, part := range strings.FieldsFunc(w, isHyphen) {
			if hasWord(part) {
				parts = append(parts, Boost{Term{part}, compoundBoost})
			}
		}
		if len(parts) < 2 {
			words = append(words, Term{w})
			continue
		}
		words = append(append(words, Boost{Phrase{Text: w}, compoundBoost}), parts...)
	}
	return Or{words}
}

// compoundBoost is the weight of a word with hyphens, and that of its parts.
const compoundBoost = .5

// separates reports whether a character stands between words.
func separates(r rune) bool {
	return unicode.IsSpace(r) || r == '/' || unicode.Is(unicode.Pd, r) && !isHyphen(r)
}

// isHyphen reports whether a character joins the parts of a word.
func isHyphen(r rune) bool { return r == '-' || r == '\u2010' || r == '\u2011' }
