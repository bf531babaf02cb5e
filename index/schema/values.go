package schema

import (
	"strings"
	"unicode/utf8"

	"github.com/newsdex/newsdex/analyze"
)

// MaxValueBytes is the greatest length of a term that is a name or the key of a
// title: what is longer is cut.
const MaxValueBytes = 256

// NameValue returns the name of an outlet or author as its column holds it:
// without white space at its ends, with one space for each run of it within, and
// cut where it is longer than 256 bytes. Names that differ in case or marks are
// different names. It returns "" for a text that names nothing.
func NameValue(name string) string {
	return cutValue(strings.Join(strings.Fields(strings.ToValidUTF8(name, "\uFFFD")), " "))
}

// NameValues returns names as their column holds them, without those that name
// nothing.
func NameValues(names []string) []string {
	var values []string
	for _, name := range names {
		if v := NameValue(name); v != "" {
			values = append(values, v)
		}
	}
	return values
}

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

// Form returns text as the forms of words are kept: folded, and without the
// hyphens, apostrophes and full stops that stand within words.
func Form(text string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("-'.‐‑", r) {
			return -1
		}
		return r
	}, analyze.Fold(text))
}

// IsPlainForm reports whether a word is surely its own form.
func IsPlainForm(word string) bool {
	for i := range len(word) {
		if c := word[i]; (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			return false
		}
	}
	return true
}

// AppendForm appends the form of a word.
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

// TitleKey returns what titles are sorted by: the folded title ([analyze.Fold]),
// in which neither case nor diacritics matter, without white space at its ends
// and with one space for each run of it within, cut after 256 bytes. The order is
// that of the bytes. It returns "" where there is nothing to sort by.
func TitleKey(title string) string {
	return cutValue(strings.Join(strings.Fields(analyze.Fold(title)), " "))
}
