package terminal

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"

	"github.com/newsdex/newsdex/query/render"
)

// Columns returns the number of columns that s takes on a terminal (UAX #11);
// colours take none.
func Columns(s string) int {
	n := 0
	for s != "" {
		size, wide := cell(s)
		n += wide
		s = s[size:]
	}
	return n
}

// cell returns the length in bytes of the first thing in s that a terminal
// takes as one, a colour or a rune, and the columns that it fills.
func cell(s string) (size, wide int) {
	if code, ok := strings.CutPrefix(s, "\x1b["); ok {
		rest := strings.TrimLeft(code, "0123456789;")
		if strings.HasPrefix(rest, "m") {
			return len(s) - len(rest) + 1, 0
		}
	}
	r, size := utf8.DecodeRuneInString(s)
	switch {
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return size, 0
	case r < 0x1100: // nothing below is wide
		return size, 1
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return size, 2
	}
	return size, 1
}

// Wrap breaks s at spaces into lines of at most limit columns. A word longer
// than a line is broken too. A limit of 0 is none.
func Wrap(s string, limit int) []string {
	if limit <= 0 {
		return []string{s}
	}
	var lines []string
	var line strings.Builder
	used := 0
	flush := func() {
		lines = append(lines, line.String())
		line.Reset()
		used = 0
	}
	for word := range strings.FieldsSeq(s) {
		n := Columns(word)
		if used > 0 {
			if used+1+n > limit {
				flush()
			} else {
				line.WriteByte(' ')
				used++
			}
		}
		for word != "" {
			size, wide := cell(word)
			if used > 0 && used+wide > limit {
				flush()
			}
			line.WriteString(word[:size])
			used += wide
			word = word[size:]
		}
	}
	flush()
	return lines
}

// Visible returns s as one line that cannot steer a terminal ([render.Steers]): white
// space is a space, and characters that steer are escapes such as \u001b.
func Visible(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		switch {
		case r > 0xffff && render.Steers(r):
			fmt.Fprintf(&b, `\U%08x`, r)
		case strings.ContainsRune("\t\n\v\f\r", r), unicode.IsSpace(r) && !render.Steers(r):
			b.WriteByte(' ')
		case render.Steers(r):
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// Cut returns as much of s as fits into limit columns.
func Cut(s string, limit int) string {
	used := 0
	for i := 0; i < len(s); {
		size, wide := cell(s[i:])
		if used += wide; used > limit {
			return s[:i]
		}
		i += size
	}
	return s
}

// Padded returns s with spaces behind it up to n columns.
func Padded(s string, n int) string {
	return s + strings.Repeat(" ", max(n-Columns(s), 0))
}
