package analyze

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxJoined is the greatest number of words that a compound joins.
const maxJoined = 6

// A joint is what holds two words of a compound together.
type joint uint8

const (
	noJoint   joint = iota
	hyphen          // non-profit: joined without it
	dot             // reuters.com: joined with it
	at              // desk@reuters.com
	ampersand       // AT&T: one word
)

// chain scans the unit that starts with the word or number p: a word, an
// acronym, or words that signs join without space.
func (s *scanner) chain(p piece) {
	u := &s.unit
	var end int
	words, kinds := 0, 0
	if p.kind == numberPiece {
		end = s.addNumber(p)
	} else {
		end = s.addWord(p)
		words++
	}
	for u.n < maxJoined {
		j, n := s.jointAt(end)
		if j == noJoint {
			break
		}
		q := s.pieceAt(end + n)
		if q.kind != wordPiece && q.kind != numberPiece {
			break
		}
		kinds |= 1 << j
		if q.kind == numberPiece {
			end = s.addNumber(q)
		} else {
			end = s.addWord(q)
			words++
		}
	}
	s.at, u.end = end, end
	if u.n < 2 {
		return
	}
	if j, _ := s.jointAt(end); j != noJoint && u.n == maxJoined {
		return // too long to be a word: an index of parts will do
	}
	if kinds == 0 || words == 0 { // 3-2 is no word
		return
	}
	s.join(kinds)
}

// join adds the joined form of the parts of the unit.
func (s *scanner) join(kinds int) {
	u := &s.unit
	raw := s.text[u.start:u.end]
	e := s.row.compounds.get(raw, func(raw string) *entry {
		e := &entry{raw: raw, kind: Compound}
		if kinds == 1<<hyphen {
			var b strings.Builder
			for _, p := range u.parts[:u.n] {
				b.WriteString(s.surface(p))
			}
			joined := b.String()
			e.add(s.row.term(joined))
			// F-16s are of the kind F-16.
			if n := len(joined) - 1; n > 1 && joined[n] == 's' && isDigit(joined[n-1]) {
				e.add(Fold(joined[:n]))
			}
		} else {
			e.add(cutTerm(Fold(raw)))
		}
		return e
	})
	u.addWide(e.term, 0, u.n, Compound)
	for _, t := range e.more {
		u.addWide(t, 0, u.n, Compound)
	}
	// A prefix and its word are a word of their own in a longer compound:
	// multi-billion-dollar is multibillion too.
	if kinds == 1<<hyphen && u.n > 2 && s.row.prefix(s.text[u.parts[0].start:u.parts[0].end]) {
		raw := s.text[u.parts[0].start:u.parts[1].end]
		e := s.row.compounds.get(raw, func(raw string) *entry {
			e := &entry{raw: raw, kind: Compound}
			e.add(s.row.term(s.surface(u.parts[0]) + s.surface(u.parts[1])))
			return e
		})
		u.addWide(e.term, 0, 2, Compound)
	}
}

// prefixes make a new word of what follows them, in most languages of Europe.
var prefixes = wordSet("anti co counter ex extra hyper inter intra macro mega micro mid mini mono multi non over post pre pro pseudo quasi re semi sub super trans tri ultra un under")

func (r *row) prefix(s string) bool {
	return len(s) <= 7 && prefixes[strings.ToLower(s)]
}

// surface returns what a part adds to a joined word: itself, without a
// possessive.
func (s *scanner) surface(p part) string {
	raw := cut(s.text[p.start:p.end], maxRaw)
	if p.e.kind == Acronym || p.e.kind == Number {
		return p.e.last()
	}
	if head, tail, ok := cutApostrophe(raw); ok {
		if Fold(tail) == "s" {
			raw = head
		} else {
			raw = head + tail
		}
	}
	return Fold(raw)
}

// addWord adds the word p to the unit, or the acronym that starts with it, and
// returns its end.
func (s *scanner) addWord(p piece) int {
	if e, end := s.acronym(p); e != nil {
		s.unit.add(p.start, end, e)
		return end
	}
	if end := s.ampersands(p); end > p.end {
		s.unit.add(p.start, end, s.row.words.get(s.text[p.start:end], s.row.ampersandWord))
		return end
	}
	s.unit.add(p.start, p.end, s.row.words.get(s.text[p.start:p.end], s.row.word))
	return p.end
}

// addNumber adds a number that is part of a compound.
func (s *scanner) addNumber(p piece) int {
	s.unit.add(p.start, p.end, s.row.numbers.get(s.text[p.start:p.end], s.row.plainNumber))
	return p.end
}

// jointAt returns the joint at i and its length in bytes; what follows it is a
// letter or a digit.
func (s *scanner) jointAt(i int) (joint, int) {
	text := s.text
	if i+1 >= len(text) {
		return noJoint, 0
	}
	switch b := text[i]; {
	case b == '-' && s.startsWord(i+1):
		return hyphen, 1
	case b == 0xE2 && i+3 < len(text) && text[i+1] == 0x80 && (text[i+2] == 0x90 || text[i+2] == 0x91) && s.startsWord(i+3):
		return hyphen, 3
	case b == '.' && i > 0 && 'a' <= text[i+1] && text[i+1] <= 'z' && isWordByte[text[i-1]]:
		return dot, 1
	case b == '@' && isWordByte[text[i+1]]:
		return at, 1
	}
	return noJoint, 0
}

func (s *scanner) startsWord(i int) bool {
	switch c, _ := classAt(s.text, i); c {
	case letter, hebrew, numeric:
		return true
	}
	return false
}

// ampersands returns the end of a name such as AT&T that starts with the word
// p: short words, joined without space.
func (s *scanner) ampersands(p piece) int {
	end, letters := p.end, p.end-p.start
	for range 3 {
		if letters > 4 || end+1 >= len(s.text) || s.text[end] != '&' || !isWordByte[s.text[end+1]] {
			break
		}
		q := s.pieceAt(end + 1)
		letters += q.end - q.start
		if q.kind != wordPiece || letters > 6 {
			break
		}
		end = q.end
	}
	return end
}

func (r *row) ampersandWord(raw string) *entry {
	e := &entry{raw: raw}
	folded := Fold(raw)
	if n := len(folded) - 1; r.apostrophe == englishApostrophe && len(folded) != len(raw) && folded[n] == 's' {
		folded = folded[:n] // AT&T’s
	}
	e.add(cutTerm(folded))
	return e
}

// acronym returns the entry and end of an acronym with points that starts with
// the word p: U.S., J.K., EE.UU. With a space behind each point it must be of
// capitals: J. K. Rowling.
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

// letterAt returns the end of the initial at i: one letter, or one in twice.
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

// closesInitial reports whether an initial may end at i: no letter, digit or
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

// isInitial reports whether s is one letter, or a capital in twice; or Ph, as in
// Ph.D.
func isInitial(s string) bool {
	r, n := utf8.DecodeRuneInString(s)
	if r == utf8.RuneError || !unicode.IsLetter(r) {
		return false
	}
	return n == len(s) || unicode.IsUpper(r) && s[n:] == s[:n] || s == "Ph"
}

// dotted makes the entry of an acronym with points.
func (r *row) dotted(raw string) *entry {
	e := &entry{raw: raw, kind: Acronym}
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

func isDigit(b byte) bool { return '0' <= b && b <= '9' }
