package show

import (
	"context"
	"iter"
	"strings"
	"unicode/utf8"

	"github.com/newsdex/newsdex/ingest"
)

// snippetBytes is the greatest length of a snippet in bytes, about three lines of a
// terminal. A snippet has whole sentences while they fit.
const snippetBytes = 300

// snippetLead is the number of bytes of a long sentence that are shown before its
// first match. It is also the least distance between the starts of passages that
// share sentences, so that each match is in a few passages only.
const snippetLead = snippetBytes / 4

// A passage is a part of an article's body that can be shown, from start, inclusive,
// to end, exclusive, in bytes.
type passage struct {
	start, end       int
	cutStart, cutEnd bool // start and end are within a sentence
	paragraph        int  // start of its paragraph
	first, last      int  // the matches that begin in it, without last

	factor float64 // of its value, from the distance of the matches and its position
	value  float64 // upper bound of its gain
}

// A cutter cuts the body of an article into passages.
type cutter struct {
	body      string
	headlines [2]string // headline and deck
	matches   []match
	sentences []sentence // of the current paragraph
	passages  []passage
}

// A sentence is a sentence of the body, in bytes.
type sentence struct {
	start, end int
	repeated   bool // it repeats the headline or the deck
}

// cut sets the passages to those of an article's body in which matches begin. A
// passage begins with a sentence that has a match, and goes on with as many whole
// sentences of its paragraph as fit. A sentence that is too long by itself is cut
// around its matches. The error is ctx's when that is done.
func (c *cutter) cut(ctx context.Context, a *Text, matches []match) error {
	c.body, c.headlines, c.matches, c.passages = a.Body, [2]string{a.Title, a.Deck}, matches, c.passages[:0]
	next, looked := 0, 0
	for from, to := range c.paragraphs() {
		if next == len(matches) {
			break
		}
		if to-looked > watchedBytes {
			if looked = to; ctx.Err() != nil {
				return ctx.Err()
			}
		}
		if matches[next].start < to {
			next = c.paragraph(from, to, next)
		}
	}
	return ctx.Err()
}

// opening returns the beginning of the body, and whether there is anything to show.
func (c *cutter) opening() (passage, bool) {
	for from, to := range c.paragraphs() {
		c.split(from, to)
		for i, s := range c.sentences {
			if s.repeated {
				continue
			}
			p := passage{start: s.start, end: s.end, paragraph: from}
			if s.end-s.start > snippetBytes {
				p.end, p.cutEnd = BreakBefore(c.body, s.start, s.start+snippetBytes), true
			} else {
				p.end = c.lastThatFits(i)
			}
			return p, true
		}
	}
	return passage{}, false
}

// paragraphs yields the start and end of each paragraph of the body.
func (c *cutter) paragraphs() iter.Seq2[int, int] {
	return func(yield func(from, to int) bool) {
		for from := 0; from < len(c.body); {
			to := len(c.body)
			if i := strings.Index(c.body[from:], ingest.ParagraphSeparator); i >= 0 {
				to = from + i
			}
			if !yield(from, to) {
				return
			}
			from = to + len(ingest.ParagraphSeparator)
		}
	}
}

// split sets the sentences to those of a paragraph.
func (c *cutter) split(from, to int) {
	c.sentences = c.sentences[:0]
	whole := c.repeatsHeadline(c.body[from:to])
	for start, end := range ingest.Sentences(c.body[from:to]) {
		c.sentences = append(c.sentences, sentence{from + start, from + end, whole || c.repeatsHeadline(c.body[from+start:from+end])})
	}
}

// repeatsHeadline reports whether s has the words of the headline or of the deck.
func (c *cutter) repeatsHeadline(s string) bool {
	return sameWords(s, c.headlines[0]) || sameWords(s, c.headlines[1])
}

// paragraph adds the passages of a paragraph. next is the first match that is not
// before it. It returns the first match behind it.
func (c *cutter) paragraph(from, to, next int) int {
	c.split(from, to)
	last := passage{start: -snippetBytes}
	for i, s := range c.sentences {
		first := next
		for next < len(c.matches) && c.matches[next].start < s.end {
			next++
		}
		switch {
		case next == first || s.repeated:
		case s.end-s.start > snippetBytes:
			c.cutSentence(s, from, first, next)
		case s.end <= last.end && s.start < last.start+snippetLead:
			// The last passage shows this sentence, and begins only a little
			// earlier.
		default:
			last = passage{start: s.start, end: c.lastThatFits(i), paragraph: from}
			c.add(last, first)
		}
	}
	for next < len(c.matches) && c.matches[next].start < to {
		next++
	}
	return next
}

