package match

import (
	"sync"
	"unicode"
)

// isWordRune reports whether a character beyond ASCII is part of a word: a letter, a
// mark or a digit. Characters of scripts that put no spaces between words, or write
// words to numbers ("2024年", "2024년"), are not.
func isWordRune(r rune) bool {
	if r < 1<<16 {
		return wordRunes()[r>>6]>>(r&63)&1 != 0
	}
	return unicode.In(r, unicode.L, unicode.M, unicode.Nd) && !unicode.In(r, unspaced...)
}

// unspaced are the scripts that put no spaces between words.
var unspaced = []*unicode.RangeTable{
	unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Bopomofo,
	unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar, unicode.Tibetan,
}

// wordRunes returns the word characters of the basic plane, a bit for each.
var wordRunes = sync.OnceValue(func() *[1 << 10]uint64 {
	var bits [1 << 10]uint64
	set := func(t *unicode.RangeTable, word bool) {
		for _, r := range t.R16 {
			for c := uint32(r.Lo); c <= uint32(r.Hi); c += uint32(r.Stride) {
				if word {
					bits[c>>6] |= 1 << (c & 63)
				} else {
					bits[c>>6] &^= 1 << (c & 63)
				}
			}
		}
	}
	for _, t := range []*unicode.RangeTable{unicode.L, unicode.M, unicode.Nd} {
		set(t, true)
	}
	for _, t := range unspaced {
		set(t, false)
	}
	return &bits
})
