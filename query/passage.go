package query

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/newsdex/newsdex/ingest"
)

// A passage is a part of a text that can be shown: bytes from start up to and
// without end.
type passage struct {
	start, end       int
	cutStart, cutEnd bool // a sentence goes on there
}

// passagesOf returns the passages of an article's body, in order: from each
// sentence as many whole ones of its paragraph as fit into a snippet and, of a
// sentence that is longer than that, overlapping parts between words. A sentence
// that says what the title says is none.
func passagesOf(a *ingest.Article) []passage {
	var out []passage
	offset := 0
	title := bare(a.Title)
	for _, par := range a.Paragraphs() {
		var sentences []passage
		for start, end := range ingest.Sentences(par) {
			if title == "" || bare(par[start:end]) != title {
				sentences = append(sentences, passage{start: offset + start, end: offset + end})
			}
		}
		for i, s := range sentences {
			if s.end-s.start > snippetBytes {
				out = append(out, parts(a.Body, s)...)
				continue
			}
			for _, next := range sentences[i+1:] {
				if next.end-s.start > snippetBytes {
					break
				}
				s.end = next.end
			}
			out = append(out, s)
		}
		offset += len(par) + len(ingest.ParagraphSeparator)
	}
	return out
}

// parts returns parts of a long sentence that begin and end between words and
// overlap by half.
func parts(text string, s passage) []passage {
	var out []passage
	for start := s.start; start < s.end; {
		end := min(start+snippetBytes, s.end)
		if end < s.end {
			end = wordBreak(text, start, end)
		}
		out = append(out, passage{start: start, end: end, cutStart: start > s.start, cutEnd: end < s.end})
		if end == s.end {
			break
		}
		next := wordBreak(text, start, start+(end-start)/2)
		for next < end && text[next] == ' ' {
			next++
		}
		if next <= start {
			next = end
		}
		start = next
	}
	return out
}

// wordBreak returns the last place between words at or before at and, if there
// is none after start, the last place between two characters.
func wordBreak(text string, start, at int) int {
	if i := strings.LastIndexByte(text[start:at+1], ' '); i > 0 {
		return start + i
	}
	for at > start+1 && !utf8.RuneStart(text[at]) {
		at--
	}
	return at
}

// bare returns the letters and digits of s in lower case.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}
