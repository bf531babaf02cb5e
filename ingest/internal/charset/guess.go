package charset

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// guessed are the candidates for a text without a declaration, the more usual first. Of
// equal scores the first wins. less is subtracted from the score of a charset that is
// rare or decodes many texts of other charsets.
var guessed = []struct {
	name string
	e    encoding.Encoding
	less float64
}{
	{"windows-1252", charmap.Windows1252, 0},
	{"macintosh", charmap.Macintosh, .05},
	{"windows-1251", charmap.Windows1251, 0},
	{"Shift_JIS", japanese.ShiftJIS, 0},
	{"EUC-JP", japanese.EUCJP, 0},
	{"GB18030", simplifiedchinese.GB18030, 0},
	{"Big5", traditionalchinese.Big5, 0},
	{"EUC-KR", korean.EUCKR, 0},
	{"windows-1250", charmap.Windows1250, 0},
	{"ISO-8859-2", charmap.ISO8859_2, 0},
	{"windows-1254", charmap.Windows1254, 0},
	{"windows-1253", charmap.Windows1253, 0},
	{"ISO-8859-7", charmap.ISO8859_7, 0},
	{"windows-1255", charmap.Windows1255, 0},
	{"windows-1256", charmap.Windows1256, 0},
	{"ISO-8859-6", charmap.ISO8859_6, 0},
	{"windows-1257", charmap.Windows1257, 0},
	{"ISO-8859-15", charmap.ISO8859_15, 0},
	{"windows-874", charmap.Windows874, 0},
	{"KOI8-R", charmap.KOI8R, 0},
	{"KOI8-U", charmap.KOI8U, 0},
	{"ISO-8859-5", charmap.ISO8859_5, 0},
	{"IBM866", charmap.CodePage866, .05},
	{"IBM855", charmap.CodePage855, .05},
	{"x-mac-cyrillic", charmap.MacintoshCyrillic, .05},
	{"IBM852", charmap.CodePage852, .1},
	{"Johab", johab{}, .1},
}

// likely is the threshold for a guess. A correctly decoded text has hardly any
// character outside its language.
const likely = 0.5

// Guess returns the charset in which a text makes most sense, or nil if it makes sense
// in none.
func Guess(sample []byte) *Charset {
	var best *Charset
	bestScore := likely
	candidates := guessed
	if highBytes(sample) < 3 { // too few to distinguish more
		candidates = guessed[:2]
	}
	for _, g := range candidates {
		if score := scoreOf(g.e, sample) - g.less; score > bestScore+1e-9 {
			best, bestScore = &Charset{g.name, "guessed", g.e}, score
		}
	}
	return best
}

func highBytes(s []byte) int {
	n := 0
	for _, c := range s {
		if c >= utf8.RuneSelf {
			n++
		}
	}
	return n
}

// scoreOf returns how much sense a text makes in an encoding: 1 if each byte above
// ASCII is part of a frequent letter of one language, and below 0 if most belong to no
// language. Each language of charsetLanguages gives each character a weight, and the
// highest sum of a language is used. Anomalies subtract from it: undecodable bytes,
// controls, capitals inside words, signs between letters, and adjacent letters of two
// scripts.
func scoreOf(e encoding.Encoding, sample []byte) float64 {
	text, err := e.NewDecoder().Bytes(sample)
	if err != nil {
		return -1
	}
	counts, runes := map[rune]int{}, 0
	penalty := 0.0
	prev := rune(' ')
	for i, r := range string(text) {
		if r < utf8.RuneSelf {
			if prev >= utf8.RuneSelf && unicode.IsLetter(rune(r)) && !mixes(prev, r) {
				penalty++
			}
			prev = r
			continue
		}
		counts[r]++
		runes++
		switch {
		case r == utf8.RuneError, r < 0xa0, unicode.Is(unicode.Co, r):
			penalty += 3
		case unicode.IsUpper(r) && unicode.IsLower(prev):
			penalty += 2
		case unicode.IsLetter(r) && unicode.IsLetter(prev) && !mixes(r, prev):
			penalty++
		case !unicode.IsLetter(r) && !unicode.IsMark(r) && unicode.IsLetter(prev):
			next, _ := utf8.DecodeRune(text[i+utf8.RuneLen(r):])
			if unicode.IsLetter(next) && r != '’' && r != '·' && r != '\u00a0' && r != '–' && r != '—' && r != '‑' && !isWide(prev) {
				penalty++
			}
		}
		prev = r
	}
	if runes == 0 {
		return -1
	}
	best := -1.0
	for _, lang := range charsetLanguages {
		sum := 0.0
		for r, n := range counts {
			sum += lang.weigh(r) * float64(n)
		}
		if s := (sum - penalty) / float64(runes); s > best {
			best = s
		}
	}
	return best
}

// mixes reports whether two letters may be adjacent in a word: they are of one script,
// or of scripts that are written together.
func mixes(a, b rune) bool {
	if isWide(a) || isWide(b) {
		return true
	}
	for _, script := range []*unicode.RangeTable{unicode.Latin, unicode.Cyrillic, unicode.Greek, unicode.Hebrew, unicode.Arabic, unicode.Thai} {
		if unicode.Is(script, a) {
			return unicode.Is(script, b)
		}
	}
	return true
}

// isWide reports whether r is of a script of East Asia, which is written without
// spaces.
func isWide(r rune) bool {
	return r >= 0x2e80 && r < 0xd7b0 || r >= 0xf900 && r < 0xfb00 || r >= 0xff00
}
