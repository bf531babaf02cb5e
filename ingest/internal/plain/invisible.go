package plain

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Identifier returns s, a path or another identifier, with its control characters and
// the marks and overrides of the direction of text percent-encoded. So no terminal and
// no page obeys them, and different identifiers stay different.
func Identifier(s string) string { return escapeRunes(s, isControl) }

// isControl reports whether a character is a control character, ends a line, changes the
// direction of text (UAX #9), or is dropped from normal text for having no width.
func isControl(r rune) bool {
	if r < utf8.RuneSelf {
		return r < ' ' || r == 0x7f
	}
	c := Classify(r)
	return c == nothing || c == Newline || unicode.Is(unicode.Bidi_Control, r)
}

// IsOverride reports whether a character changes the direction of the text after it: an
// embedding, an override or an isolate, or the end of one (UAX #9, section 2).
func IsOverride(r rune) bool { return 0x202a <= r && r <= 0x202e || 0x2066 <= r && r <= 0x2069 }

// escapeRunes percent-encodes the characters for which escaped returns true.
func escapeRunes(s string, escaped func(rune) bool) string {
	at := strings.IndexFunc(s, escaped)
	if at < 0 {
		return s
	}
	var b strings.Builder
	b.WriteString(s[:at])
	for at < len(s) {
		r, n := utf8.DecodeRuneInString(s[at:])
		if escaped(r) {
			b.WriteString(url.PathEscape(s[at : at+n]))
		} else {
			b.WriteString(s[at : at+n])
		}
		at += n
	}
	return b.String()
}
