package query

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A token is a lexical unit of a query string.
type token struct {
	kind  tokenKind
	text  string // a word as written, a phrase without its quotes, or the name of a field
	start int    // offset in the query, in bytes
	end   int    // offset behind the token
}

// A tokenKind is the kind of a token.
type tokenKind uint8

const (
	tokEnd    tokenKind = iota
	tokWord             // up to white space, a quote or a parenthesis
	tokPhrase           // between quotes
	tokField            // the name of a field and its colon, before something
	tokOpen
	tokClose
	tokAnd
	tokOr
	tokNot   // NOT, or a minus sign before something
	tokSlop  // ~ with or without a number, directly behind a phrase
	tokBoost // ^ and a number, directly behind a phrase or a closing parenthesis
)

// operators are the words that join or negate clauses.
var operators = map[string]tokenKind{
	"AND": tokAnd, "&&": tokAnd, "OR": tokOr, "||": tokOr, "|": tokOr, "NOT": tokNot,
}

// quotes are the closing quotes of each opening double quote.
var quotes = map[rune]string{
	'"': "\"", '“': "”“\"", '„': "“”\"", '”': "”\"", '«': "»", '»': "«", '「': "」",
}

// lex splits a query into tokens, the last of which is tokEnd. It accepts every
// string: parts with invalid syntax are read as words, with a notice.
func lex(s string, note func(offset int, msg string)) []token {
	var toks []token
	emit := func(k tokenKind, text string, start, end int) {
		toks = append(toks, token{k, text, start, end})
	}
	// boost emits the boost at an offset, if there is one, and returns the offset
	// behind it.
	boost := func(i int) int {
		if n := boostLen(s[i:]); n > 0 {
			emit(tokBoost, s[i:i+n], i, i+n)
			i += n
		}
		return i
	}
	unclosed := map[string]bool{} // by closing quotes: none follows
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
			i = boost(i + 1)
		case quotes[r] != "":
			closing := quotes[r]
			if !unclosed[closing] {
				if text, end, ok := quoted(s[i+size:], closing); ok {
					emit(tokPhrase, text, i, i+size+end)
					i += size + end
					if n := slopLen(s[i:]); n > 0 {
						emit(tokSlop, s[i:i+n], i, i+n)
						i += n
					}
					i = boost(i)
					continue
				}
				note(i, "the quote is not closed: what follows it is searched as words")
				unclosed[closing] = true
			}
			i += size
		case r == '-' && startsClause(s[i+1:]):
			emit(tokNot, "-", i, i+1)
			i++
		default:
			if n := nameLen(s[i:]); n > 0 && startsClause(s[i+n+1:]) {
				emit(tokField, strings.ToLower(s[i:i+n]), i, i+n+1)
				i += n + 1
				continue
			}
			end := i + wordLen(s[i:])
			kind, ok := operators[s[i:end]]
			if !ok {
				kind = tokWord
			}
			emit(kind, s[i:end], i, end)
			i = end
		}
	}
	emit(tokEnd, "", len(s), len(s))
	return toks
}

// quoted returns the text before the first of the closing quotes, and the offset
// behind that quote.
func quoted(s, closing string) (text string, end int, ok bool) {
	i := strings.IndexAny(s, closing)
	if i < 0 {
		return "", 0, false
	}
	_, size := utf8.DecodeRuneInString(s[i:])
	return s[:i], i + size, true
}

// startsClause reports whether a clause begins at the start of s.
func startsClause(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return s != "" && !unicode.IsSpace(r) && r != ')'
}

// wordLen returns the length of the word at the start of s, in bytes. It is at least
// one character.
func wordLen(s string) int {
	for i, r := range s {
		if i > 0 && (unicode.IsSpace(r) || r == '(' || r == ')' || quotes[r] != "") {
			return i
		}
	}
	return len(s)
}

// nameLen returns the length of the name at the start of s, ASCII letters before a
// colon, or 0 if there is none.
func nameLen(s string) int {
	for i := range len(s) {
		c := s[i] | 0x20
		if 'a' <= c && c <= 'z' {
			continue
		}
		if s[i] == ':' {
			return i
		}
		break
	}
	return 0
}

// boostLen returns the length of the boost that is the whole word at the start of s,
// or 0.
func boostLen(s string) int {
	if s == "" || s[0] != '^' {
		return 0
	}
	if n := wordLen(s); isNumber(s[1:n]) {
		return n
	}
	return 0
}

// slopLen returns the length of the slop that is the word at the start of s, but for
// a boost behind it, or 0.
func slopLen(s string) int {
	if s == "" || s[0] != '~' {
		return 0
	}
	word := s[:wordLen(s)]
	slop, _, _ := strings.Cut(word, "^")
	if rest := word[len(slop):]; len(slop) > 1 && !isNumber(slop[1:]) || boostLen(rest) != len(rest) {
		return 0
	}
	return len(slop)
}

// isNumber reports whether s consists of digits, with at most one point, which has a
// digit behind it.
func isNumber(s string) bool {
	whole, fraction, point := strings.Cut(s, ".")
	return isDigits(whole) && (!point || fraction != "" && isDigits(fraction)) && len(s) > 0
}

func isDigits(s string) bool { return strings.Trim(s, "0123456789") == "" }
