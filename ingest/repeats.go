package ingest

import (
	"github.com/newsdex/newsdex/ingest/internal/date"
	"github.com/newsdex/newsdex/ingest/internal/plain"
	"github.com/newsdex/newsdex/ingest/internal/score"
)

// Lines are compared by the hash of their letters and digits, so that quotes, dashes
// and case do not matter but "$40 billion" differs from "$41 billion".

// Least number of letters and digits of lines that are compared. Shorter ones repeat in
// any text ("Yes.", "Photo", the labels of a list).
const (
	minRepeatedHeadline = 12
	minRepeatedText     = 60
)

// headParagraphs is the number of paragraphs in which a copy of the headline is looked
// for. Further down a copy is the heading of a section, as in a letter of several
// sections.
const headParagraphs = 3

// findRepeatedHeadline finds copies of the title near the head, for a title from the
// first line and from a field of its own.
func findRepeatedHeadline(t *Text) []Cut {
	title, at := t.Article.Title, -1
	if title == "" {
		if at = t.headline(); at < 0 {
			return nil
		}
		title = t.Lines[at].Text
	}
	want, n := plain.FoldHash(title)
	if n < minRepeatedHeadline {
		return nil
	}
	var cuts []Cut
	paragraphs := 0
	for i := 0; i < len(t.Lines) && paragraphs < headParagraphs; i++ {
		if i == at {
			continue
		}
		if plain.BeginsBody(t.Lines[i].Text) {
			paragraphs++
		}
		if len(t.Lines[i].Text) > 2*len(title)+8 || plain.IsBullet(t.Lines[i].Text) {
			continue
		}
		if got, m := plain.FoldHash(t.Lines[i].Text); got == want && m == n {
			cuts = append(cuts, Cut{Line: i, Whole: true})
		}
	}
	return cuts
}

// findRepeatedText finds paragraphs that appear twice in the article. The first copy
// stays. Only statements count: the items of a list, lines of a song and an
// interviewer's questions are repeated on purpose. The second copy stays if the first
// is a lead above repeated headlines and the second begins the body.
func findRepeatedText(t *Text) []Cut {
	if !t.mayRepeat() {
		return nil
	}
	var cuts []Cut
	type sighting struct {
		line    int // index in t.Lines
		letters int
	}
	first := make(map[uint64]sighting, len(t.Lines))
	for i := range t.Lines {
		s := t.Lines[i].Text
		if len(s) < minRepeatedText || !plain.EndsFullStop(s) {
			continue
		}
		hash, n := plain.FoldHash(s)
		if n < minRepeatedText {
			continue
		}
		p, seen := first[hash]
		switch {
		case !seen || p.letters != n:
			first[hash] = sighting{i, n}
		case t.onlyHeadings(p.line, i):
			cuts = append(cuts, Cut{Line: p.line, Whole: true})
			first[hash] = sighting{i, n}
		default:
			cuts = append(cuts, Cut{Line: i, Whole: true})
		}
	}
	return cuts
}

// mayRepeat reports whether any two lines that findRepeatedText compares begin alike.
// In most articles none do.
func (t *Text) mayRepeat() bool {
	var seen score.HashBits
	for i := range t.Lines {
		s := t.Lines[i].Text
		if len(s) >= minRepeatedText && plain.EndsFullStop(s) && seen.Add(plain.FoldStart(s)) {
			return true
		}
	}
	return false
}

// onlyHeadings reports whether line a is at the article's head and only headings are
// between it and line b.
func (t *Text) onlyHeadings(a, b int) bool {
	if a >= date.HeadLines {
		return false
	}
	for _, l := range t.Lines[a+1 : b] {
		if plain.EndsSentence(l.Text) {
			return false
		}
	}
	return true
}
