package phrase

import (
	"bytes"
	"strings"
	"sync"

	"github.com/newsdex/newsdex/ingest/internal/match"
)

// Of a long line the beginning tells, most often, that no table knows it, and the
// rest need not be folded. So it is of two lines in three of news.
const (
	HeadBytes  = 64 // of a line that are folded first
	phraseHead = 24 // of a folded line that are compared with phrases
)

// MayBeMarked reports, without false negatives, whether MarkOf may say something
// of a line, which is longer than its beginning that folds to head.
func MayBeMarked(line string, head []byte) bool {
	end := bytes.IndexByte(head, ' ')
	if end < 0 || len(head) < phraseHead || phraseHeads()[string(head[:phraseHead])] {
		return true
	}
	for _, p := range patternsByWord()[string(head[:end])] {
		if p.takes(line) && p.Re.MayMatch(head) {
			return true
		}
	}
	return partWords().InAnyCase(line) || strings.Contains(line, "ı") || strings.Contains(line, "İ") // they fold to an i
}

// phraseHeads are the beginnings of the phrases of which there is more.
var phraseHeads = sync.OnceValue(func() map[string]bool {
	heads := map[string]bool{}
	for p := range PhraseMarks() {
		if len(p) >= phraseHead {
			heads[p[:phraseHead]] = true
		}
	}
	return heads
})

// partWords tells lines that hold the longest word of one of the parts, which
// stands in them as it does in the folded line but for capitals.
var partWords = sync.OnceValue(func() *match.Finder {
	var words []string
	for _, p := range patternsByPart() {
		longest := ""
		for w := range strings.FieldsSeq(p.has) {
			if len(w) > len(longest) {
				longest = w
			}
		}
		words = append(words, longest)
	}
	return match.NewFinder(words...)
})
