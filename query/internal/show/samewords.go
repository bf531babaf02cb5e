package show

import (
	"unicode"
	"unicode/utf8"
)

// sameWords reports whether two texts have the same letters and digits, in
// whatever case, and have any.
func sameWords(a, b string) bool {
	rest, ok := afterWords(a, b)
	_, n := nextSign(rest)
	return ok && n == 0
}

// beginsWithWords reports whether the letters and digits of a text begin with
// those of another one that has any.
func beginsWithWords(text, words string) bool {
	_, ok := afterWords(text, words)
	return ok
}

// afterWords returns what stands in a text behind the letters and digits of
// words, false if it does not begin with them or there are none.
func afterWords(text, words string) (rest string, ok bool) {
	for {
		w, n := nextSign(words)
		if n == 0 {
			return text, ok
		}
		t, m := nextSign(text)
		if t != w {
			return "", false
		}
		text, words, ok = text[m:], words[n:], true
	}
}

// nextSign returns the first letter or digit of s in lower case, and the bytes
// up to its end, 0 if there is none.
func nextSign(s string) (rune, int) {
	for i, r := range s {
		if isSign(r) {
			return unicode.ToLower(r), i + utf8.RuneLen(r)
		}
	}
	return 0, 0
}

func isSign(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
