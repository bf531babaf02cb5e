package query

import (
	"slices"
	"strings"
	"unicode"

	"github.com/newsdex/newsdex/analyze"
)

// Words returns the query for articles with any of the words of text, which is not
// parsed. It is for searches by a text, such as a headline or a question, rather
// than by a query that somebody wrote. A text without a word has an Or without clauses,
// which a search rejects.
//
// Slashes and dashes separate words: "input/output". A word with hyphens counts half as a
// phrase, so that "non-profit" finds "nonprofit", and half as its parts: an article about
// hidden lines and surfaces is one about "hidden-line algorithms" too. So does a run of
// signs of a script without spaces, such as 金融庁処分, whose parts are its pairs of signs.
//
// A text that is clearly in one language loses the stop words of that language. They are
// not ranked in its articles anyway, and in those of other languages they would be rare
// words: the Danish "og" is none of the Icelandic stop words.
func Words(text string) Query {
	var words []Query
	for _, w := range contentWords(text) {
		if runs := signRuns(w); runs != nil {
			words = append(words, runs...)
			continue
		}
		var parts []string
		for _, part := range strings.FieldsFunc(w, isHyphen) {
			if hasWord(part) {
				parts = append(parts, part)
			}
		}
		words = appendCompound(words, w, parts)
	}
	return Or{words}
}

const (
	// leastDetected is the number of words from which on the language of a text counts, and
	// sureLanguage the least confidence in it.
	leastDetected = 5
	sureLanguage  = .35
)

// contentWords returns the words of a text without the stop words of its language; all
// words if the language is unsure or if there are no others.
func contentWords(text string) []string {
	words := slices.DeleteFunc(strings.FieldsFunc(text, separates), func(w string) bool { return !hasWord(w) })
	if len(words) < leastDetected {
		return words
	}
	code, confidence := analyze.Detect(text, "")
	if confidence < sureLanguage {
		return words
	}
	lang := analyze.For(code)
	isStop := func(t analyze.Token) bool { return t.Stop }
	var content []string
	for _, w := range words {
		if tokens := lang.AppendTokens(nil, w); len(tokens) != 1 || !isStop(tokens[0]) {
			content = append(content, w)
		}
	}
	if content == nil {
		return words
	}
	return content
}

// appendCompound appends the clauses of a word that has parts, or of one part or none.
func appendCompound(words []Query, w string, parts []string) []Query {
	if len(parts) < 2 {
		return append(words, Term{w})
	}
	words = append(words, Boost{Phrase{Text: w}, compoundBoost})
	for _, part := range parts {
		words = append(words, Boost{Term{part}, compoundBoost})
	}
	return words
}

// signRuns returns the clauses of a text without spaces that has signs of a script without
// spaces, nil for any other text. A run of such signs ends at punctuation and at words of
// other scripts.
func signRuns(w string) (clauses []Query) {
	tokens := analyze.For("und").AppendTokens(nil, w)
	if !slices.ContainsFunc(tokens, func(t analyze.Token) bool { return t.Kind == analyze.CJK }) {
		return nil
	}
	for len(tokens) > 0 {
		first, end := tokens[0].Start, tokens[0].End
		var parts []string
		n := 0
		for n < len(tokens) && (n == 0 || tokens[n].Start < end) { // pairs overlap
			parts = append(parts, w[tokens[n].Start:tokens[n].End])
			end = max(end, tokens[n].End)
			n++
		}
		clauses = appendCompound(clauses, w[first:end], parts)
		tokens = tokens[n:]
	}
	return clauses
}

// compoundBoost is the weight of a word that has parts, and that of each part.
const compoundBoost = .5

// separates reports whether a character stands between words.
func separates(r rune) bool {
	return unicode.IsSpace(r) || r == '/' || unicode.Is(unicode.Pd, r) && !isHyphen(r)
}

// isHyphen reports whether a character joins the parts of a word.
func isHyphen(r rune) bool { return r == '-' || r == '\u2010' || r == '\u2011' }
