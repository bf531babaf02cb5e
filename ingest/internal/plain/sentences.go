package plain

import (
	"iter"
	"unicode/utf8"
)

// EachSentence yields the byte offsets of the start and the end of each sentence of s;
// see the public Sentences.
func EachSentence(s string) iter.Seq2[int, int] {
	return func(yield func(start, end int) bool) {
		start := 0
		for i := 0; ; {
			for i < len(s) && !beginsTerminal[s[i]] {
				i++
			}
			if i == len(s) {
				break
			}
			r, n := utf8.DecodeRuneInString(s[i:])
			if !IsTerminal(r) {
				i += n
				continue
			}
			at, wide := i, r >= 0x3000
			for i < len(s) {
				r, n := utf8.DecodeRuneInString(s[i:])
				if !IsTerminal(r) && !IsClosing(r) {
					break
				}
				i += n
			}
			if i < len(s) && !wide && (s[i] != ' ' || !startsSentence(s[i+1:]) || s[at] == '.' && abbreviated(s[start:at])) {
				continue
			}
			if !yield(start, i) {
				return
			}
			for i < len(s) && s[i] == ' ' {
				i++
			}
			start = i
		}
		if start < len(s) {
			yield(start, len(s))
		}
	}
}

// Sentences returns the spans of the sentences of s; see the public Sentences.
func Sentences(s string) []Span { return AppendSentences(nil, s) }

func AppendSentences(to []Span, s string) []Span {
	for start, end := range EachSentence(s) {
		to = append(to, Span{start, end})
	}
	return to
}

// beginsTerminal marks the first bytes of the signs of [IsTerminal].
var beginsTerminal = func() (t [256]bool) {
	for _, r := range terminals {
		t[string(r)[0]] = true
	}
	return t
}()
