package analyze

import (
	"iter"
	"unicode/utf8"
)

// Initials are the first two letters of some terms. A search for only those terms need
// not look up words that begin otherwise: see [Language.TokensWith]. The zero value has
// no terms.
type Initials struct {
	// second has the set of second letters for each first letter, one bit per letter.
	second [256]uint32
}

const anyLetter = ^uint32(0)

// letterBit returns the bit of a letter, the same for capital and small. Digits share
// some of the bits.
func letterBit(c byte) uint32 { return 1 << (c & 31) }

// Add adds the first letters of a term.
func (in *Initials) Add(term string) {
	if term == "" {
		return
	}
	second := anyLetter
	if len(term) > 1 && (letterCase[term[1]] != 0 || isDigit(term[1])) {
		second = letterBit(term[1])
		if term[1] == 'i' { // English: dying is die
			second |= letterBit('y')
		}
	}
	c := term[0]
	in.second[c] |= second
	if 'a' <= c && c <= 'z' {
		in.second[c-'a'+'A'] |= second
	}
}

// TokensWith is like [Language.Tokens] but may omit words of plain ASCII letters that
// begin with none of the initials. Stemming and folding preserve the first letter of
// such a word, and in English the second, so no term of the initials is missed. In
// Polish it omits nothing. It takes a third of the time of Tokens.
func (l Language) TokensWith(in *Initials, text string) iter.Seq[Token] {
	if l.row != nil && l.row.prefixes {
		in = nil
	}
	return l.tokens(in, text)
}

// passOver moves the scanner over words that begin with none of the initials, as long
// as each is surely one token. It returns the number of words. If in is nil, it does
// nothing.
func (s *scanner) passOver(in *Initials) (words int) {
	if in == nil {
		return 0
	}
	text, i := s.text, s.at
	for i < len(text) {
		b := text[i]
		if letterCase[b] == 0 {
			switch {
			case b < utf8.RuneSelf && !isWordByte[b]:
				i++
				continue
			case s.isQuote(i):
				i += len("“")
				continue
			}
			break
		}
		if second := in.second[b]; second != 0 {
			if !s.row.keepsTwo || i+1 == len(text) || second&letterBit(text[i+1]) != 0 {
				break
			}
		}
		p := i + 1
		for p < len(text) && letterCase[text[p]] != 0 {
			p++
		}
		if p = s.endOfOne(i, p); p == 0 {
			break
		}
		i = p
		words++
	}
	s.at = i
	return words
}

// endOfOne returns the end of the word with letters from i to p, or 0 if the word is
// not surely one token.
func (s *scanner) endOfOne(i, p int) int {
	switch {
	case s.isAlone(p),
		p > i+2 && p < len(s.text) && s.text[p] == '.' && s.isAlone(p+1),
		s.isEnd(p) && s.isPlain(piece{start: i, end: p, kind: wordPiece}):
		return p
	case p > i+1:
		return s.possessive(p)
	}
	return 0
}

// isEnd reports whether a piece of letters up to p ends at p, as pieceAt would find.
func (s *scanner) isEnd(p int) bool {
	return p == len(s.text) || !isWordByte[s.text[p]] && (!isUnsure[s.text[p]] || s.endsHere(p, s.text[p-1]))
}

// isAlone reports whether any word of letters up to p is one token, because a space and
// a letter follow: neither a number nor a joining sign.
func (s *scanner) isAlone(p int) bool {
	return p+1 < len(s.text) && s.text[p] == ' ' && letterCase[s.text[p+1]] != 0
}

// possessive returns the end of the small letters after an apostrophe at i, or 0 if
// there are none. It returns 0 in a language that elides vowels, where the word could
// be two. The caller excludes words of one letter, whose second letter is after the
// apostrophe.
func (s *scanner) possessive(i int) int {
	text := s.text
	switch {
	case i == len(text) || len(s.row.elides) > 0:
		return 0
	case text[i] == '\'':
		i++
	case text[i] == 0xE2 && i+2 < len(text) && text[i+1] == 0x80 && text[i+2] == 0x99:
		i += 3
	default:
		return 0
	}
	start := i
	for i < len(text) && letterCase[text[i]] == 2 {
		i++
	}
	if i == start || !s.isAlone(i) {
		return 0
	}
	return i
}

// isQuote reports whether a quotation mark, a dash or an ellipsis of general
// punctuation is at i. An apostrophe after a word is no quotation mark.
func (s *scanner) isQuote(i int) bool {
	text := s.text
	if i+2 >= len(text) || text[i] != 0xE2 || text[i+1] != 0x80 {
		return false
	}
	switch text[i+2] {
	case 0x93, 0x94, 0x9C, 0x9D, 0xA6:
		return true
	}
	return false
}