// lastThatFits returns the end of the last whole sentence that can be shown together
// with the i-th of the paragraph.
func (c *cutter) lastThatFits(i int) int {
	start, end := c.sentences[i].start, c.sentences[i].end
	for _, s := range c.sentences[i+1:] {
		if s.repeated || s.end-start > snippetBytes {
			break
		}
		end = s.end
	}
	return end
}

// cutSentence adds parts of a sentence that is too long, around its matches first to
// last-1.
func (c *cutter) cutSentence(s sentence, paragraph, first, last int) {
	shown := s.start - snippetBytes
	for n := first; n < last; n++ {
		f := c.matches[n]
		if f.start < shown+snippetLead {
			continue // it is in the last part
		}
		shown = f.start
		p := passage{start: s.start, paragraph: paragraph}
		at := f.start - snippetLead
		if f.end-f.start <= snippetBytes {
			at = max(at, f.end-snippetBytes)
		}
		if at = min(at, s.end-snippetBytes); at > s.start {
			p.start, p.cutStart = breakAfter(c.body, at, f.start), true
		}
		if p.end = s.end; p.end-p.start > snippetBytes {
			p.end, p.cutEnd = BreakBefore(c.body, p.start, p.start+snippetBytes), true
		}
		c.add(p, first)
		first = c.passages[len(c.passages)-1].first
	}
}

// add adds a passage. first is a match that is not behind its first one.
func (c *cutter) add(p passage, first int) {
	for first < len(c.matches) && c.matches[first].start < p.start {
		first++
	}
	p.first, p.last = first, first
	for p.last < len(c.matches) && c.matches[p.last].start < p.end {
		p.last++
	}
	c.passages = append(c.passages, p)
}

// widen extends a passage to the left by as many whole sentences as fit and do not
// begin before from.
func (c *cutter) widen(p *passage, from int) {
	from = max(from, p.paragraph)
	if p.cutStart || p.start <= from {
		return
	}
	// A sentence that begins before at is incomplete, or does not fit.
	at := max(from, p.end-snippetBytes)
	whole := at == from
	for at < p.start && (c.body[at] == ' ' || !utf8.RuneStart(c.body[at])) {
		at++
	}
	c.sentences = c.sentences[:0]
	for start, end := range ingest.Sentences(c.body[at:p.start]) {
		if whole {
			c.sentences = append(c.sentences, sentence{start: at + start, end: at + end})
		}
		whole = true
	}
	for i := len(c.sentences) - 1; i >= 0; i-- {
		s := c.sentences[i]
		if c.repeatsHeadline(c.body[s.start:s.end]) {
			return
		}
		p.start = s.start
		for p.first > 0 && c.matches[p.first-1].start >= p.start {
			p.first--
		}
	}
}

// snippet returns a passage as it is shown, with its matches marked. Overlapping
// matches have one mark. A match that runs beyond the passage is marked up to its
// last word there.
func (c *cutter) snippet(p passage) Snippet {
	s := Snippet{Text: c.body[p.start:p.end]}
	lead := 0
	if p.cutStart {
		s.Text = ellipsis + s.Text
		lead = len(ellipsis)
	}
	if p.cutEnd {
		s.Text += ellipsis
	}
	if p.first < p.last {
		s.Marks = make([]Mark, 0, p.last-p.first)
	}
	for _, f := range c.matches[p.first:p.last] {
		if f.end > p.end {
			f.end = f.start + len(strings.TrimRightFunc(c.body[f.start:p.end], func(r rune) bool { return !isWordRune(r) }))
		}
		m := Mark{f.start - p.start + lead, f.end - p.start + lead}
		if n := len(s.Marks); n > 0 && m.Start < s.Marks[n-1].End {
			s.Marks[n-1].End = max(s.Marks[n-1].End, m.End)
		} else if m.Start < m.End {
			s.Marks = append(s.Marks, m)
		}
	}
	return s
}

const ellipsis = "…"
