package analyze

import "unicode"

// A class is the Word_Break property of a rune (UAX #29, table 3), plus three classes
// of our own: ideo and complex, which are Other in the standard, and hangul.
type class uint8

const (
	other class = iota
	letter
	hebrew
	numeric
	katakana
	extendNumLet
	ideo    // Han and Hiragana: in the standard each rune is a word
	complex // Thai, Lao, Khmer, Burmese: rules cannot divide words
	hangul  // ALetter in the standard
	pictographic
	regional
	extend
	format
	zwj
	singleQuote
	doubleQuote
	midNumLet
	midLetter
	midNum
	space
	newline
	cr
	lf
)

// tableEnd is the end of the table of classes. Above it are ideographs, tags and
// private use.
const tableEnd = 0x20000

// classes holds the class of every rune below tableEnd. It is filled from the
// tables of package unicode, which takes about half a millisecond at start.
var classes = buildClasses()

// asciiClasses are the classes of ASCII.
var asciiClasses = [128]class(classes[:128])

func classOf(r rune) class {
	switch {
	case r < tableEnd:
		return classes[r]
	case unicode.Is(unicode.Han, r):
		return ideo
	case r >= 0xE0020 && r <= 0xE007F || r >= 0xE0100 && r <= 0xE01EF:
		return extend
	case r == 0xE0001:
		return format
	}
	return other
}

func buildClasses() *[tableEnd]class {
	t := new([tableEnd]class)
	// Alphabetic comes first and later ranges override it, because ALetter is whatever
	// no other class takes.
	for _, tab := range []*unicode.RangeTable{unicode.L, unicode.Nl, unicode.Other_Alphabetic} {
		fill(t, tab, letter)
	}
	for _, r := range alsoLetters {
		t[r] = letter
	}
	// Modifier symbols of phonetics and tone, which occur inside words.
	for _, x := range [][2]rune{{0x02C2, 0x02C5}, {0x02D2, 0x02D7}, {0x02DE, 0x02DF}, {0x02E5, 0x02EB}, {0x02EF, 0x02FF}, {0xA708, 0xA716}, {0xA720, 0xA721}} {
		fillRange(t, x[0], x[1], letter)
	}
	fill(t, unicode.Hebrew, other)
	for r := rune(0x05D0); r <= 0xFB4F; r++ {
		if unicode.Is(unicode.Hebrew, r) && unicode.Is(unicode.Lo, r) {
			t[r] = hebrew
		}
	}
	t[0x05F3] = letter
	for _, tab := range []*unicode.RangeTable{unicode.Han, unicode.Hiragana, unicode.Unified_Ideograph} {
		fill(t, tab, ideo)
	}
	// Iteration marks and the ideographic zero are letters of the script. Radicals and
	// numerals are signs.
	fillRange(t, 0x2E80, 0x2FDF, other)
	for _, tab := range []*unicode.RangeTable{
		unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar, unicode.New_Tai_Lue,
		unicode.Tai_Le, unicode.Tai_Tham, unicode.Tai_Viet, unicode.Ahom,
	} {
		for r := range runes(tab) {
			if t[r] == letter {
				t[r] = complex
			}
		}
	}
	for r := range runes(unicode.Hangul) {
		if t[r] == letter {
			t[r] = hangul
		}
	}
	fill(t, unicode.Katakana, katakana)
	for _, x := range [][2]rune{{0x3031, 0x3035}, {0x309B, 0x309C}, {0x30A0, 0x30A0}, {0x30FC, 0x30FC}, {0xFF70, 0xFF70}} {
		fillRange(t, x[0], x[1], katakana)
	}
	fill(t, unicode.Nd, numeric)
	t[0x066B] = numeric
	fill(t, unicode.Pc, extendNumLet)
	t[0x202F] = extendNumLet
	for _, x := range pictographs {
		fillRange(t, x[0], x[1], pictographic)
	}
	fillRange(t, 0x1F1E6, 0x1F1FF, regional)
	for _, tab := range []*unicode.RangeTable{unicode.Mn, unicode.Me, unicode.Mc, unicode.Other_Grapheme_Extend} {
		fill(t, tab, extend)
	}
	fillRange(t, 0x1F3FB, 0x1F3FF, extend)
	fill(t, unicode.Cf, format)
	t[0x200B] = other
	t[0x200C] = extend
	t[0x200D] = zwj
	// Prepended concatenation marks count as digits or letters.
	for _, r := range []rune{0x0600, 0x0601, 0x0602, 0x0603, 0x0604, 0x0605, 0x06DD, 0x0890, 0x0891, 0x08E2, 0x110BD, 0x110CD} {
		t[r] = numeric
	}
	t[0x070F] = letter
	fill(t, unicode.Zs, space)
	for _, r := range []rune{0x00A0, 0x2007} {
		t[r] = other
	}
	t[0x202F] = extendNumLet
	for c, rs := range map[class]string{
		cr: "\r", lf: "\n", newline: "\v\f\u0085\u2028\u2029",
		singleQuote: "'", doubleQuote: `"`,
		midNumLet: ".\u2018\u2019\u2024\uFE52\uFF07\uFF0E",
		midLetter: ":\u00B7\u0387\u055F\u05F4\u2027\uFE13\uFE55\uFF1A",
		midNum:    ",;\u037E\u0589\u060C\u060D\u066C\u07F8\u2044\uFE10\uFE14\uFE50\uFE54\uFF0C\uFF1B",
	} {
		for _, r := range rs {
			t[r] = c
		}
	}
	return t
}

