package charset

import (
	"bytes"
	"mime"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/ianaindex"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"

	"github.com/newsdex/newsdex/ingest/internal/match"
)

// The charset of files and pages is detected by the first of these that applies: a byte
// order mark; the zeros of UTF-16 and UTF-32, or the escape sequences of ISO-2022-JP
// and HZ; being valid UTF-8, whatever is declared; a declaration (Content-Type, XML,
// <meta>) by which the text makes sense; a guess. The guess tries 27 charsets and takes
// the one in which the text makes most sense, letter by letter of 35 languages (see
// scoreOf). A text that makes sense in none is read as UTF-8, with U+FFFD for invalid
// bytes. A [Repair] of kind "charset" names the charset and how it was detected.
//
// Of 107 texts in 30 charsets, 77 with a declaration, all are decoded correctly. All
// are decoded correctly without their declarations, too:
//
//	NEWSDEX_DATA=… go test -run MeasureCharsets -v ./ingest/internal/charset

// A Charset is an encoding of text other than UTF-8, and how it was detected.
type Charset struct {
	Name string
	how  string // "byte order mark", "declared", "guessed"
	encoding.Encoding
}

// Detail describes the decoding for people: the charset and how it was detected.
func (c *Charset) Detail() string { return "decoded from " + c.Name + " (" + c.how + ")" }

// Decode returns data as UTF-8. Bytes that cannot be decoded become U+FFFD.
func (c *Charset) Decode(data []byte) string {
	out, err := c.NewDecoder().Bytes(data)
	if err != nil { // cannot happen with x/text, whose decoders write U+FFFD instead
		s, _ := ValidUTF8(string(data))
		return s
	}
	return string(out)
}

var (
	utf16LE = unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	utf16BE = unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	utf32LE = utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM)
	utf32BE = utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM)
)

// otherCharsets are names that the indexes of labels (WHATWG Encoding, IANA) lack or
// use for another charset.
var otherCharsets = map[string]encoding.Encoding{
	"ibm437": charmap.CodePage437, "cp437": charmap.CodePage437, "ibm850": charmap.CodePage850, "cp850": charmap.CodePage850,
	"ibm852": charmap.CodePage852, "cp852": charmap.CodePage852, "ibm855": charmap.CodePage855, "cp855": charmap.CodePage855,
	"ibm862": charmap.CodePage862, "cp862": charmap.CodePage862, "cp866": charmap.CodePage866,
	"maccyrillic": charmap.MacintoshCyrillic, "mac-cyrillic": charmap.MacintoshCyrillic,
	"macroman": charmap.Macintosh, "mac-roman": charmap.Macintosh, "tis620": charmap.Windows874,
	"cp932": japanese.ShiftJIS, "ms932": japanese.ShiftJIS, "cp949": korean.EUCKR, "uhc": korean.EUCKR,
	"cp936": simplifiedchinese.GB18030, "cp950": traditionalchinese.Big5, "hz-gb-2312": simplifiedchinese.HZGB2312,
	"johab": johab{}, "cp1361": johab{},
	"utf-16": utf16LE, "utf-16le": utf16LE, "utf-16be": utf16BE, "utf-32": utf32LE, "utf-32le": utf32LE, "utf-32be": utf32BE,
}

// EncodingOf returns the encoding with the given name. It returns nil if there is none,
// or if it is UTF-8 or ASCII.
func EncodingOf(name string) encoding.Encoding {
	name = strings.ToLower(strings.TrimSpace(name))
	if e, ok := otherCharsets[name]; ok {
		return e
	}
	if e, err := htmlindex.Get(name); err == nil {
		if label, err := htmlindex.Name(e); err != nil || label == "utf-8" || label == "replacement" {
			return nil
		}
		return e
	}
	if e, err := ianaindex.IANA.Encoding(name); err == nil && e != nil && !strings.Contains(name, "ascii") {
		return e
	}
	return nil
}

// ByteOrderMark returns the charset of a byte order mark and the length of the mark. It
// returns nil if there is no mark or the mark is that of UTF-8.
func ByteOrderMark(data []byte) (*Charset, int) {
	for _, m := range []struct {
		mark []byte
		name string
		e    encoding.Encoding
	}{
		{bomUTF32LE, "UTF-32LE", utf32LE}, {bomUTF32BE, "UTF-32BE", utf32BE},
		{bomUTF16LE, "UTF-16LE", utf16LE}, {bomUTF16BE, "UTF-16BE", utf16BE},
	} {
		if bytes.HasPrefix(data, m.mark) {
			return &Charset{m.name, "byte order mark", m.e}, len(m.mark)
		}
	}
	return nil, 0
}

// declaration matches the charset that markup declares, in an XML declaration or in the
// <meta> of a page.
var declaration = match.Expression(`(?i)^\s*<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([\w.:-]{2,40})["']|<meta[^>]{0,400}?\scharset\s*=\s*["']?\s*([\w.:-]{2,40})|<meta[^>]{0,200}?\scontent\s*=\s*["'][^"'>]{0,100}charset\s*=\s*([\w.:-]{2,40})`)

// declaredBytes is how many bytes of a file are searched for a declaration. Browsers
// search 1,024, but some pages have a comment before the declaration.
const declaredBytes = 4 << 10

