package mend

import (
	"strings"
	"unicode/utf8"
)

// UTF-8 that was decoded as Windows-1252 (the WHATWG's, in which the five bytes
// that Microsoft left out are C1 controls) or Latin-1 has for each character
// beyond ASCII two to four: one of "Â" to "ô", which is the first byte, and then
// those of the bytes 80 to BF: "â€™" for "’", "Ã¼" for "ü". It may have happened
// twice. The same idea, far wider, is ftfy's (R. Speer, 2019).
//
// Such sequences occur in good text too: "CAFÉ”", and "passé…»" are valid UTF-8
// by their bytes. So a sequence is mended only where one of these holds:
//
//   - It is one that nobody writes: an "Ã" or "Ä" and a sign that follows no
//     letter, "â€" and any other, "ï»¿", the four of an emoji; and it does not
//     follow a capital, whose word it may end.
//   - It touches such a one, or is one of three or more that touch each other,
//     as the letters of a Cyrillic word do.
//   - The text has such ones that begin alike, three at least.
//
// Of "”" the last byte is often lost; it is known by the "â€œ" before it.

// mojibakeRounds is how often text is taken to have been decoded wrongly.
const mojibakeRounds = 4

// Windows1252 has the characters of the bytes 80 to 9F, in the order of the
// bytes; 0 where it is the C1 control itself.
var Windows1252 = [32]rune{
	'€', 0, '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', 0, 'Ž', 0,
	0, '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', 0, 'ž', 'Ÿ',
}

var windows1252Bytes = func() map[rune]byte {
	m := map[rune]byte{}
	for i, r := range Windows1252 {
		if r != 0 {
			m[r] = byte(0x80 + i)
		}
	}
	return m
}()

// wrongByte returns the byte beyond ASCII that was decoded to r.
func wrongByte(r rune) (byte, bool) {
	if 0x80 <= r && r <= 0xff {
		return byte(r), true
	}
	if r < 0x152 || r > 0x2122 {
		return 0, false
	}
	b, ok := windows1252Bytes[r]
	return b, ok
}

// FindMojibake finds runs of characters that hold wrongly decoded UTF-8.
func FindMojibake(s string) []Patch {
	var doubt []Patch // runs with a sequence that is not certain by itself
	var patches []Patch
	var seen [256]int // certain sequences by first byte
	total, quote, done := 0, -1, 0
	for i := nextLead(s, 0); i >= 0; {
		if quote < 0 {
			quote = firstOpened(s)
		}
		start, end := runAround(s, i, done)
		before, _ := utf8.DecodeLastRuneInString(s[:start])
		after, _ := utf8.DecodeRuneInString(s[end:])
		run := s[start:end]
		now, certain, more := decodeRun(run, before, after, start > quote, nil)
		if more {
			doubt = append(doubt, Patch{start, end, ""})
		}
		for _, b := range certain {
			seen[b]++
			total++
		}
		if now != run {
			patches = append(patches, Patch{start, end, now})
		}
		i, done = nextLead(s, end), end
	}
	if total < 3 || len(doubt) == 0 {
		return patches
	}
	// Again, for what the text as a whole makes certain.
	var all []Patch
	for _, d := range doubt {
		for len(patches) > 0 && patches[0].Start < d.Start {
			all = append(all, patches[0])
			patches = patches[1:]
		}
		if len(patches) > 0 && patches[0].Start == d.Start {
			patches = patches[1:]
		}
		before, _ := utf8.DecodeLastRuneInString(s[:d.Start])
		after, _ := utf8.DecodeRuneInString(s[d.End:])
		if now, _, _ := decodeRun(s[d.Start:d.End], before, after, d.Start > quote, &seen); now != s[d.Start:d.End] {
			all = append(all, Patch{d.Start, d.End, now})
		}
	}
	return append(all, patches...)
}

// nextLead returns where in s, from byte i on, the next character stands that a
// first byte was decoded to and one follows that a further byte was, or -1.
func nextLead(s string, i int) int {
	for {
		n := strings.IndexByte(s[i:], 0xc3)
		if n < 0 || i+n+2 >= len(s) {
			return -1
		}
		i += n
		if b := s[i+1]; b >= 0x82 && b <= 0xb4 && s[i+2] >= utf8.RuneSelf {
			r, _ := utf8.DecodeRuneInString(s[i+2:])
			if b, ok := wrongByte(r); ok && b < 0xc0 {
				return i
			}
		}
		i += 2
	}
}

// longestRun is where a run is cut: no word is so long.
const longestRun = 1 << 16

// runAround returns the run of characters around byte i of s that bytes beyond
// ASCII are decoded to, from byte from on.
func runAround(s string, i, from int) (start, end int) {
	start, end = i, i
	for start > from {
		r, n := utf8.DecodeLastRuneInString(s[:start])
		if _, ok := wrongByte(r); !ok || start-n < from {
			break
		}
		start -= n
	}
	for end < len(s) && end-i < longestRun {
		r, n := utf8.DecodeRuneInString(s[end:])
		if _, ok := wrongByte(r); !ok && !(r == utf8.RuneError && n == 3) {
			break
		}
		end += n
	}
	return start, end
}
