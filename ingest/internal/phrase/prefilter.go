package phrase

import (
	"bytes"
	"strings"
)

// Of a long line the beginning tells, most often, that no table knows it, and the
// rest need not be folded. So it is of two lines in three of news.
const (
	HeadBytes  = 64 // of a line that are folded first
	phraseHead = 24 // of a folded line that are compared with phrases
)

// MayBeMarked reports, without false negatives, whether MarkOf may say something
// of a line, which is longer than its beginning that folds to head.
func MayBeMarked(line string, head []byte) bool { return Shipped().MayBeMarked(line, head) }

// MayBeMarked is [MayBeMarked] by these tables.
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
	return t.partWords != nil && t.partWords.InAnyCase(line) || strings.Contains(line, "ı") || strings.Contains(line, "İ") // they fold to an i
}

// longestWords returns the longest word of each part. It stands in a line that holds the
// part as it does in the folded line, but for capitals.
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