// declaredIn returns the name of the charset that a Content-Type or the text itself
// declares, or "" if neither does.
func declaredIn(head []byte, contentType string) string {
	if _, params, err := mime.ParseMediaType(contentType); err == nil && params["charset"] != "" {
		return params["charset"]
	}
	m := declaration().FindSubmatch(head[:min(len(head), declaredBytes)])
	for i := 1; i < len(m); i++ {
		if len(m[i]) > 0 {
			return string(m[i])
		}
	}
	return ""
}

// CharsetBytes is how many bytes of a text are examined to detect its charset.
const CharsetBytes = 64 << 10

// CharsetOf returns the charset of a text, given its beginning and the Content-Type of
// its container. It returns nil for UTF-8, even if damaged, and for binary data. A byte
// order mark comes first. Valid UTF-8 is UTF-8, whatever is declared, unless it has the
// escape sequences of a seven-bit charset. A declaration is used if the text makes
// sense by it. Otherwise the charset is guessed from the text.
func CharsetOf(head []byte, contentType string) *Charset {
	if c, _ := ByteOrderMark(head); c != nil {
		return c
	}
	if bytes.HasPrefix(head, BomUTF8) {
		return nil
	}
	if c := wideCharset(head); c != nil {
		return c
	}
	seven := sevenBitCharset(head)
	if seven != nil {
		return seven
	}
	if utf8.Valid(withoutCutRune(head)) {
		return nil
	}
	if IsDamagedUTF8(head) {
		return nil
	}
	sample := Telling(head)
	var declared *Charset
	if name := declaredIn(head, contentType); name != "" {
		if e := EncodingOf(name); e != nil {
			declared = &Charset{name, "declared", e}
		}
	}
	if declared != nil && scoreOf(declared.Encoding, sample) >= 0 {
		return declared
	}
	if c := Guess(sample); c != nil {
		return c
	}
	return declared
}

// withoutCutRune returns data without an incomplete rune at its end.
func withoutCutRune(data []byte) []byte {
	for i := 1; i <= 3 && i <= len(data); i++ {
		if c := data[len(data)-i]; utf8.RuneStart(c) {
			if !utf8.FullRune(data[len(data)-i:]) {
				return data[:len(data)-i]
			}
			break
		}
	}
	return data
}

// IsDamagedUTF8 reports whether most non-ASCII characters are valid UTF-8. Then the
// other bytes are damage, and no other charset explains them.
func IsDamagedUTF8(data []byte) bool {
	good, bad := 0, 0
	for i := 0; i < len(data); {
		if data[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && n == 1 {
			bad++
		} else {
			good++
		}
		i += n
	}
	return good > bad
}

// wideCharset detects UTF-16 and UTF-32 without a mark by their zeros. In most texts
// most characters, or at least spaces and line ends, are below U+0100: one of their two
// bytes is zero in UTF-16, and two or three of their four in UTF-32.
func wideCharset(data []byte) *Charset {
	data = data[:min(len(data), 64<<10)&^3]
	if len(data) < 8 || bytes.IndexByte(data, 0) < 0 {
		return nil
	}
	var zeros [4]int
	for i, c := range data {
		if c == 0 {
			zeros[i&3]++
		}
	}
	units := len(data) / 4
	switch {
	case zeros[0] == units && zeros[1] > units*9/10 && zeros[3] < units/2:
		return &Charset{"UTF-32BE", "guessed", utf32BE}
	case zeros[3] == units && zeros[2] > units*9/10 && zeros[0] < units/2:
		return &Charset{"UTF-32LE", "guessed", utf32LE}
	}
	even, odd := zeros[0]+zeros[2], zeros[1]+zeros[3]
	switch {
	case even > len(data)/16 && odd*8 < even:
		return &Charset{"UTF-16BE", "guessed", utf16BE}
	case odd > len(data)/16 && even*8 < odd:
		return &Charset{"UTF-16LE", "guessed", utf16LE}
	}
	return nil
}

// sevenBitCharset detects the charsets that switch by escape sequences (RFC 1468, RFC
// 1843). It returns nil for all other texts.
func sevenBitCharset(data []byte) *Charset {
	if bytes.IndexByte(data, '\x1b') < 0 && bytes.IndexByte(data, '~') < 0 {
		return nil
	}
	for _, c := range data {
		if c >= utf8.RuneSelf {
			return nil
		}
	}
	switch {
	case bytes.Contains(data, []byte("\x1b$B")), bytes.Contains(data, []byte("\x1b$@")):
		return &Charset{"ISO-2022-JP", "escape sequences", japanese.ISO2022JP}
	case bytes.Count(data, []byte("~{")) > 1 && bytes.Count(data, []byte("~}")) > 1:
		return &Charset{"HZ-GB-2312", "escape sequences", simplifiedchinese.HZGB2312}
	}
	return nil
}

// Telling returns a sample of a text for detecting its charset: lines with bytes above
// ASCII, up to 16 KB.
func Telling(data []byte) []byte {
	const enough = 16 << 10
	var out []byte
	for len(data) > 0 && len(out) < enough {
		line := data
		if i := bytes.IndexByte(data, '\n'); i >= 0 {
			line = data[:i+1]
		}
		data = data[len(line):]
		for i, c := range line {
			if c >= utf8.RuneSelf {
				line = line[max(0, i-64):]
				out = append(out, line[:min(len(line), enough)]...)
				break
			}
		}
	}
	return out
}
