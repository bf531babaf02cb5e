package analyze

import (
	"iter"
	"unicode/utf8"
)

// Initials are the first two letters of some terms. Where only those terms are
// looked for in a text, words that begin otherwise need not be looked up: see
// [Language.TokensWith]. The zero value is those of no terms.
type Initials struct {
	// second are, by the first letter, the second ones, a bit for each.
	second [256]uint32
}

const anyLetter = ^uint32(0)

// letterBit is the bit of a letter, the same for the capital and the small one;
// digits share some of those.
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

// TokensWith returns what [Language.Tokens] does, but for words of plain ASCII
// letters that begin with none of the initials. Stemming and folding leave the
// first letter of such a word as it is, and in English the second one; so no term
// that was added to the initials is missing. In Polish all are returned. It takes a
// third of the time.
func (l Language) TokensWith(in *Initials, text string) iter.Seq[Token] {
	if l.row != nil && l.row.prefixes {
		in = nil
	}
	return l.tokens(in, text)
}

// passOver moves the scanner over words that begin with none of the initials, as
// long as they are surely one token each, and returns how many they are. Without
// initials it does nothing.
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

// endOfOne returns the end of the word whose letters go from i to p, 0 where it is
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

// isEnd reports whether a piece of letters that goes up to p ends there, as pieceAt
// finds it.
func (s *scanner) isEnd(p int) bool {
	return p == len(s.text) || !isWordByte[s.text[p]] && (!isUnsure[s.text[p]] || s.endsHere(p, s.text[p-1]))
}

// isAlone reports whether a word of letters up to p is one token whatever it is: a
// space and a letter follow, so that neither a number nor what joins words can.
func (s *scanner) isAlone(p int) bool {
	return p+1 < len(s.text) && s.text[p] == ' ' && letterCase[s.text[p+1]] != 0
}

// possessive returns the end of the small letters behind an apostrophe at i, 0 where
// that is not there. In a language that elides vowels the word could be two; and
// where one letter comes before, the second is behind the apostrophe.
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
// punctuation is at i. Behind a word, an apostrophe is none.
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
