package phrase

import (
	"bytes"
	"strings"
)

// The beginning of a long line usually shows that no table knows the line, so the rest
// need not be folded. This is true of two in three lines of news.
const (
	HeadBytes  = 64 // bytes of a line that are folded first
	phraseHead = 24 // bytes of a folded line that are compared with phrases
)

// MayBeMarked reports, without false negatives, whether MarkOf may mark a line. head is
// the folded beginning of the line, which is longer.
func MayBeMarked(line string, head []byte) bool { return Shipped().MayBeMarked(line, head) }

// MayBeMarked is like the function [MayBeMarked] but uses these tables.
func (t *Tables) MayBeMarked(line string, head []byte) bool {
	end := bytes.IndexByte(head, ' ')
	if end < 0 || len(head) < phraseHead || t.heads[string(head[:phraseHead])] {
		return true
	}
	for _, p := range t.byWord[string(head[:end])] {
		if p.takes(line) && p.Re.MayMatch(head) {
			return true
		}
	}
	return t.partWords != nil && t.partWords.InAnyCase(line) || strings.Contains(line, "ı") || strings.Contains(line, "İ") // these fold to i
}

// longestWords returns the longest word of each part. A line that contains the part
// when folded contains this word unfolded, except for capitals.
func longestWords(parts []string) []string {
	var words []string
	for _, part := range parts {
		longest := ""
		for w := range strings.FieldsSeq(part) {
			if len(w) > len(longest) {
				longest = w
			}
		}
		words = append(words, longest)
	}
	return words
}
