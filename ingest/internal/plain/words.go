package plain

import (
	"bytes"
	"net/url"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// FirstWord appends the first word of s to dst, folded. It skips signs before the word,
// such as a quote or a bracket.
func FirstWord(dst []byte, s string) []byte {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= utf8.RuneSelf:
			folded := FoldPhrase(dst[:0], s[:min(len(s), 40)])
			if end := bytes.IndexByte(folded, ' '); end >= 0 {
				folded = folded[:end]
			}
			return folded
		case 'a' <= c && c <= 'z', (c == '\'' || c == '-') && len(dst) > 0:
			dst = append(dst, c)
		case 'A' <= c && c <= 'Z':
			dst = append(dst, c|0x20)
		case len(dst) > 0:
			return dst
		}
		if len(dst) == cap(dst) {
			return dst
		}
	}
	return dst
}

// WordSet returns the space-separated words as a set, folded.
func WordSet(words string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		set[string(FoldPhrase(nil, w))] = true
	}
	return set
}

// CutText returns s cut to at most n bytes of whole characters. A cut text ends in "…".
func CutText(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n] + "…"
}

// Sized returns a slice of n elements. It reuses the memory of s if that is large
// enough.
func Sized[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/4)
	}
	return s[:n]
}

// IsURL reports whether s is an absolute http or https URL.
func IsURL(s string) bool {
	return strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "http://")
}

// SplitAuthors splits "By Ann Lee, Bo Chan and Cy Diaz" into names. It also splits a
// list in Python's format: ['Ann Lee', 'Bo Chan'].
func SplitAuthors(s string) []string {
	s = NormalForm(strings.ReplaceAll(s, "\n", ","))
	quoted := strings.HasPrefix(s, "[") && strings.HasSuffix(s, "]")
	s = strings.Trim(s, "[]")
	for _, by := range authorBys() {
		if len(s) > len(by) && strings.EqualFold(s[:len(by)], by) {
			s = s[len(by):]
			break
		}
	}
	for _, and := range authorAnds() {
		s = strings.ReplaceAll(s, and, ",")
	}
	var names []string
	for n := range strings.SplitSeq(s, ",") {
		if n = strings.TrimSpace(n); quoted {
			n = strings.Trim(n, `'"`)
		}
		if n != "" && !IsURL(n) {
			names = append(names, n)
		}
	}
	return names
}

// Maximum lengths of headlines, decks and derived headlines, in bytes of UTF-8.
const (
	MaxHeadline = 240
	MaxDeck     = 400
	MaxDerived  = 110
)

// BeginsClause reports whether s, the text after a comma, begins with a clause that a
// title can omit.
func BeginsClause(s string) bool {
	s, ok := strings.CutPrefix(s, " ")
	if !ok {
		return false
	}
	word, _, _ := strings.Cut(s, " ")
	return clauseWords()[word]
}

// IsBullet reports whether s is an item of a list: "- …", "• …".
func IsBullet(s string) bool {
	if s == "" || s[0] < utf8.RuneSelf && s[0] != '-' && s[0] != '*' {
		return false
	}
	for _, b := range []string{"- ", "• ", "* ", "– ", "· ", "▪ ", "■ ", "● "} {
		if strings.HasPrefix(s, b) {
			return true
		}
	}
	return false
}

// Last returns the last character of s that is not a closing quote or bracket.
func Last(s string) rune {
	for s != "" {
		if c := rune(s[len(s)-1]); c < utf8.RuneSelf && !IsClosing(c) {
			return c
		}
		r, n := utf8.DecodeLastRuneInString(s)
		if !IsClosing(r) {
			return r
		}
		s = s[:len(s)-n]
	}
	return 0
}

func EndsSentence(s string) bool { return IsTerminal(Last(s)) }

// BeginsLower reports whether s begins in lower case. Then it continues a sentence of
// the line before it, and the text is wrapped.
func BeginsLower(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLower(r)
}

// HostOf returns the host of an address without "www.".
func HostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
}

func First(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}

func HasWord(list, word string) bool {
	for w := range strings.FieldsSeq(list) {
		if strings.EqualFold(w, word) {
			return true
		}
	}
	return false
}

// MaxLines is the maximum number of lines of an article. A line takes some 100 bytes
// while it is cleaned, so 16 MiB of line ends would take a gigabyte.
const MaxLines = 1 << 18

// EndsFullStop reports whether s ends like a statement.
func EndsFullStop(s string) bool {
	switch Last(s) {
	case '.', '。', '…':
		return true
	}
	return false
}

type Span struct{ Start, End int }

// BeginsBody reports whether s is a paragraph and not a line that precedes the first
// one.
func BeginsBody(s string) bool {
	return len(s) > 60 && EndsFullStop(s) || len(s) > 160 && EndsSentence(s)
}

func AbsDays(d time.Duration) float64 { return max(d, -d).Hours() / 24 }

// WordSetOf returns phrases as a set, folded.
func WordSetOf(phrases ...string) map[string]bool {
	set := map[string]bool{}
	for _, p := range phrases {
		set[string(FoldPhrase(nil, p))] = true
	}
	return set
}
