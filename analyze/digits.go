package analyze

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// plainNumber returns the entry of a piece that starts with a digit.
func (r *row) plainNumber(raw string) *entry {
	e := &entry{kind: Number}
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

// splitNumber splits a piece into its digits, including the signs between them, and the
// rest: 97.4 and bn.
func (r *row) splitNumber(s string) (digits, rest string) {
	for i, c := range s {
		if isDigit(s[i]) || c == '.' || c == ',' || c == '٫' || c == '٬' || c == ' ' || c == '\u00a0' || isApostrophe(c) || c >= utf8.RuneSelf && unicode.IsDigit(c) {
			continue
		}
		return s[:i], s[i:]
	}
	return s, ""
}

// plainDigits returns a number in ASCII digits, without signs between thousands and
// with a point before decimals. A string that is no single number (a version, a date)
// keeps its points.
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

// isGrouped reports whether the points of s separate groups of three digits.
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

// digitOf returns the ASCII digit for a decimal digit of any script. Unicode puts the
// digits of a script at …0 to …9 or at …6 to …F. Compatibility forms decompose.
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

// shift moves the point of a plain number by exp digits and drops insignificant zeros.
// It fails if s is no single number or is longer than any amount.
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

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

// spacedEnd returns the end of the number p, including the groups of three digits after
// spaces if the language writes thousands so: 300 000.
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
