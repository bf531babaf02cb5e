package query

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A token is one piece of a query string.
type token struct {
	kind  tokenKind
	text  string // a word as written, a phrase without its quotes, a field's name
	start int    // byte offset into the query
	end   int
}

type tokenKind uint8

const (
	tokEnd    tokenKind = iota
	tokWord             // anything up to white space, a quote or a parenthesis
	tokPhrase           // between quotes
	tokField            // a field's name with its colon, something following
	tokOpen
	tokClose
	tokAnd
	tokOr
	tokNot // NOT, or a minus sign before something
)

// quotes maps each opening double quote to the ones that close it.
var quotes = map[rune]string{
	'"': "\"", '“': "”“\"", '„': "“”\"", '”': "”\"", '«': "»", '»': "«", '「': "」",
}

// lex splits a query into tokens, the last of which is tokEnd. It accepts every
// string: what is not well formed gives a notice and is read as words.
func lex(s string, note func(offset int, msg string)) []token {
	var toks []token
	emit := func(k tokenKind, text string, start, end int) {
		toks = append(toks, token{k, text, start, end})
	}
	unclosed := false
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case unicode.IsSpace(r):
			i += size
		case r == '(':
			emit(tokOpen, "(", i, i+1)
			i++
		case r == ')':
			emit(tokClose, ")", i, i+1)
			i++
		case quotes[r] != "":
			if text, end, ok := quoted(s[i+size:], quotes[r]); ok {
				emit(tokPhrase, text, i, i+size+end)
				i += size + end
				continue
			}
			if !unclosed {
				note(i, "the quote is not closed: what follows it is searched as words")
				unclosed = true
			}
			i += size
		case r == '-' && startsClause(s[i+1:]):
			emit(tokNot, "-", i, i+1)
			i++
		default:
			end := i + wordLen(s[i:])
			switch word := s[i:end]; word {
			case "AND", "&&":
				emit(tokAnd, word, i, end)
			case "OR", "||", "|":
				emit(tokOr, word, i, end)
			case "NOT":
				emit(tokNot, word, i, end)
			default:
				if name, rest, ok := strings.Cut(word, ":"); ok && isName(name) && (rest != "" || startsClause(s[end:])) {
					emit(tokField, strings.ToLower(name), i, i+len(name)+1)
					end = i + len(name) + 1
				} else {
					emit(tokWord, word, i, end)
				}
			}
			i = end
		}
	}
	emit(tokEnd, "", len(s), len(s))
	return toks
}

// quoted returns the text up to the first of the closing quotes, and the offset
// behind that quote.
func quoted(s, closing string) (text string, end int, ok bool) {
	i := strings.IndexAny(s, closing)
	if i < 0 {
		return "", 0, false
	}
	_, size := utf8.DecodeRuneInString(s[i:])
	return s[:i], i + size, true
}

// startsClause reports whether a clause begins right at the start of s.
func startsClause(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return s != "" && !unicode.IsSpace(r) && r != ')'
}

// wordLen returns the length of the word at the start of s, at least one rune.
func wordLen(s string) int {
	for i, r := range s {
		if i > 0 && (unicode.IsSpace(r) || r == '(' || r == ')' || quotes[r] != "") {
			return i
		}
	}
	return len(s)
}

// isName reports whether s can be the name of a field: ASCII letters.
func isName(s string) bool {
	for _, r := range s {
		if r > unicode.MaxASCII || !unicode.IsLetter(r) {
			return false
		}
	}
	return s != ""
}
