package query

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/newsdex/newsdex/index/postings"
	"github.com/newsdex/newsdex/index/schema"
)

// A Fuzzy matches the words within a number of edits of Text. An edit inserts,
// deletes or replaces a letter, or swaps two neighbours. Text is compared with all
// inflected forms of a word, folded: "negociation" finds "negotiations" with two
// edits.
type Fuzzy struct {
	// Text is one word of at most [MaxFuzzyLetters] letters.
	Text string
	// Edits is the greatest number of edits, at most 2, or [AutoEdits]. With 0 the
	// query is a [Term].
	Edits int
}

// AutoEdits sets the number of edits by the length of the word: none for one or two
// letters, 1 for three to five, and 2 for longer ones.
const AutoEdits = -1

// MaxFuzzyLetters is the greatest number of letters of a [Fuzzy] word.
const MaxFuzzyLetters = postings.MaxEditedLetters

// form returns the normalized form of the word, and the number of edits.
func (q Fuzzy) form() (string, int, error) {
	if q.Edits < AutoEdits || q.Edits > postings.MaxEdits {
		return "", 0, queryErrorf("fuzzy word %.40q: %d edits, and they can be 0 to %d, or %d for as many as its length allows", q.Text, q.Edits, postings.MaxEdits, AutoEdits)
	}
	if strings.ContainsFunc(strings.TrimSpace(q.Text), unicode.IsSpace) {
		return "", 0, queryErrorf("fuzzy word %.40q: it is several words", q.Text)
	}
	form := fuzzyForm(q.Text)
	n := utf8.RuneCountInString(form)
	if n > MaxFuzzyLetters {
		return "", 0, queryErrorf("fuzzy word %.40q…: it has %d letters, and %d is the limit", q.Text, n, MaxFuzzyLetters)
	}
	edits := q.Edits
	if edits == AutoEdits {
		edits = autoEdits(n)
	}
	return form, edits, nil
}

// fuzzyForm normalizes a word: folded, without the punctuation around it.
func fuzzyForm(text string) string {
	return strings.TrimFunc(schema.Form(text), func(r rune) bool { return !hasWord(string(r)) && !unicode.IsMark(r) })
}

// autoEdits returns the number of edits for a word of n letters, as in Elasticsearch
// and Bleve: edits turn a short word into other words.
func autoEdits(n int) int {
	switch {
	case n < 3:
		return 0
	case n < 6:
		return 1
	}
	return 2
}
