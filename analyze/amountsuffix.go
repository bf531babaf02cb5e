package analyze

import (
	"strings"
	"unicode/utf8"
)

// amountAfter reads the text after the digits of p into a and returns its end. If add
// is set, it adds the words to the unit.
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

// percentAfter reads a percent sign or word at end.
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

// percentWords has 1 for a word that means percent alone, 2 for the first and 3 for the
// second word of a phrase.
var percentWords = map[string]int{
	"percent": 1, "pct": 1, "prozent": 1, "procent": 1, "prosent": 1, "prosenttia": 1, "procenta": 1,
	"процентов": 1, "процента": 1, "процент": 1, "szazalek": 1, "posto": 1,
	"per": 2, "pour": 2, "por": 2,
	"cent": 3, "cento": 3, "ciento": 3,
}

// currencyAfter reads a currency sign, code or word at end: 40 €, 40 billion U.S.
// dollars.
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
	if code := s.currencyWord(w, a); code == "gbp" && text[*end] == '-' {
		return // a 300-pound man
	} else if code != "" {
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

// currencyLinks are words between a magnitude and its currency in Romance languages:
// millones de dólares.
var currencyLinks = map[string]bool{"de": true, "di": true}

// currencyWord returns the code of a currency, given its name or code.
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

// wordAfter returns the piece that follows i after one space or hyphen.
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

// lookup looks w up in a table of folded words. It does not allocate if w is ASCII.
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

// glued reads letters that directly follow digits: bn, m, euros. Single letters are
// magnitudes only if there is a currency: 100m is a race.
func (r *row) glued(rest string, money bool) (exp int, code string) {
	if exp := lookup(r.magnitudes, rest); exp != 0 {
		return exp, ""
	}
	if exp := lookup(gluedMagnitudes, rest); exp != 0 && (money || len(rest) > 1) {
		return exp, ""
	}
	if len(rest) == 3 && isUpper(rest) {
		return 0, lookup(currencyCodes, rest)
	}
	return 0, ""
}

// gluedMagnitudes directly follow digits in any language.
var gluedMagnitudes = map[string]int{
	"k": 3, "m": 6, "b": 9, "t": 12, "mn": 6, "mln": 6, "mio": 6, "bn": 9, "bln": 9, "mrd": 9,
	"mld": 9, "trn": 12, "tn": 12, "million": 6, "trillion": 12,
}
