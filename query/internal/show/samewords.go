package show

import (
	"unicode"
	"unicode/utf8"
)

// sameWords reports whether two texts have the same letters and digits, ignoring
// case, and at least one.
func sameWords(a, b string) bool {
	rest, ok := afterWords(a, b)
	_, n := nextWordRune(rest)
	return ok && n == 0
}

// beginsWithWords reports whether the letters and digits of text begin with those of
// words, which must have at least one.
func beginsWithWords(text, words string) bool {
	_, ok := afterWords(text, words)
	return ok
}

// afterWords returns the rest of text behind the letters and digits of words. ok is
// false if text does not begin with them, or words has none.
func afterWords(text, words string) (rest string, ok bool) {
	for {
		w, n := nextWordRune(words)
		if n == 0 {
			return text, ok
		}
		t, m := nextWordRune(text)
		if t != w {
			return "", false
		}
		text, words, ok = text[m:], words[n:], true
	}
}

// nextWordRune returns the first letter or digit of s in lower case, and the offset
// of its end, or 0 if there is none.
func nextWordRune(s string) (rune, int) {
	for i, r := range s {
		if isWordRune(r) {
			return unicode.ToLower(r), i + utf8.RuneLen(r)
		}
	}
	return 0, 0
}

// isWordRune reports whether r is a letter or a digit.
func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
