package plain

import "cmp"

// CompareNatural compares two strings byte by byte, but runs of digits by their value:
// "a9" comes before "a10". Strings that differ are never equal.
func CompareNatural(a, b string) int {
	i, j := 0, 0
	for i < len(a) && j < len(b) {
		if !isDigit(a[i]) || !isDigit(b[j]) {
			if a[i] != b[j] {
				return cmp.Compare(a[i], b[j])
			}
			i, j = i+1, j+1
			continue
		}
		x, nexti := number(a, i)
		y, nextj := number(b, j)
		if c := cmp.Or(cmp.Compare(len(x), len(y)), cmp.Compare(x, y)); c != 0 {
			return c
		}
		i, j = nexti, nextj
	}
	return cmp.Or(cmp.Compare(len(a)-i, len(b)-j), cmp.Compare(a, b))
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// number returns the digits of s from i without leading zeros, and the end of the run.
func number(s string, i int) (digits string, end int) {
	for end = i; end < len(s) && isDigit(s[end]); end++ {
	}
	for i < end-1 && s[i] == '0' {
		i++
	}
	return s[i:end], end
}
