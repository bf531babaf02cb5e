package plain

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// terminals end a sentence.
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

// abbreviations end in a full stop that ends no sentence.
var abbreviations = map[string]bool{
	"mr": true, "mrs": true, "ms": true, "dr": true, "prof": true, "sen": true, "rep": true,
	"gov": true, "gen": true, "lt": true, "col": true, "sgt": true, "capt": true, "rev": true,
	"st": true, "jr": true, "sr": true, "vs": true, "no": true, "nr": true, "inc": true,
	"corp": true, "ltd": true, "co": true, "jan": true, "feb": true, "mar": true, "apr": true,
	"aug": true, "sept": true, "oct": true, "nov": true, "dec": true, "hr": true, "fr": true,
	"bzw": true, "ca": true, "mme": true, "mlle": true, "sra": true, "dott": true, "sig": true,
}

// abbreviated reports whether s, which a full stop follows, ends in an initial
// or an abbreviation.
func abbreviated(s string) bool {
	word := s[strings.LastIndexAny(s, " (.")+1:]
	return utf8.RuneCountInString(word) == 1 || len(word) <= 4 && abbreviations[strings.ToLower(word)]
}