// alsoLetters are the runes of ALetter that are not Alphabetic.
var alsoLetters = []rune{
	0x02D7, 0x055A, 0x055B, 0x055C, 0x055E, 0x058A, 0x05F3, 0xA789, 0xA78A, 0xAB5B,
}

// pictographs are the ranges of Extended_Pictographic (emoji-data.txt of
// Unicode 15), without those that no font has filled.
var pictographs = [][2]rune{
	{0xA9, 0xA9}, {0xAE, 0xAE}, {0x203C, 0x203C}, {0x2049, 0x2049}, {0x2122, 0x2122},
	{0x2139, 0x2139}, {0x2194, 0x2199}, {0x21A9, 0x21AA}, {0x231A, 0x231B}, {0x2328, 0x2328},
	{0x2388, 0x2388}, {0x23CF, 0x23CF}, {0x23E9, 0x23F3}, {0x23F8, 0x23FA}, {0x24C2, 0x24C2},
	{0x25AA, 0x25AB}, {0x25B6, 0x25B6}, {0x25C0, 0x25C0}, {0x25FB, 0x25FE}, {0x2600, 0x2605},
	{0x2607, 0x2612}, {0x2614, 0x2685}, {0x2690, 0x2705}, {0x2708, 0x2712}, {0x2714, 0x2714},
	{0x2716, 0x2716}, {0x271D, 0x271D}, {0x2721, 0x2721}, {0x2728, 0x2728}, {0x2733, 0x2734},
	{0x2744, 0x2744}, {0x2747, 0x2747}, {0x274C, 0x274C}, {0x274E, 0x274E}, {0x2753, 0x2755},
	{0x2757, 0x2757}, {0x2763, 0x2767}, {0x2795, 0x2797}, {0x27A1, 0x27A1}, {0x27B0, 0x27B0},
	{0x27BF, 0x27BF}, {0x2934, 0x2935}, {0x2B05, 0x2B07}, {0x2B1B, 0x2B1C}, {0x2B50, 0x2B50},
	{0x2B55, 0x2B55}, {0x3030, 0x3030}, {0x303D, 0x303D}, {0x3297, 0x3297}, {0x3299, 0x3299},
	{0x1F000, 0x1F0FF}, {0x1F10D, 0x1F10F}, {0x1F12F, 0x1F12F}, {0x1F16C, 0x1F171},
	{0x1F17E, 0x1F17F}, {0x1F18E, 0x1F18E}, {0x1F191, 0x1F19A}, {0x1F1AD, 0x1F1E5},
	{0x1F201, 0x1F20F}, {0x1F21A, 0x1F21A}, {0x1F22F, 0x1F22F}, {0x1F232, 0x1F23A},
	{0x1F23C, 0x1F23F}, {0x1F249, 0x1F3FA}, {0x1F400, 0x1F53D}, {0x1F546, 0x1F64F},
	{0x1F680, 0x1F6FF}, {0x1F774, 0x1F77F}, {0x1F7D5, 0x1F7FF}, {0x1F80C, 0x1F80F},
	{0x1F848, 0x1F84F}, {0x1F85A, 0x1F85F}, {0x1F888, 0x1F88F}, {0x1F8AE, 0x1F8FF},
	{0x1F90C, 0x1F93A}, {0x1F93C, 0x1F945}, {0x1F947, 0x1FAFF}, {0x1FC00, 0x1FFFD},
}

func fill(t *[tableEnd]class, tab *unicode.RangeTable, c class) {
	for r := range runes(tab) {
		t[r] = c
	}
}

func fillRange(t *[tableEnd]class, lo, hi rune, c class) {
	for r := lo; r <= hi; r++ {
		t[r] = c
	}
}

// runes yields the runes of tab below tableEnd.
func runes(tab *unicode.RangeTable) func(func(rune) bool) {
	return func(yield func(rune) bool) {
		for _, x := range tab.R16 {
			for r := rune(x.Lo); r <= rune(x.Hi); r += rune(x.Stride) {
				if !yield(r) {
					return
				}
			}
		}
		for _, x := range tab.R32 {
			for r := rune(x.Lo); r <= min(rune(x.Hi), tableEnd-1); r += rune(x.Stride) {
				if !yield(r) {
					return
				}
			}
		}
	}
}
