package analyze

import "strings"

// maxJoined is the maximum number of words that a compound joins.
const maxJoined = 6

// A joint is a sign that joins two words of a compound.
type joint uint8

const (
	noJoint joint = iota
	hyphen        // non-profit: omitted from the joined form
	dot           // reuters.com: kept in the joined form
	at            // desk@reuters.com
)

// chain scans the unit that starts with the word or number p: a word, an acronym, or
// words that signs join without spaces.
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
		return // too long for a word: the index has only the parts
	}
	if kinds == 0 || words == 0 { // 3-2 is no compound
		return
	}
	s.join(kinds)
}

// join adds the joined form of the parts of the unit.
func (s *scanner) join(kinds int) {
	u := &s.unit
	raw := s.text[u.start:u.end]
	e := s.row.compounds.get(raw, func(raw string) *entry {
		if kinds == 1<<hyphen {
			return s.hyphenated(u.parts[:u.n])
		}
		if i := len(raw) - (u.parts[u.n-1].end - u.parts[u.n-1].start); i >= 0 {
			if head, tail, ok := cutApostrophe(raw[i:]); ok && Fold(tail) == "s" {
				raw = raw[:i+len(head)] // foxnews.com’s
			}
		}
		e := &entry{kind: Compound}
		e.add(cutTerm(Fold(raw)))
		return e
	})
	u.addWide(e.term, 0, u.n, Compound)
	for _, t := range e.more() {
		u.addWide(t, 0, u.n, Compound)
	}
	// In a longer compound, a prefix and its word also make a word:
	// multi-billion-dollar has multibillion too.
	if kinds == 1<<hyphen && u.n > 2 && s.row.prefix(s.text[u.parts[0].start:u.parts[0].end]) {
		raw := s.text[u.parts[0].start:u.parts[1].end]
		e := s.row.compounds.get(raw, func(string) *entry { return s.hyphenated(u.parts[:2]) })
		u.addWide(e.term, 0, 2, Compound)
	}
}

// hyphenated returns the entry of parts that hyphens join. It depends on nothing else,
// since the cache keeps it for all texts.
func (s *scanner) hyphenated(parts []part) *entry {
	e := &entry{kind: Compound}
	var b strings.Builder
	for _, p := range parts {
		b.WriteString(s.surface(p))
	}
	joined := b.String()
	e.add(s.row.term(joined))
	// F-16s is of the kind F-16.
	if n := len(joined) - 1; n > 1 && joined[n] == 's' && isDigit(joined[n-1]) {
		e.add(Fold(joined[:n]))
	}
	return e
}

// prefixes form a new word with the word after them, in most languages of Europe.
var prefixes = wordSet("anti co counter ex extra hyper inter intra macro mega micro mid mini mono multi non over post pre pro pseudo quasi re semi sub super trans tri ultra un under")

func (r *row) prefix(s string) bool {
	return len(s) <= 7 && prefixes[strings.ToLower(s)]
}

// surface returns the contribution of a part to a joined word: the part without a
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

// addWord adds the word p to the unit, or the acronym or the name with ampersands that
// starts with p. It returns the end.
func (s *scanner) addWord(p piece) int {
	if e, end := s.acronym(p); e != nil {
		s.unit.add(p.start, end, e)
		return end
	}
	if end := s.ampersands(p); end > p.end {
		s.unit.add(p.start, end, s.row.words.get(s.text[p.start:end], s.row.ampersandWord))
		return end
	}
	e := s.word(s.text[p.start:p.end])
	s.unit.add(p.start, p.end, &e)
	return p.end
}

// addNumber adds a number that is part of a compound.
func (s *scanner) addNumber(p piece) int {
	s.unit.add(p.start, p.end, s.row.numbers.get(s.text[p.start:p.end], s.row.plainNumber))
	return p.end
}

// jointAt returns the joint at i and its length in bytes. A letter or a digit follows a
// joint.
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
