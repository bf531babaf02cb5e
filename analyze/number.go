package analyze

import (
	"strings"
	"unicode/utf8"
)

// number scans the unit of the number p: with the currency cur before it, a
// magnitude and a currency word or sign behind it. A part that stands before
// the number is in the unit already.
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
		if u.n = numAt; numAt > 0 { // a code that was none: leave the number
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
	// What a range lends is not in the raw text: its amounts are not cached.
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

// spacedEnd returns the end of the number p with the groups of three digits
// that follow it behind spaces, where a language writes thousands so: 300 000.
func (s *scanner) spacedEnd(p piece) int {
	if !s.row.decimalComma || p.end-p.start > 3 {
		return p.end
	}
	for i := p.start; i < p.end; i++ {
		if !isDigit(s.text[i]) {
			return p.end
		}
	}
	end := p.end
	for range 4 {
		i := end
		switch rest := s.text[i:]; {
		case strings.HasPrefix(rest, " "):
			i++
		case strings.HasPrefix(rest, "\u00a0"):
			i += len("\u00a0")
		}
		if i == end || !threeDigits(s.text[i:]) || i+3 < len(s.text) && isWordByte[s.text[i+3]] {
			break
		}
		end = i + 3
	}
	// Decimals: 12 345,67.
	if end > p.end && end+1 < len(s.text) && s.text[end] == ',' && isDigit(s.text[end+1]) {
		for end++; end < len(s.text) && isDigit(s.text[end]); end++ {
		}
	}
	return end
}

// rangeAfter looks whether the number is the first of a range whose second has
// the magnitude or the currency: $40-50 billion, 5–10%. It takes them over, and
// reports whether there were any.
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

// amountEntry returns the terms of an amount: with its currency, and bare.
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
