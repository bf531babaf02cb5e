package analyze

// A scanner reads a text once, unit by unit.
type scanner struct {
	text string
	row  *row
	// front remembers words for this scanner alone. It may be nil.
	front *front
	// upper means that most letters are capitals, so that capitals are not significant.
	upper bool
	// at is the position from which the next unit is searched.
	at int
	// carried is the currency and exponent that the first number of a range passes to
	// the second: $40-50 billion.
	carried amount
	// magnitudeWords is the number of magnitude words that amountAfter added to the
	// unit.
	magnitudeWords int
	unit           unit
}

// next scans the next unit into s.unit and reports whether there was one. A run of a
// script without spaces can have any length, so next returns the run as a piece for the
// caller to divide.
func (s *scanner) next() (run piece, ok bool) {
	return s.nextFrom(s.pieceFrom(s.at))
}

// nextFrom is like next but takes the next piece p.
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

// isPlain reports whether the word p is surely not part of something larger: it has
// only ASCII letters and digits, is no currency, and no joining sign follows.
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

// symbol returns the entry of an emoji, without the selectors that affect only its
// appearance.
func symbol(raw string) *entry {
	e := &entry{kind: Symbol}
	e.add(cutTerm(Fold(raw)))
	return e
}

// isUpperText reports whether most letters at the start of text are capitals. A few
// letters are not enough: "US" alone is an acronym.
func isUpperText(text string) bool {
	const window, step = 1024, 128
	text = text[:min(len(text), window)]
	var n [3]int
	for i := range len(text) {
		n[letterCase[text[i]]]++
		if i%step == step-1 && n[1]+len(text)-i <= 2*n[2] {
			return false // regardless of the rest
		}
	}
	return n[1] >= 12 && n[1] > 2*n[2]
}

// letterCase is 1 for a capital ASCII letter and 2 for a small one.
var letterCase = func() (c [256]uint8) {
	for b := 'a'; b <= 'z'; b++ {
		c[b-'a'+'A'], c[b] = 1, 2
	}
	return c
}()
