package render

import (
	"bytes"
	"fmt"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// steering are the characters that change how other text is shown, beside controls:
// the controls of direction (Unicode Standard Annex #9; Boucher and Anderson, Trojan
// Source, 2021), separators of lines, annotations, the byte-order mark, and tags.
var steering = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0x061c, Hi: 0x061c, Stride: 1}, // the Arabic letter mark
		{Lo: 0x200e, Hi: 0x200f, Stride: 1}, // marks of direction
		{Lo: 0x2028, Hi: 0x202e, Stride: 1}, // separators of lines and paragraphs; embeddings and overrides
		{Lo: 0x2066, Hi: 0x206f, Stride: 1}, // isolates; deprecated controls
		{Lo: 0xfeff, Hi: 0xfeff, Stride: 1}, // the byte-order mark
		{Lo: 0xfff9, Hi: 0xfffb, Stride: 1}, // annotations
	},
	R32: []unicode.Range32{
		{Lo: 0xe0000, Hi: 0xe007f, Stride: 1}, // tags
	},
}

// Steers reports whether a character is not shown itself but can move the cursor of a
// terminal, change its colours, end a line, or change the order in which other text is
// shown: the controls, C1 among them, and those of Unicode.
func Steers(r rune) bool { return unicode.IsControl(r) || unicode.Is(steering, r) }

// escapeSteering returns JSON in which the characters that steer are escaped. They
// stand only in strings there. Line ends between values stay.
func escapeSteering(b []byte) []byte {
	isSteering := func(r rune) bool { return r >= utf8.RuneSelf-1 && Steers(r) } // encoding/json has escaped the others
	at := bytes.IndexFunc(b, isSteering)
	if at < 0 {
		return b
	}
	out := append(make([]byte, 0, len(b)+64), b[:at]...)
	for _, r := range string(b[at:]) {
		switch {
		case !isSteering(r):
			out = utf8.AppendRune(out, r)
		case r > 0xffff:
			high, low := utf16.EncodeRune(r)
			out = fmt.Appendf(out, `\u%04x\u%04x`, high, low)
		default:
			out = fmt.Appendf(out, `\u%04x`, r)
		}
	}
	return out
}
