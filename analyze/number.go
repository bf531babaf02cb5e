package analyze

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// An amount is what stands around the digits of a number.
type amount struct {
	code    string // ISO 4217 in lower case, or "" without a currency
	exp     int    // the power of ten that a magnitude word gives
	percent bool
}

func (a amount) isPlain() bool { return a == amount{} }

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
	s.rangeAfter(end, &a)
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
	e := s.amountEntry(s.text[u.start:end], digits, a, carried.isPlain() && s.carried.isPlain())
	if u.n == 0 || e == nil {
		return
	}
	switch {
	case a.percent:
		u.addWide(e.term, 0, u.n, Number)
	case a.code != "":
		u.addWide(e.term, 0, u.n, Money)
	default:
		u.addWide(e.term, numAt, magEnd-numAt, Number)
	}
	for _, t := range e.more {
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

// amountAfter reads what follows the digits of p into a, adds the words to the
// unit where add is set, and returns the end of it all.
func (s *scanner) amountAfter(p piece, a *amount, add bool) (end int) {
	r := s.row
	raw := s.text[p.start:p.end]
	digits, rest := r.splitNumber(raw)
	end = p.end
	s.magnitudeWords = 0
	if rest == "pc" || rest == "pct" { // up 5pc
		a.percent, raw, rest = true, digits, ""
	}
	if rest != "" {
		exp, code := r.glued(rest, a.code != "")
		if exp == 0 && code == "" {
			if add {
				s.addNumber(p)
			}
			a.code = ""
			return end
		}
		a.exp = exp
		if a.code == "" {
			a.code = code
		}
		raw = raw[:len(digits)]
	}
	if add {
		s.unit.add(p.start, p.end, r.numbers.get(raw, r.plainNumber))
	}
	if a.percent {
		return end
	}
	for range 2 {
		q := s.wordAfter(end)
		if q.kind != wordPiece {
			break
		}
		exp := lookup(r.magnitudes, s.text[q.start:q.end])
		if exp == 0 {
			break
		}
		a.exp += exp
		if add {
			s.addWord(q)
			s.magnitudeWords++
		}
		end = q.end
		if end+1 < len(s.text) && s.text[end] == '.' && s.text[end+1] == ' ' && q.end-q.start <= 8 && q.end-q.start != len("million") {
			end++ // 40 Mio. Euro
		}
	}
	switch {
	case s.percentAfter(&end, a, add):
	case a.code == "":
		s.currencyAfter(&end, a, add)
	default: // $40 million dollars, 40–50 million euros
		b, e := amount{exp: a.exp}, end
		if s.currencyAfter(&e, &b, false); b.code == a.code {
			s.currencyAfter(&end, &b, add)
		}
	}
	return end
}

// percentAfter takes a percent sign or word at end.
func (s *scanner) percentAfter(end *int, a *amount, add bool) bool {
	text := s.text
	i := *end
	if i < len(text) && text[i] == ' ' {
		i++
	}
	if i < len(text) && text[i] == '%' {
		a.percent, *end = true, i+1
		return true
	}
	q := s.wordAfter(*end)
	if q.kind != wordPiece {
		return false
	}
	w := s.text[q.start:q.end]
	if lookup(percentWords, w) == 1 {
		a.percent, *end = true, q.end
		if add {
			s.addWord(q)
		}
		return true
	}
	if lookup(percentWords, w) != 2 {
		return false
	}
	c := s.wordAfter(q.end)
	if c.kind != wordPiece || lookup(percentWords, s.text[c.start:c.end]) != 3 {
		return false
	}
	a.percent, *end = true, c.end
	if add {
		s.addWord(q)
		s.addWord(c)
	}
	return true
}

// percentWords: 1 says percent alone, 2 begins and 3 ends it.
var percentWords = map[string]int{
	"percent": 1, "pct": 1, "prozent": 1, "procent": 1, "prosent": 1, "prosenttia": 1, "procenta": 1,
	"процентов": 1, "процента": 1, "процент": 1, "szazalek": 1, "posto": 1,
	"per": 2, "pour": 2, "por": 2,
	"cent": 3, "cento": 3, "ciento": 3,
}

// currencyAfter takes a currency sign, code or word at end: 40 €, 40 billion
// U.S. dollars.
func (s *scanner) currencyAfter(end *int, a *amount, add bool) {
	text := s.text
	i := *end
	if i < len(text) && text[i] == ' ' {
		i++
	}
	if i < len(text) {
		r, n := utf8.DecodeRuneInString(text[i:])
		if code := currencySigns[r]; code != "" && !(i+n < len(text) && (isWordByte[text[i+n]] || text[i+n] == ' ' && i+n+1 < len(text) && isDigit(text[i+n+1]))) {
			a.code, *end = code, i+n
			return
		}
	}
	q := s.wordAfter(*end)
	if q.kind != wordPiece {
		return
	}
	w := text[q.start:q.end]
	if code := s.currencyWord(w, a); code != "" {
		a.code, *end = code, q.end
		if add {
			s.addWord(q)
		}
		return
	}
	if a.exp != 0 && lookup(currencyLinks, w) {
		if c := s.wordAfter(q.end); c.kind == wordPiece {
			if code := s.currencyWord(text[c.start:c.end], a); code != "" {
				a.code, *end = code, c.end
				if add {
					s.addWord(q)
					s.addWord(c)
				}
				return
			}
		}
	}
	of := lookup(currencyAdjectives, w)
	qEnd := q.end
	if e, end := s.acronym(q); e != nil && e.last() == "us" {
		of, qEnd = "usd", end
	}
	if of == "" {
		return
	}
	c := s.wordAfter(qEnd)
	if c.kind != wordPiece || s.currencyWord(text[c.start:c.end], a) == "" {
		return
	}
	a.code, *end = of, c.end
	if add {
		s.addWord(q)
		s.addWord(c)
	}
}

// currencyLinks stand between a magnitude and its currency in Romance
// languages: millones de dólares.
var currencyLinks = map[string]bool{"de": true, "di": true}

// currencyWord returns the code of a currency's name or of the code itself.
func (s *scanner) currencyWord(w string, a *amount) string {
	if head, tail, ok := cutApostrophe(w); ok && s.row.elides[Fold(head)] {
		w = tail // milliards d’euros
	}
	if len(w) == 3 && isUpperASCII(w) {
		return lookup(currencyCodes, w)
	}
	code := lookup(s.row.currencies, w)
	if code == "" && len(w) > 5 {
		code = lookup(englishCurrencies, w)
	}
	return code
}

// rangeAfter looks whether the number is the first of a range whose second has
// the magnitude or the currency: $40-50 billion, 5–10%.
func (s *scanner) rangeAfter(end int, a *amount) {
	if a.exp != 0 || a.percent {
		return
	}
	text := s.text
	i := end
	switch {
	case i+1 < len(text) && text[i] == '-':
		i++
	case strings.HasPrefix(text[i:], "–"):
		i += len("–")
	default:
		return
	}
	b := amount{code: a.code}
	if r, n := utf8.DecodeRuneInString(text[i:]); currencySigns[r] != "" {
		b.code = currencySigns[r]
		i += n
	}
	if i >= len(text) || !isDigit(text[i]) {
		return
	}
	q := s.pieceAt(i)
	q.end = s.spacedEnd(q)
	s.amountAfter(q, &b, false)
	if b.isPlain() || b.code == "" && b.exp == 0 && !b.percent {
		return
	}
	if a.code != "" && b.code != a.code {
		return
	}
	*a = b
	s.carried = amount{code: b.code}
}

// wordAfter returns the piece after i behind one space or hyphen.
func (s *scanner) wordAfter(i int) piece {
	text := s.text
	switch {
	case i+1 >= len(text):
		return piece{}
	case text[i] == ' ' || text[i] == '-':
		i++
	case strings.HasPrefix(text[i:], "\u00a0"), strings.HasPrefix(text[i:], "\u2011"), strings.HasPrefix(text[i:], "\u202f"):
		_, n := utf8.DecodeRuneInString(text[i:])
		i += n
	default:
		return piece{}
	}
	if i >= len(text) {
		return piece{}
	}
	return s.pieceAt(i)
}

// amountEntry returns the terms of an amount: with its currency, and bare.
func (s *scanner) amountEntry(raw, digits string, a amount, cached bool) *entry {
	build := func(raw string) *entry {
		e := &entry{raw: raw}
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

// plainNumber makes the entry of a piece that starts with a digit.
func (r *row) plainNumber(raw string) *entry {
	e := &entry{raw: raw, kind: Number}
	digits, rest := r.splitNumber(raw)
	plain := r.plainDigits(digits)
	if rest != "" {
		if exp, code := r.glued(rest, false); exp != 0 && code == "" {
			if v, ok := shift(plain, exp); ok {
				e.add(v)
				e.add(cutTerm(plain))
			}
		} else {
			e.add(cutTerm(plain + Fold(rest)))
		}
	} else {
		e.add(cutTerm(plain))
	}
	return e
}

// splitNumber divides a piece into its digits, with the signs between them,
// and the rest: 97.4 and bn.
func (r *row) splitNumber(s string) (digits, rest string) {
	for i, c := range s {
		if isDigit(s[i]) || c == '.' || c == ',' || c == '٫' || c == '٬' || c == ' ' || c == '\u00a0' || isApostrophe(c) || c >= utf8.RuneSelf && unicode.IsDigit(c) {
			continue
		}
		return s[:i], s[i:]
	}
	return s, ""
}

// plainDigits returns a number in ASCII digits, without signs between
// thousands, with a point before decimals. What reads as no single number (a
// version, a date) keeps its points.
func (r *row) plainDigits(s string) string {
	var b strings.Builder
	for _, c := range s {
		switch {
		case c == '٫':
			b.WriteByte('.')
		case isDigit(byte(c)) && c < utf8.RuneSelf || c == '.' || c == ',':
			b.WriteByte(byte(c))
		case unicode.IsDigit(c):
			b.WriteByte(digitOf(c))
		}
	}
	s = b.String()
	commas, points := strings.Count(s, ","), strings.Count(s, ".")
	switch {
	case commas == 0 && points == 0:
		return s
	case !r.decimalComma || commas > 1:
		return strings.ReplaceAll(s, ",", "")
	case points > 0 && (commas == 1 || isGrouped(s)):
		s = strings.ReplaceAll(s, ".", "")
	}
	return strings.Replace(s, ",", ".", 1)
}

// isGrouped reports whether the points of s stand between groups of three.
func isGrouped(s string) bool {
	groups := strings.Split(s, ".")
	if len(groups[0]) > 3 || groups[0] == "0" {
		return false
	}
	for _, g := range groups[1:] {
		if len(g) != 3 {
			return false
		}
	}
	return true
}

// digitOf returns the ASCII digit of a decimal digit of any script. Unicode
// puts the digits of a script at …0 to …9 or at …6 to …F; compatibility forms
// decompose.
func digitOf(c rune) byte {
	if f := Fold(string(c)); len(f) == 1 && isDigit(f[0]) {
		return f[0]
	}
	n := c & 0xF
	if !unicode.IsDigit(c &^ 0xF) {
		n -= 6
	}
	return '0' + byte(max(0, min(n, 9)))
}

// shift moves the point of a plain number by exp digits and drops zeros that
// say nothing. It fails for what is no single number, or is longer than any
// amount.
func shift(s string, exp int) (string, bool) {
	whole, frac, _ := strings.Cut(s, ".")
	if len(s) > 24 || strings.Contains(frac, ".") {
		return "", false
	}
	for len(frac) < exp {
		frac += "0"
	}
	whole += frac[:exp]
	frac = strings.TrimRight(frac[exp:], "0")
	whole = strings.TrimLeft(whole, "0")
	if whole == "" {
		whole = "0"
	}
	if frac != "" {
		whole += "." + frac
	}
	return whole, true
}

// lookup looks w up in a table of folded words, without allocating for ASCII.
func lookup[V any](m map[string]V, w string) V {
	var buf [24]byte
	if len(w) > len(buf) {
		var zero V
		return zero
	}
	for i := range len(w) {
		b := w[i]
		if b >= utf8.RuneSelf {
			return m[Fold(w)]
		}
		if 'A' <= b && b <= 'Z' {
			b += 'a' - 'A'
		}
		buf[i] = b
	}
	return m[string(buf[:len(w)])]
}
