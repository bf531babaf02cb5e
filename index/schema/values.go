package schema

import (
	"strings"
	"unicode/utf8"

	"github.com/newsdex/newsdex/analyze"
)

// MaxValueBytes is the greatest length of the term of a name or of a title key.
// Longer ones are cut.
const MaxValueBytes = 256

// NameValue returns the term of an outlet or an author: without white space at its
// ends, with each run of white space replaced by one space, and cut to
// [MaxValueBytes]. Names that differ in case or diacritics have different terms. The
// term of a blank name is "".
func NameValue(name string) string {
	return cutValue(strings.Join(strings.Fields(strings.ToValidUTF8(name, "\uFFFD")), " "))
}

// NameValues returns the terms of names, but for blank ones.
func NameValues(names []string) []string {
	var values []string
	for _, name := range names {
		if v := NameValue(name); v != "" {
			values = append(values, v)
		}
	}
	return values
}

// cutValue cuts a term to MaxValueBytes, between characters and without space at its
// end.
func cutValue(s string) string {
	if len(s) <= MaxValueBytes {
		return s
	}
	end := MaxValueBytes
	for !utf8.RuneStart(s[end]) {
		end--
	}
	return strings.TrimRight(s[:end], " ")
}

// Form normalizes an inflected form: folded ([analyze.Fold]), without hyphens,
// apostrophes and full stops.
func Form(text string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("-'.‐‑", r) {
			return -1
		}
		return r
	}, analyze.Fold(text))
}

// IsPlainForm reports whether word consists of the letters a to z and digits, and so
// equals its normalized form. It is false for some other words that equal theirs.
func IsPlainForm(word string) bool {
	for i := range len(word) {
		if c := word[i]; (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			return false
		}
	}
	return true
}

// AppendForm appends [Form] of a word.
func AppendForm(b []byte, text string) []byte {
	for i := range len(text) {
		switch c := text[i]; {
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
			b = append(b, c)
		case 'A' <= c && c <= 'Z':
			b = append(b, c|0x20)
		default:
			return append(b[:len(b)-i], Form(text)...)
		}
	}
	return b
}

// TitleKey returns the key by which titles are sorted: the folded title
// ([analyze.Fold]), which ignores case and diacritics, without white space at its
// ends, with each run of white space replaced by one space, and cut to
// [MaxValueBytes]. Keys sort in byte order. The key of a title without letters or
// digits may be "".
func TitleKey(title string) string {
	return cutValue(strings.Join(strings.Fields(analyze.Fold(title)), " "))
}
