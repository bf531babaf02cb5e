package show

import (
	"unicode"
	"unicode/utf8"
)

// BreakBefore returns the last offset above start and up to at at which a text can
// be cut between words, and moves it before the spaces there. A word that is longer
// is cut between characters.
func BreakBefore(text string, start, at int) int {
	if at >= len(text) {
		return len(text)
	}
	for at > start && !utf8.RuneStart(text[at]) {
		at--
	}
	for _, can := range breaks {
		for p := at; p > start; {
			if can(text, p) {
				for p > start+1 && text[p-1] == ' ' {
					p--
				}
				return p
			}
			_, n := utf8.DecodeLastRuneInString(text[:p])
			p -= n
		}
	}
	return max(at, start)
}

// breakAfter returns the first offset from at on at which a text can be cut between
// words, behind the spaces there, or limit if there is none before limit.
func breakAfter(text string, at, limit int) int {
	for at < limit && !utf8.RuneStart(text[at]) {
		at++
	}
	for p := at; p < limit; {
		if betweenWords(text, p) {
			for p < limit && text[p] == ' ' {
				p++
			}
			return p
		}
		_, n := utf8.DecodeRuneInString(text[p:])
		p += n
	}
	return limit
}

// breaks are the kinds of offsets at which a text can be cut, the best first.
var breaks = []func(text string, at int) bool{betweenWords, betweenWordRunes, betweenCharacters}

// betweenWords reports whether at is beside a space, or beside a character of a
// script without spaces between words.
func betweenWords(text string, at int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:at])
	after, _ := utf8.DecodeRuneInString(text[at:])
	return unicode.IsSpace(before) || unicode.IsSpace(after) ||
		(isIdeographic(before) || isIdeographic(after)) && betweenCharacters(text, at)
}

// betweenWordRunes reports whether at is not within a run of letters and digits.
func betweenWordRunes(text string, at int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:at])
	after, _ := utf8.DecodeRuneInString(text[at:])
	return betweenCharacters(text, at) && !(isWordRune(before) && isWordRune(after))
}

// betweenCharacters reports whether at separates no combining mark or joiner from
// its neighbour.
func betweenCharacters(text string, at int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:at])
	after, _ := utf8.DecodeRuneInString(text[at:])
	return before != zeroWidthJoiner && after != zeroWidthJoiner && !unicode.IsMark(after)
}

const zeroWidthJoiner = '\u200d'

// isIdeographic reports whether r is a character of Chinese or Japanese, or their
// punctuation.
func isIdeographic(r rune) bool {
	return r >= 0x2e80 && (r >= 0x3000 && r < 0x3040 || r >= 0xff00 && r < 0xff66 ||
		unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana))
}
