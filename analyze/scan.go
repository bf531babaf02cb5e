package analyze

// A scanner walks over a text once, a unit at a time.
type scanner struct {
	text string
	row  *row
	// front remembers words for this scanner alone; or nil.
	front *front
	// upper is set where most letters are capitals, which then say nothing.
	upper bool
	// at is where the next unit is looked for.
	at int
	// carried is the currency and exponent that the first number of a range
	// hands to the second: $40-50 billion.
	carried amount
	// magnitudeWords counts the words that amountAfter added to the unit for a
	// magnitude.
	magnitudeWords int
	unit           unit
}

// next scans the next unit into s.unit and reports whether there was one. A run
// of a script without spaces can be of any length: the piece is returned for
// the caller to divide.
func (s *scanner) next() (run piece, ok bool) {
	return s.nextFrom(s.pieceFrom(s.at))
}

// nextFrom is next where p is the next piece.
func (s *scanner) nextFrom(p piece) (run piece, ok bool) {
	for ; ; p = s.pieceFrom(s.at) {
		if p.kind == noPiece {
			return piece{}, false
		}
		s.at = p.end
		u := &s.unit
		u.reset(p.start)
		switch p.kind {
		case cjkPiece:
			return p, true
		case symbolPiece:
			u.add(p.start, p.end, s.row.words.get(s.text[p.start:p.end], symbol))
		case numberPiece:
			s.number(p, s.currencyBefore(p.start))
		case wordPiece:
			switch {
			case s.isPlain(p):
				e := s.word(s.text[p.start:p.end])
				u.add(p.start, p.end, &e)
			case !s.prefixedNumber(p):
				s.chain(p)
			}
		}
		if u.n > 0 {
			return piece{}, true
		}
	}
}

// isPlain reports whether the word p is surely no part of anything: of letters
// and digits of ASCII, no currency, and with nothing behind it that could join
// it to what follows.
func (s *scanner) isPlain(p piece) bool {
	text, n := s.text, p.end-p.start
	switch {
	case p.seen != 0:
		return false
	case text[p.start] < 'a' && (n <= 3 || text[p.start+3] <= '9'):
		return false
	case p.end == len(text):
		return true
	}
	switch text[p.end] {
	case ' ', ',', '\n', ')', ';', '?', '!', '"':
		return true
	case '.':
		return n > 2 && (p.end+1 == len(text) || text[p.end+1] == ' ' || text[p.end+1] == '\n' || text[p.end+1] == '"' || s.isQuote(p.end+1))
	}
	return s.isQuote(p.end)
}

// symbol makes the entry of an emoji: without the selectors that say only how
// it is drawn.
func symbol(raw string) *entry {
	e := &entry{kind: Symbol}
	e.add(cutTerm(Fold(raw)))
	return e
}

// isUpperText reports whether most letters at the start of text are capitals. A
// few letters say nothing: "US" alone is an acronym.
func isUpperText(text string) bool {
	const window, step = 1024, 128
	text = text[:min(len(text), window)]
	var n [3]int
	for i := range len(text) {
		n[letterCase[text[i]]]++
		if i%step == step-1 && n[1]+len(text)-i <= 2*n[2] {
			return false // whatever follows
		}
	}
	return n[1] >= 12 && n[1] > 2*n[2]
}

// letterCase is 1 for a capital letter of ASCII, 2 for a small one.
var letterCase = func() (c [256]uint8) {
	for b := 'a'; b <= 'z'; b++ {
		c[b-'a'+'A'], c[b] = 1, 2
	}
	return c
}()
