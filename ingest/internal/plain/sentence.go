package plain

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// terminals are the characters that end a sentence.
var terminals = [...]rune{'.', '!', '?', '…', '。', '！', '？'}

func IsTerminal(r rune) bool {
	if r < utf8.RuneSelf {
		return r == '.' || r == '!' || r == '?'
	}
	for _, t := range terminals {
		if r == t {
			return true
		}
	}
	return false
}

func IsClosing(r rune) bool {
	switch r {
	case '"', '\'', ')', ']', '”', '’', '»', '」', '』', '）':
		return true
	}
	return false
}

func startsSentence(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return r != utf8.RuneError && !unicode.IsLower(r)
}

// abbreviated reports whether s, which precedes a full stop, ends in an initial or an
// abbreviation.
func abbreviated(s string) bool {
	word := s[strings.LastIndexAny(s, " (.")+1:]
	return utf8.RuneCountInString(word) == 1 || len(word) <= 4 && abbreviations()[strings.ToLower(word)]
}
