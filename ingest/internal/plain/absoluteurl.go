package plain

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"
)

// AbsoluteURL returns raw as an absolute http or https URL, or "" if it is none. It
// drops the white space around a URL and the tabs and line ends in it, as browsers do
// (URL Standard, section 4.4). It percent-encodes all other spaces, control and invisible
// characters, and a "%" that encodes nothing.
func AbsoluteURL(raw string) string { return ResolveURL("", raw) }

// ResolveURL is like AbsoluteURL but resolves a relative URL against base (RFC 3986,
// section 5). A base that is no absolute URL counts as none.
func ResolveURL(base, raw string) string {
	raw = escapeURL(raw)
	if raw == "" {
		return ""
	}
	u, err := url.Parse(raw)
	if err != nil {
		raw = escapePercent(raw)
		if u, err = url.Parse(raw); err != nil {
			return ""
		}
	}
	if !u.IsAbs() && base != "" {
		b, err := url.Parse(AbsoluteURL(base))
		if err != nil || b.Host == "" {
			return ""
		}
		u = b.ResolveReference(u)
		raw = u.String()
	}
	if u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || strings.ContainsFunc(u.Host, isNotOfURL) {
		return ""
	}
	return raw
}

// escapeURL drops and percent-encodes the characters that no URL has.
func escapeURL(s string) string {
	s = strings.TrimFunc(s, isNotOfURL)
	if strings.ContainsAny(s, "\t\n\r") {
		s = strings.NewReplacer("\t", "", "\n", "", "\r", "").Replace(s)
	}
	return escapeRunes(s, isNotOfURL)
}

// isNotOfURL reports whether a character is white space, a control character or
// invisible.
func isNotOfURL(r rune) bool {
	return unicode.IsSpace(r) || isControl(r) || r >= utf8.RuneSelf && Classify(r) == joiner
}

// escapePercent percent-encodes each "%" without two hexadecimal digits.
func escapePercent(s string) string {
	var b strings.Builder
	for i := range len(s) {
		b.WriteByte(s[i])
		if s[i] == '%' && (i+2 >= len(s) || !isHex(s[i+1]) || !isHex(s[i+2])) {
			b.WriteString("25")
		}
	}
	return b.String()
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'f'
}

// URLFragment returns the fragment of a URL, percent-encoded, without tracking
// parameters.
func URLFragment(address string) string {
	_, fragment, _ := strings.Cut(address, "#")
	return withoutTracking(fragment)
}
