package analyze

import "unicode/utf8"

// A piece is a stretch of text without a dividing sign.
type piece struct {
	start, end int
	kind       pieceKind
	seen       seenSet
}

type pieceKind uint8

const (
	noPiece pieceKind = iota
	wordPiece
	numberPiece // starts with a digit
	cjkPiece    // a run of a script without spaces
	symbolPiece
)

// pieceFrom returns the first piece at or after i.
func (s *scanner) pieceFrom(i int) piece {
	text := s.text
	for i < len(text) {
		// Skip ASCII signs and spaces, which are most of the text outside words.
		for i < len(text) && text[i] < utf8.RuneSelf && !isWordByte[text[i]] {
			i++
		}
		if i == len(text) {
			break
		}
		p := s.pieceAt(i)
		if p.kind != noPiece {
			return p
		}
		i = p.end
	}
	return piece{start: len(text), end: len(text)}
}

// isWordByte marks the ASCII letters and digits. isUnsure marks the bytes that may
// continue a run of those.
var isWordByte, isUnsure = func() (word, unsure [256]bool) {
	for b := range 256 {
		word[b] = '0' <= b && b <= '9' || 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z'
		unsure[b] = b >= utf8.RuneSelf || b == '_' || b == '\'' || b == '`' || b == '.' || b == ',' || b == ':'
	}
	word['_'] = true
	return word, unsure
}()

// pieceAt returns the piece that starts at i. If no word starts there, its kind is
// noPiece.
func (s *scanner) pieceAt(i int) piece {
	text := s.text
	// ASCII: a run of letters and digits, if the next byte cannot continue it.
	if b := text[i]; b < utf8.RuneSelf && b != '_' {
		if !isWordByte[b] {
			return piece{start: i, end: i + 1}
		}
		p := i + 1
		for p < len(text) && isWordByte[text[p]] && text[p] != '_' {
			p++
		}
		if p == len(text) || !isUnsure[text[p]] || s.endsHere(p, text[p-1]) {
			kind := wordPiece
			if b <= '9' {
				kind = numberPiece
			}
			return piece{i, p, kind, 0}
		}
	}
	return s.slowPiece(i)
}

// endsHere reports whether a word that ends at p with byte last surely ends there:
// before a full stop and a space, or before a dash or a quotation mark of general
// punctuation.
func (s *scanner) endsHere(p int, last byte) bool {
	text := s.text
	switch text[p] {
	case ':':
		return !s.row.colonSuffix
	case '.', ',':
		return last > '9' || p+1 == len(text) || text[p+1] == ' ' || text[p+1] == '\n'
	case '\'':
		return p+1 == len(text) || text[p+1] == ' '
	case 0xE2: // U+2010 to U+2015, U+201C, U+201D, U+2026
		if p+2 < len(text) && text[p+1] == 0x80 {
			b := text[p+2]
			return b >= 0x90 && b <= 0x95 || b == 0x9C || b == 0x9D || b == 0xA6
		}
	}
	return false
}

// slowPiece is like pieceAt but handles everything that the fast path cannot. It
// follows the segmenter with three exceptions. It divides at points and colons between
// letters (which the combiner may join again), at commas that do not separate
// thousands, and between scripts with and without spaces.
func (s *scanner) slowPiece(i int) piece {
	text := s.text
	c, n := classAt(text, i)
	switch {
	case c == ideo || c == katakana || c == complex || c == hangul:
		return piece{i, s.runEnd(i, c == complex), cjkPiece, 1 << c}
	case c == pictographic && text[i] <= 0xE2 && text[i:] < "\u2190":
		return piece{start: i, end: i + n} // ©, ™ and ‼ are pictographs too
	case c == pictographic || c == regional:
		seg := nextSegment(text, i)
		return piece{i, seg.end, symbolPiece, seg.seen}
	case c != letter && c != hebrew && c != numeric && c != extendNumLet:
		return piece{start: i, end: i + n}
	}
	seen := seenSet(1 << c)
	kind := noPiece
	first := c
	p, last, bridge := i+n, c, false
	for p < len(text) {
		c, n := classAt(text, p)
		switch {
		case c == extend || c == format || c == zwj:
			p += n
			continue
		case bridge:
			bridge = false
		case last == hebrew && c == singleQuote && !ahLetter.has(classAfter(text, p+n)): // WB7a
		case c == hangul || c == katakana || !joins[last].has(c):
			if bridge = s.bridged(p, n, last, c); !bridge {
				goto done
			}
		}
		seen |= 1 << c
		p += n
		last = c
		if c != extendNumLet && first == extendNumLet {
			first = c
		}
	}
done:
	switch {
	case first == numeric:
		kind = numberPiece
	case seen&(ahLetter|1<<numeric) != 0:
		kind = wordPiece
	}
	return piece{i, p, kind, seen}
}

// bridged reports whether the sign of class c at p, n bytes long, is inside a word.
// last is the class before it.
func (s *scanner) bridged(p, n int, last, c class) bool {
	if c == other && last == letter { // used as an apostrophe: Musk`s
		r, _ := utf8.DecodeRuneInString(s.text[p:])
		return (r == '`' || r == '´') && classAfter(s.text, p+n) == letter
	}
	if !bridges[last].has(c) {
		return false
	}
	wants := partners(last, c)
	if !wants.has(classAfter(s.text, p+n)) {
		return false
	}
	sign, _ := utf8.DecodeRuneInString(s.text[p:])
	switch {
	case sign == ':':
		return s.row.colonSuffix && last == letter && p+1 < len(s.text) && 'a' <= s.text[p+1] && s.text[p+1] <= 'z'
	case last != numeric:
		return isApostrophe(sign) || c == doubleQuote || sign == 0xB7 || sign == 0x2027 || sign == 0x05F4
	case sign == '.':
		return true
	case sign == ',' && s.row.decimalComma:
		return true
	case sign == ',' || sign == '٬' || isApostrophe(sign):
		return threeDigits(s.text[p+n:])
	}
	return false
}

// threeDigits reports whether s starts with exactly three digits.
func threeDigits(s string) bool {
	n := 0
	for n < len(s) && n < 4 && '0' <= s[n] && s[n] <= '9' {
		n++
	}
	return n == 3
}

// runEnd returns the end of a run of runes of scripts without spaces.
func (s *scanner) runEnd(i int, isComplex bool) int {
	for i < len(s.text) {
		c, n := classAt(s.text, i)
		switch c {
		case ideo, katakana, hangul:
			if isComplex {
				return i
			}
		case complex:
			if !isComplex {
				return i
			}
		case extend, format, zwj:
		default:
			return i
		}
		i += n
	}
	return i
}
