package ingest

import (
	"bytes"
	"strings"

	"github.com/newsdex/newsdex/ingest/internal/phrase"
	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// topicWords are the folded headings of a list of topics. They are in words/, under
// "Topics".
var topicWords = foldedSet(words.Phrases("topic-heading"))

// topicLine matches a list of topics on one line: "Tags: budget, council", "Filed
// under: News".
var topicLine = words.Matcher("topic-line")

const (
	topicWidth = 40 // longest topic, in bytes
	topicCount = 25 // most topics of a list
)

// findTopics finds the list of topics below the article's last paragraph: a line "Tags:
// …", or a heading "Topics" and the short lines after it.
func findTopics(t *Text) []Cut {
	var cuts []Cut
	var buf [64]byte
	for i := t.belowProse(); i < len(t.Lines); i++ {
		s := t.Lines[i].Text
		if len(s) > 320 {
			continue
		}
		if topicLine.MatchString(s) {
			cuts = append(cuts, Cut{Line: i, Whole: true})
			continue
		}
		if len(s) > topicWidth {
			continue
		}
		if folded := plain.FoldPhrase(buf[:0], s); !topicWords()[string(bytes.TrimSuffix(folded, []byte(" #")))] {
			continue
		}
		cuts = append(cuts, Cut{Line: i, Whole: true})
		for n := 0; n < topicCount && i+1 < len(t.Lines) && isTopic(t.Lines[i+1].Text); n++ {
			i++
			cuts = append(cuts, Cut{Line: i, Whole: true})
		}
	}
	return cuts
}

func isTopic(s string) bool {
	return len(s) <= topicWidth && strings.Count(s, " ") <= 4 && !plain.EndsSentence(s)
}

// belowProse returns the index of the line after the last paragraph.
func (t *Text) belowProse() int {
	for i := len(t.Lines) - 1; i >= 0; i-- {
		if s := t.Lines[i].Text; t.Lines[i].mark.Kind == phrase.NoKind && len(s) >= 80 && plain.EndsSentence(s) {
			return i + 1
		}
	}
	return len(t.Lines)
}
