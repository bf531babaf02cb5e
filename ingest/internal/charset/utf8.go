package charset

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// ValidUTF8 returns s with U+FFFD for each byte that is not part of valid UTF-8, and
// the number of those bytes.
func ValidUTF8(s string) (string, int) {
	if utf8.ValidString(s) {
		return s, 0
	}
	var b strings.Builder
	b.Grow(len(s) + 16)
	bad := 0
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && n == 1 {
			bad++
		}
		b.WriteRune(r)
		i += n
	}
	return b.String(), bad
}

// Byte order marks (Unicode 16.0, section 23.8).
var (
	BomUTF8    = []byte{0xef, 0xbb, 0xbf}
	bomUTF16LE = []byte{0xff, 0xfe}
	bomUTF16BE = []byte{0xfe, 0xff}
	bomUTF32LE = []byte{0xff, 0xfe, 0, 0}
	bomUTF32BE = []byte{0, 0, 0xfe, 0xff}
)

// DecodeBOM returns data without its byte order mark, decoded to UTF-8 if the mark is
// that of UTF-16. It returns data without a mark unchanged.
func DecodeBOM(data []byte) []byte {
	switch {
	case bytes.HasPrefix(data, BomUTF8):
		return data[len(BomUTF8):]
	case bytes.HasPrefix(data, bomUTF16LE):
		return fromUTF16(data[2:], binary.LittleEndian)
	case bytes.HasPrefix(data, bomUTF16BE):
		return fromUTF16(data[2:], binary.BigEndian)
	}
	return data
}

// fromUTF16 returns data as UTF-8. An unpaired surrogate and an odd last byte become
// U+FFFD.
func fromUTF16(data []byte, order binary.ByteOrder) []byte {
	out := make([]byte, 0, len(data)/2+len(data)/8)
	for len(data) >= 2 {
		r := rune(order.Uint16(data))
		data = data[2:]
		if utf16.IsSurrogate(r) {
			var low rune
			if len(data) >= 2 {
				low = rune(order.Uint16(data))
			}
			if r = utf16.DecodeRune(r, low); r != utf8.RuneError {
				data = data[2:]
			}
		}
		out = utf8.AppendRune(out, r)
	}
	if len(data) > 0 {
		out = utf8.AppendRune(out, utf8.RuneError)
	}
	return out
}

// IsBinary reports whether data, the beginning of a file, is text in no encoding.
func IsBinary(data []byte) bool {
	if c, _ := ByteOrderMark(data); c != nil || wideCharset(data) != nil {
		return false
	}
	const head = 64 << 10
	data = data[:min(len(data), head)]
	control := 0
	for i := 0; i < len(data); {
		if i+8 <= len(data) && plain.ZeroBytes(plain.EightBytes(data, i)&(0xe0*plain.EveryByte)) == 0 {
			i += 8
			continue
		}
		for end := min(i+8, len(data)); i < end; i++ {
			switch c := data[i]; {
			case c >= ' ', '\t' <= c && c <= '\r', c == '\x1b':
			default:
				control++
			}
		}
	}
	return control*50 > len(data)
}
