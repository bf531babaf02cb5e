package mend

import (
	"strings"
	"unicode/utf8"
)

// UTF-8 that was decoded as Windows-1252 or Latin-1 has two to four characters for each
// character beyond ASCII. (Windows-1252 is the WHATWG's, in which the five bytes that
// Microsoft left undefined are C1 controls.) The first of them is "Â" to "ô", decoded
// from the first byte of the UTF-8. The others are decoded from bytes 80 to BF: "â€™"
// for "’", "Ã¼" for "ü". The wrong decoding may have happened twice. ftfy (R. Speer,
// 2019) uses the same idea much more widely.
//
// Such sequences occur in good text too: the bytes of "CAFÉ”" and "passé…»" are valid
// UTF-8. So a sequence is mended only if one of these conditions holds:
//
//   - Nobody writes the sequence: an "Ã" or "Ä" with a sign that follows no letter,
//     "â€" with any other, "ï»¿", the four of an emoji. It must not follow a capital,
//     whose word it may end.
//   - It touches a sequence that nobody writes, or is one of three or more that touch
//     each other, like the letters of a Cyrillic word.
//   - The text has at least three sequences that nobody writes and that begin alike.
//
// The last byte of "”" is often lost. Such a "”" is recognized by the "â€œ" before it.

// mojibakeRounds is how many wrong decodings of a text are undone at most.
const mojibakeRounds = 4

// Windows1252 has the characters of bytes 80 to 9F, in the order of the bytes. An entry
// is 0 if the byte is a C1 control itself.
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

// wrongByte returns the byte beyond ASCII from which r was decoded.
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

// FindMojibake finds runs of characters with wrongly decoded UTF-8.
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
	// Decode the doubtful runs again, with the counts of the whole text.
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

// nextLead returns the position in s, at or after byte i, of the next character that
// was decoded from a first byte and is followed by one decoded from a further byte. It
// returns -1 if there is none.
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

// longestRun is the maximum length of a run, longer than any word. Longer runs are cut.
const longestRun = 1 << 16

// runAround returns the run, around byte i of s, of characters that were decoded from
// bytes beyond ASCII. The run begins at byte from or later.
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
