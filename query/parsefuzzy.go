package query

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/newsdex/newsdex/index/postings"
)

// cutFuzzy cuts ~ and the number behind it off the end of a word. edits is "" if
// there is none.
func cutFuzzy(s string) (word, edits string) {
	at := strings.IndexByte(s, '~')
	if at < 0 || s[at+1:] != "" && !isNumber(s[at+1:]) {
		return s, ""
	}
	if _, ok := operators[s[:at]]; ok || !hasWord(s[:at]) {
		return s, ""
	}
	return s[:at], s[at:]
}

// fuzzy returns a fuzzy word. Edits out of bounds are ignored, with a notice.
func (p *parser) fuzzy(word token, edits string) Query {
	offset := word.start + len(word.text)
	if strings.Contains(word.text, "*") {
		p.note(offset, fmt.Sprintf("a word can have a * or a ~: %s is left out", edits))
		return p.word(word)
	}
	if n := utf8.RuneCountInString(fuzzyForm(word.text)); n > MaxFuzzyLetters {
		p.note(offset, fmt.Sprintf("a word of %d letters is searched as it is: with %s it may have %d", n, edits, MaxFuzzyLetters))
		return Term{word.text}
	}
	if !p.mayExpand(word) {
		return Term{word.text}
	}
	switch edits {
	case "~":
		return Fuzzy{word.text, AutoEdits}
	case "~1":
		return Fuzzy{word.text, 1}
	case "~2":
		return Fuzzy{word.text, 2}
	}
	p.note(offset, fmt.Sprintf("a word may have 1 or %d edits: %s is read as ~, for as many as its length allows", postings.MaxEdits, edits))
	return Fuzzy{word.text, AutoEdits}
}

// mayExpand counts a prefix or fuzzy word, and reports whether the query may have
// it.
func (p *parser) mayExpand(t token) bool {
	if p.expands++; p.expands > MaxExpanding {
		p.note(t.start, fmt.Sprintf("the query has more than %d words with a * or a ~: %s is searched as it is", MaxExpanding, t.text))
		return false
	}
	return true
}

// slop reads the slop behind a phrase.
func (p *parser) slop() int {
	t := p.peek()
	if t.kind != tokSlop {
		return 0
	}
	p.next()
	n, err := strconv.Atoi(t.text[len("~"):])
	switch {
	case errors.Is(err, strconv.ErrRange) || n > MaxSlop:
		p.note(t.start, fmt.Sprintf("the words of a phrase can be moved by at most %d: %s is read as ~%d", MaxSlop, t.text, MaxSlop))
		return MaxSlop
	case err != nil:
		p.note(t.start, fmt.Sprintf("a ~ behind a phrase is only read before a whole number: %s is left out", t.text))
		return 0
	}
	return n
}
