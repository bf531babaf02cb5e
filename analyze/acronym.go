package analyze

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// ampersands returns the end of a name such as AT&T that starts with the word p. Its
// words are short and joined without spaces.
func (s *scanner) ampersands(p piece) int {
	end, letters := p.end, p.end-p.start
	for range 3 {
		if letters > 4 || end+1 >= len(s.text) || s.text[end] != '&' || !isWordByte[s.text[end+1]] {
			break
		}
		q := s.pieceAt(end + 1)
		short, _, _ := cutApostrophe(s.text[q.start:q.end]) // AT&T’s
		letters += len(short)
		if q.kind != wordPiece || letters > 6 {
			break
		}
		end = q.end
	}
	return end
}

func (r *row) ampersandWord(raw string) *entry {
	e := &entry{}
	folded := Fold(raw)
	if n := len(folded) - 1; r.apostrophe == englishApostrophe && len(folded) != len(raw) && folded[n] == 's' {
		folded = folded[:n] // AT&T’s
	}
	e.add(cutTerm(folded))
	return e
}

// acronym returns the entry and the end of an acronym with points that starts with the
// word p: U.S., J.K., EE.UU. If spaces follow its points, its letters must be capitals:
// J. K. Rowling.
func (s *scanner) acronym(p piece) (*entry, int) {
	text := s.text
	if p.end >= len(text) || text[p.end] != '.' {
		return nil, 0
	}
	start := p.start
	if p.seen != 0 && len(s.row.elides) > 0 { // l’O.N.U.
		if head, tail, ok := cutApostrophe(text[start:p.end]); ok && s.row.elides[Fold(head)] {
			start = p.end - len(tail)
		}
	}
	if !isInitial(text[start:p.end]) {
		return nil, 0
	}
	end, n := p.end, 1
	for n < 10 && end+1 < len(text) && text[end] == '.' {
		next := end + 1
		spaced := text[next] == ' ' && next+1 < len(text) && startsUpper(text[start:]) && startsUpper(text[next+1:])
		if spaced {
			next++
		}
		q := s.letterAt(next)
		if q <= next || !s.closesInitial(q) || spaced && (q == len(text) || text[q] != '.') {
			break
		}
		end = q
		n++
	}
	if n < 2 {
		return nil, 0
	}
	if end < len(text) && text[end] == '.' {
		end++
	}
	// U.S.’s, U.N.'s
	if rest := text[end:]; len(rest) > 1 {
		if r, k := utf8.DecodeRuneInString(rest); isApostrophe(r) && len(rest) > k && rest[k] == 's' && (len(rest) == k+1 || !isWordByte[rest[k+1]]) {
			end += k + 1
		}
	}
	return s.row.words.get(text[start:end], s.row.dotted), end
}

// letterAt returns the end of the initial at i: one letter, or one letter twice.
func (s *scanner) letterAt(i int) int {
	r, n := utf8.DecodeRuneInString(s.text[i:])
	if r == utf8.RuneError || !unicode.IsLetter(r) {
		return i
	}
	if i+n < len(s.text) && unicode.IsUpper(r) {
		if q, m := utf8.DecodeRuneInString(s.text[i+n:]); q == r {
			return i + n + m
		}
	}
	return i + n
}

// closesInitial reports whether an initial may end at i, because no letter, digit or
// mark follows.
func (s *scanner) closesInitial(i int) bool {
	if i == len(s.text) {
		return true
	}
	switch c, _ := classAt(s.text, i); c {
	case letter, hebrew, hangul, numeric, extend, format, zwj, extendNumLet:
		return false
	}
	return true
}

// isInitial reports whether s is one letter, one capital twice, or the Ph of Ph.D.
func isInitial(s string) bool {
	r, n := utf8.DecodeRuneInString(s)
	if r == utf8.RuneError || !unicode.IsLetter(r) {
		return false
	}
	return n == len(s) || unicode.IsUpper(r) && s[n:] == s[:n] || s == "Ph"
}

// dotted returns the entry of an acronym with points.
func (r *row) dotted(raw string) *entry {
	e := &entry{kind: Acronym}
	if head, _, ok := cutApostrophe(raw); ok {
		raw = head
	}
	letters := strings.NewReplacer(".", "", " ", "").Replace(raw)
	folded := cutTerm(Fold(r.toLower(letters)))
	if isUpperASCII(letters) {
		e.add(r.acronyms[folded])
	}
	e.add(folded)
	return e
}
