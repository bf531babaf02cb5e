package source

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The place of a record is the name of its file below the root, and, separated by tabs,
// its member of an archive and its number within the file:
//
//	2025/musk.txt             a text
//	dump.zip\t2025/musk.txt   a member of an archive
//	feed.jsonl.gz\t\t17       a record
//
// Different records have different places: names have no tabs (see EscapeName).
const placeSeparator = "\t"

// EscapeName returns the name of a file as valid UTF-8 without control characters. Names
// that differ in any byte stay different: a byte that is not valid UTF-8 and each byte of
// a control or bidirectional character become \x and two hexadecimal digits, and so does
// the backslash of a name that has these four characters already.
func EscapeName(name string) string {
	plain := true
	for i, r := range name {
		if !isPlainNameRune(name, i, r) {
			plain = false
			break
		}
	}
	if plain {
		return name
	}
	var b strings.Builder
	for i := 0; i < len(name); {
		r, size := utf8.DecodeRuneInString(name[i:])
		if isPlainNameRune(name, i, r) {
			b.WriteString(name[i : i+size])
		} else {
			for _, c := range []byte(name[i : i+size]) {
				fmt.Fprintf(&b, `\x%02x`, c)
			}
		}
		i += size
	}
	return b.String()
}

// isPlainNameRune reports whether the character r at offset i of a name is not escaped.
func isPlainNameRune(name string, i int, r rune) bool {
	switch {
	case r == utf8.RuneError:
		_, size := utf8.DecodeRuneInString(name[i:])
		return size > 1 // the replacement character itself
	case r == '\\':
		return !isEscape(name[i:])
	}
	return !unicode.IsControl(r) && !unicode.Is(unicode.Bidi_Control, r) && r != '\u2028' && r != '\u2029'
}

// isEscape reports whether s begins with an escaped byte.
func isEscape(s string) bool {
	return len(s) >= 4 && s[1] == 'x' && strings.ContainsRune("0123456789abcdef", rune(s[2])) && strings.ContainsRune("0123456789abcdef", rune(s[3]))
}

// UnescapeName is the inverse of EscapeName.
func UnescapeName(name string) string {
	if !strings.Contains(name, `\x`) {
		return name
	}
	var b strings.Builder
	for i := 0; i < len(name); i++ {
		if name[i] == '\\' && isEscape(name[i:]) {
			var c byte
			fmt.Sscanf(name[i+2:i+4], "%02x", &c)
			b.WriteByte(c)
			i += 3
			continue
		}
		b.WriteByte(name[i])
	}
	return b.String()
}

// placeOf returns the place of a record of a stream. Its Path is that of the stream,
// followed by a colon and its number if the stream holds several.
func (s *stream) placeOf(path string) string {
	number, ok := strings.CutPrefix(path, s.path+":")
	if !ok || s.place == "" {
		return s.place
	}
	if !strings.Contains(s.place, placeSeparator) {
		return s.place + placeSeparator + placeSeparator + number
	}
	return s.place + placeSeparator + number
}

// memberPlace returns the place of the nth member of a name in the archive at a place.
func memberPlace(archive, name string, nth int) string {
	if nth > 1 {
		name = fmt.Sprintf("%s#%d", name, nth)
	}
	if strings.Contains(archive, placeSeparator) {
		return archive + "/" + name // in an archive of an archive
	}
	return archive + placeSeparator + name
}
