package query

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/newsdex/newsdex/index/postings"
	"github.com/newsdex/newsdex/index/schema"
)

// A Fuzzy asks for the words within some edits of Text: letters inserted, deleted
// or replaced, and neighbours swapped. It is compared with all forms of a word, as
// they are folded: "negociation" finds "negotiations" with two edits.
type Fuzzy struct {
	// Text is one word of at most [MaxFuzzyLetters] letters.
	Text string
	// Edits is the greatest number of edits, 1 or 2. 0 is by the length of the
	// word: none for one or two letters, 1 for three to five, else 2. With none
	// it is a [Term].
	Edits int
}

// MaxFuzzyLetters is the greatest number of letters of a [Fuzzy] word.
const MaxFuzzyLetters = postings.MaxEditedLetters

// form returns the word as it is compared, and the edits.
func (q Fuzzy) form() (string, int, error) {
	if q.Edits < 0 || q.Edits > postings.MaxEdits {
		return "", 0, fmt.Errorf("query: fuzzy word %.40q: %d edits, and they can be 1 or %d, or 0 for as many as its length allows", q.Text, q.Edits, postings.MaxEdits)
	}
	if strings.ContainsFunc(strings.TrimSpace(q.Text), unicode.IsSpace) {
		return "", 0, fmt.Errorf("query: fuzzy word %.40q: it is several words", q.Text)
	}
	form := fuzzyForm(q.Text)
	n := utf8.RuneCountInString(form)
	if n > MaxFuzzyLetters {
		return "", 0, fmt.Errorf("query: fuzzy word %.40q…: it has %d letters, and %d is the limit", q.Text, n, MaxFuzzyLetters)
	}
	edits := q.Edits
	if edits == 0 {
		edits = autoEdits(n)
	}
	return form, edits, nil
}

// fuzzyForm returns a word as it is compared: folded, without the signs around it.
func fuzzyForm(text string) string {
	return strings.TrimFunc(schema.Form(text), func(r rune) bool { return !hasWord(string(r)) && !unicode.IsMark(r) })
}

// autoEdits returns how many edits a word of n letters may have, as in
// Elasticsearch and Bleve: in a short word they make other words.
func autoEdits(n int) int {
	switch {
	case n < 3:
		return 0
	case n < 6:
		return 1
	}
	return 2
}

// fuzzy compiles a fuzzy word.
func (c *compiler) fuzzy(q Fuzzy, in scope) (node, error) {
	form, edits, err := q.form()
	if err != nil {
		return nil, err
	}
	if edits == 0 {
		return c.text(Term{q.Text}, q.Text, 0, in), nil
	}
	if form == "" {
		return or{}, nil
	}
	near, err := postings.NewLevenshtein(form, edits)
	if err != nil {
		return nil, fmt.Errorf("query: fuzzy word: %w", err)
	}
	if in.filters() {
		v := variant{lang: schema.FilterLanguage}
		for _, seg := range c.index.Segments() {
			terms, err := collect(c.ctx, seg.TermsNear(in.row.filter, near))
			if err != nil {
				return nil, err
			}
			v.also = append(v.also, terms...)
		}
		return filtered{&leaf{text: q.String(), filter: in.row.filter, variants: []variant{v}}}, nil
	}
	l := in.leaf(q)
	for _, lang := range c.langs {
		v, err := fuzzyVariant(c.ctx, near, l.fields, lang, c.index)
		if err != nil {
			return nil, err
		}
		l.variants = append(l.variants, v)
	}
	c.leaves = append(c.leaves, l)
	return scored{l}, nil
}
