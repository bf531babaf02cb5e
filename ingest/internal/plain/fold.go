package plain

import (
	"unicode"
	"unicode/utf8"
)

// FoldPhrase appends s to dst, folded as in the phrase tables: lower-case letters,
// single spaces, "#" for every number (and for "#"), and no punctuation except inside a
// word ("don't", "e-mail").
func FoldPhrase(dst []byte, s string) []byte {
	const (
		start = iota
		word
		number
		gap // after punctuation or a space
	)
	state := start
	var inner rune // punctuation that may be inside a word
	for i := 0; i < len(s); {
		r, n := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(s[i:])
		}
		i += n
		switch {
		case 'a' <= r && r <= 'z', r >= utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsMark(r)), 'A' <= r && r <= 'Z':
			if state == gap || state == number {
				if inner != 0 && state == gap {
					dst = utf8.AppendRune(dst, inner)
				} else {
					dst = append(dst, ' ')
				}
			}
			state, inner = word, 0
			if r >= utf8.RuneSelf {
				dst = utf8.AppendRune(dst, foldRune(r))
				continue
			}
			dst = append(dst, byte(r)|0x20)
			for i < len(s) && foldedByte[s[i]] >= 'a' {
				dst = append(dst, foldedByte[s[i]])
				i++
			}
		case '0' <= r && r <= '9', r == '#', r >= utf8.RuneSelf && unicode.IsDigit(r):
			if state != number {
				if state != start {
					dst = append(dst, ' ')
				}
				dst = append(dst, '#')
			}
			state, inner = number, 0
		case state == word && (r == '\'' || r == '’' || r == '-' || r == '‐' || r == '‑'):
			inner = '\''
			if r != '\'' && r != '’' {
				inner = '-'
			}
			state = gap
		case state == number && (r == ',' || r == '.'):
			// "1,024 comments" is one number.
		default:
			inner = 0
			if state != start {
				state = gap
			}
		}
	}
	return dst
}

// FoldHash returns a hash (FNV-1a, 64 bits) of the letters and digits of a line, and
// their number. The hash ignores case, spaces and punctuation.
func FoldHash(s string) (hash uint64, letters int) {
	const offset, prime = 14695981039346656037, 1099511628211
	hash = offset
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			i++
			if c = foldedByte[c]; c != 0 {
				hash = (hash ^ uint64(c)) * prime
				letters++
			}
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		i += n
		if unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsNumber(r) {
			hash = (hash ^ uint64(unicode.ToLower(r))) * prime
			letters++
		}
	}
	return hash, letters
}

// FoldStart returns a hash of the first letters and digits that FoldHash hashes. Lines
// with equal FoldHash have equal FoldStart.
func FoldStart(s string) uint64 {
	const most = 24
	hash, letters := uint64(0), 0
	for i := 0; i < len(s) && letters < most; {
		c := s[i]
		if c < utf8.RuneSelf {
			i++
			if c = foldedByte[c]; c != 0 {
				hash = hash*31 + uint64(c)
				letters++
			}
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		i += n
		if unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsNumber(r) {
			hash = hash*31 + uint64(unicode.ToLower(r))
			letters++
		}
	}
	hash *= 0x9e3779b97f4a7c15
	return hash ^ hash>>32
}

// foldedByte maps ASCII letters to lower case, digits to themselves, and all other
// bytes to 0.
var foldedByte = func() (t [256]byte) {
	for c := range byte(utf8.RuneSelf) {
		switch {
		case 'A' <= c && c <= 'Z':
			t[c] = c | 0x20
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
			t[c] = c
		}
	}
	return t
}()

// foldRune returns r in lower case. The dotless i of Turkish becomes a dotted i,
// because both have the capital I.
func foldRune(r rune) rune {
	if r == 'ı' {
		return 'i'
	}
	return unicode.ToLower(r)
}
