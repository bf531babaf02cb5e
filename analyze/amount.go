package analyze

import (
	"strings"
	"unicode/utf8"
)

// This file makes the terms of an amount, such as usd97400000000 from $97.4bn. number
// scans the whole amount, and amountEntry builds the terms. amountsuffix.go reads the
// text after the digits. currency.go reads the sign of a currency before them.

// An amount is the currency, the magnitude and the percent sign of a number.
type amount struct {
	code    string // ISO 4217 in lower case, or "" without a currency
	exp     int    // power of ten of a magnitude word
	percent bool
}

func (a amount) isPlain() bool { return a == amount{} }

// number scans the unit of the number p: the currency cur before it, and a magnitude
// and a currency word or sign after it. If a part precedes the number, the unit already
// has it.
func (s *scanner) number(p piece, cur currencySign) {
	u := &s.unit
	if cur.code != "" {
		u.start = cur.start
	}
	numAt := u.n
	a := amount{code: cur.code}
	carried := s.carried
	s.carried = amount{}
	if a.code == "" {
		a.code = carried.code
	}
	p.end = s.spacedEnd(p)
	end := s.amountAfter(p, &a, true)
	magEnd := numAt + 1 + s.magnitudeWords
	first := s.rangeAfter(end, &a)
	if a.isPlain() {
		if u.n = numAt; numAt > 0 { // the part was no currency code: leave the number for the next unit
			s.at = u.parts[numAt-1].end
			u.end = s.at
			return
		}
		u.start = p.start
		s.chain(p)
		return
	}
	u.end, s.at = end, end
	digits, _ := s.row.splitNumber(s.text[p.start:p.end])
	// In a range, a number may take its currency or magnitude from outside raw, so the
	// entry cannot be cached.
	e := s.amountEntry(s.text[u.start:end], digits, a, carried.isPlain() && !first)
	switch {
	case a.percent:
		u.addWide(e.term, 0, u.n, Number)
	case a.code != "":
		u.addWide(e.term, 0, u.n, Money)
	default:
		u.addWide(e.term, numAt, magEnd-numAt, Number)
	}
	for _, t := range e.more() {
		u.addWide(t, numAt, magEnd-numAt, Number)
	}
	u.whole = u.nwides > 0
}

// amountEntry returns the terms of an amount, with its currency and without.
func (s *scanner) amountEntry(raw, digits string, a amount, cached bool) *entry {
	build := func(raw string) *entry {
		e := &entry{}
		value, ok := shift(s.row.plainDigits(digits), a.exp)
		if !ok {
			return e
		}
		switch {
		case a.percent:
			e.add(value + "pct")
		case a.code != "":
			e.add(a.code + value)
		}
		if a.exp != 0 {
			e.add(value)
		}
		return e
	}
	if !cached {
		return build(raw)
	}
	return s.row.amounts.get(raw, build)
}

// rangeAfter checks whether the number is the first of a range whose second number has
// the magnitude or the currency: $40-50 billion, 5–10%. If so, it copies them to a and
// returns true.
func (s *scanner) rangeAfter(end int, a *amount) bool {
	if a.exp != 0 || a.percent {
		return false
	}
	text := s.text
	i := end
	switch {
	case i+1 < len(text) && text[i] == '-':
		i++
	case strings.HasPrefix(text[i:], "–"):
		i += len("–")
	default:
		return false
	}
	b := amount{code: a.code}
	if r, n := utf8.DecodeRuneInString(text[i:]); currencySigns[r] != "" {
		b.code = currencySigns[r]
		i += n
	}
	if i >= len(text) || !isDigit(text[i]) {
		return false
	}
	q := s.pieceAt(i)
	q.end = s.spacedEnd(q)
	s.amountAfter(q, &b, false)
	if b.isPlain() || b.code == "" && b.exp == 0 && !b.percent {
		return false
	}
	if a.code != "" && b.code != a.code {
		return false
	}
	*a = b
	s.carried = amount{code: b.code}
	return true
}

// prefixedNumber scans the unit of a number with a currency that starts with the word
// p: US$40, USD 40, USD40. It reports whether there is such a number.
func (s *scanner) prefixedNumber(p piece) bool {
	text := s.text
	w := text[p.start:p.end]
	if len(w) > 16 || w[0] < 'A' || w[0] > 'Z' {
		return false
	}
	// US$40, US$ 40
	if i := p.end; i < len(text) && text[i] == '$' && len(w) <= 3 && isUpper(w) {
		code := lookup(dollars, w)
		if i++; i < len(text) && text[i] == ' ' {
			i++
		}
		if code == "" || i >= len(text) || !isDigit(text[i]) {
			return false
		}
		s.number(s.pieceAt(i), currencySign{code, p.start})
		return true
	}
	// Rs 500, Rs. 500
	if code := rupees[w]; code != "" {
		i := p.end
		if i+1 < len(text) && text[i] == '.' {
			i++
		}
		if i < len(text) && text[i] == ' ' {
			i++
		}
		if i > p.end && i < len(text) && isDigit(text[i]) {
			s.number(s.pieceAt(i), currencySign{code, p.start})
			return true
		}
	}
	if len(w) < 3 || !isUpper(w[:3]) {
		return false
	}
	code := lookup(currencyCodes, w[:3])
	if code == "" {
		return false
	}
	switch {
	case len(w) > 3 && isDigit(w[3]): // USD40, USD97.4bn
		q := s.pieceAt(p.start + 3)
		s.number(q, currencySign{code, p.start})
		return true
	case len(w) == 3:
		q := s.wordAfter(p.end)
		if q.kind != numberPiece || text[p.end] == '-' {
			return false
		}
		s.unit.add(p.start, p.end, s.row.words.get(w, s.row.word))
		s.number(q, currencySign{code, p.start})
		return true
	}
	return false
}
