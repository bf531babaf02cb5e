package analyze

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold returns s in lower case without diacritics, ligatures and the variants of
// apostrophes, as in every term of an index. It replaces compatibility forms
// (full-width digits, ﬁ, ㎞) by their equivalents. It drops invisible signs and bytes
// that are not UTF-8. It keeps marks that a script needs: й and ї, the vowel signs of
// India, the voicing marks of kana.
//
// Fold(Fold(s)) is Fold(s).
func Fold(s string) string {
	if isFolded(s) {
		return s
	}
	// Without marks, other runes may compose. Two rounds suffice for all but contrived
	// input with piles of marks, which loses all its marks.
	for range 4 {
		next := foldOnce(s)
		if next == s {
			return s
		}
		s = next
	}
	return foldOnce(strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(s)))
}

// isFolded reports whether s is ASCII that Fold does not change.
func isFolded(s string) bool {
	for i := range len(s) {
		if b := s[i]; b >= utf8.RuneSelf || 'A' <= b && b <= 'Z' || b == '\'' || b == '`' {
			return false
		}
	}
	return true
}

func foldOnce(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range norm.NFKC.String(strings.ToValidUTF8(s, "")) {
		foldRune(&b, r)
	}
	return norm.NFC.String(b.String())
}

// foldRune appends the folded form of r.
func foldRune(b *strings.Builder, r rune) {
	if r < utf8.RuneSelf {
		switch {
		case 'A' <= r && r <= 'Z':
			r += 'a' - 'A'
		case r == '\'' || r == '`':
			return
		}
		b.WriteByte(byte(r))
		return
	}
	if to, ok := folds[r]; ok {
		b.WriteString(to)
		return
	}
	low := unicode.ToLower(r)
	switch {
	case keepsMarks(low):
		b.WriteRune(low)
		return
	case unicode.Is(unicode.Cf, low), isLooseMark(low):
		return
	}
	if to, ok := folds[low]; ok {
		b.WriteString(to)
		return
	}
	var buf [utf8.UTFMax]byte
	d := norm.NFD.Properties(buf[:utf8.EncodeRune(buf[:], low)]).Decomposition()
	if d == nil || !unicode.In(low, unicode.Latin, unicode.Greek, unicode.Cyrillic, unicode.Hebrew) {
		b.WriteRune(low)
		return
	}
	for _, r := range string(d) {
		if to, ok := folds[r]; ok {
			b.WriteString(to)
		} else if !isLooseMark(r) {
			b.WriteRune(unicode.ToLower(r))
		}
	}
}

// keepsMarks reports whether r is a letter of its own in its alphabet, although it
// decomposes into another letter and a mark.
func keepsMarks(r rune) bool {
	switch r {
	case 'й', 'ї', 'ў', 'ѓ', 'ќ':
		return true
	}
	return false
}

// isLooseMark reports whether folding drops the mark r: accents of the European
// scripts, points of Hebrew, vowel signs of Arabic.
func isLooseMark(r rune) bool {
	switch {
	case r >= 0x0300 && r <= 0x036F, // combining diacritical marks
		r >= 0x0483 && r <= 0x0489, // Cyrillic titlo and similar marks
		r >= 0x0591 && r <= 0x05C7 && unicode.Is(unicode.Mn, r),
		r >= 0x064B && r <= 0x065F && r != 0x0654 && r != 0x0655,
		r == 0x0670, r == 0x0640,
		r >= 0x06D6 && r <= 0x06ED && unicode.Is(unicode.Mn, r),
		r >= 0x1AB0 && r <= 0x1AFF, r >= 0x1DC0 && r <= 0x1DFF, r >= 0x20D0 && r <= 0x20F0,
		r >= 0xFE00 && r <= 0xFE0F, r >= 0xFE20 && r <= 0xFE2F, r >= 0xE0100 && r <= 0xE01EF:
		return true
	}
	return false
}

// folds are the foldings that neither lower case nor decomposition yields.
var folds = map[rune]string{
	'ı': "i", 'İ': "i", 'ß': "ss", 'ẞ': "ss", 'æ': "ae", 'Æ': "ae", 'œ': "oe", 'Œ': "oe",
	'ø': "o", 'Ø': "o", 'ł': "l", 'Ł': "l", 'đ': "d", 'Đ': "d", 'ð': "d", 'Ð': "d",
	'þ': "th", 'Þ': "th", 'ħ': "h", 'Ħ': "h", 'ŧ': "t", 'Ŧ': "t", 'ŋ': "n", 'Ŋ': "n",
	'ĸ': "k", 'ſ': "s", 'ƒ': "f", 'ə': "e", 'Ə': "e", 'ς': "σ", 'ё': "е", 'Ё': "е",
	'ɓ': "b", 'Ɓ': "b", 'ɗ': "d", 'Ɗ': "d", 'ƙ': "k", 'Ƙ': "k", 'ƴ': "y", 'Ƴ': "y",
	'ȷ': "j", 'ŀ': "l", 'Ŀ': "l",
	// Alef in its four forms.
	'آ': "ا", 'أ': "ا", 'إ': "ا", 'ٱ': "ا",
	// Letters of Persian and Urdu that keyboards confuse.
	'ك': "ک", 'ي': "ی", 'ى': "ی",
	// Apostrophes, primes and their substitutes.
	'\u2018': "", '\u2019': "", '\u201A': "", '\u201B': "", '\u02BC': "", '\u02BB': "",
	'\u02B9': "", '\u02C8': "", '\u00B4': "", '\u02BE': "", '\u02BF': "", '\u2032': "",
	'\u05F3': "", '\u05F4': "", '\uFF07': "", '\uA78C': "",
	// The middle dot of Catalan.
	'\u00B7': "", '\u2027': "",
}

// isApostrophe reports whether a rune of class singleQuote or midNumLet is an
// apostrophe.
func isApostrophe(r rune) bool {
	switch r {
	case '\'', '`', '´', '\u2019', '\u2018', '\uFF07', '\u02BC', '\u201B', '\u2032':
		return true
	}
	return false
}
