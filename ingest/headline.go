package ingest

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/newsdex/newsdex/ingest/internal/date"
	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// article divides the remaining text into title, deck and body.
func (t *Text) article() Article {
	a := t.Article
	a.Removed = t.removed
	sortRemovals(a.Removed)
	lines := t.Lines
	a.Lines = Lines{}
	if a.Title == "" {
		if i := t.headline(); i >= 0 {
			a.Title, a.Lines.Title = lines[i].Text, lines[i].Number
			lines = slices.Delete(lines, i, i+1)
			if a.Deck == "" && isDeck(lines[i:]) {
				a.Deck, a.Lines.Deck = lines[i].Text, lines[i].Number
				lines = slices.Delete(lines, i, i+1)
			}
		}
	}
	if len(lines) > 0 {
		a.Body = bodyOf(lines, a.Body)
		a.Lines.Body = make([]int, len(lines))
		for i := range lines {
			a.Lines.Body[i] = lines[i].Number
		}
	} else {
		a.Body = ""
	}
	if a.Title == "" {
		a.Title = deriveTitle(lines)
		a.TitleDerived = a.Title != ""
	}
	return a
}

// bodyOf joins lines of a text as paragraphs. Usually the text holds them in that form
// already, and bodyOf returns a part of it.
func bodyOf(lines []Line, text string) string {
	size, asIs := 0, true
	for i := range lines {
		l := &lines[i]
		size += len(l.Text) + len(ParagraphSeparator)
		// Only line ends stand between lines.
		asIs = asIs && l.kept == nil && (i == 0 || l.start == lines[i-1].start+len(lines[i-1].whole)+len(ParagraphSeparator))
	}
	size -= len(ParagraphSeparator)
	if start := lines[0].start; asIs {
		return text[start : start+size]
	}
	var b strings.Builder
	b.Grow(size)
	for i := range lines {
		if i > 0 {
			b.WriteString(ParagraphSeparator)
		}
		b.WriteString(lines[i].Text)
	}
	return b.String()
}

// headline returns the index of the line that is the article's headline; -1 if there is
// none or the article came with a title. It is the headline that was found on a page,
// or else the first line. The first line is a headline if it is short, starts like one,
// does not end in a full stop and is followed by a body, or if it appears in the text
// again and so was used as a headline.
func (t *Text) headline() int {
	if t.Article.Title != "" || len(t.Lines) == 0 {
		return -1
	}
	if t.title > 0 {
		if i := slices.IndexFunc(t.Lines, func(l Line) bool { return l.Number == t.title }); i >= 0 {
			return i
		}
	}
	first := t.Lines[0].Text
	if t.Lines[0].Number == t.doubled {
		return 0
	}
	if !looksLikeHeadline(first) || date.TellsMoment(first) {
		return -1
	}
	if len(t.Lines) == 1 {
		return 0
	}
	if ends := plain.Last(first); ends == '?' || ends == '!' {
		// One question is a headline; several in a row tease.
		if next := t.Lines[1].Text; plain.Last(next) == ends && len(next) <= plain.MaxHeadline {
			return -1
		}
	}
	for _, l := range t.Lines[1:] {
		if len(l.Text) > len(first) && (plain.EndsSentence(l.Text) || len(l.Text) >= 120) {
			return 0
		}
	}
	return -1
}

// doubledLine returns the number of the first line of the head that appears in the head
// again and could be a headline, ignoring a full stop.
func doubledLine(lines []Line) int {
	type start struct {
		line *Line
		hash uint64
	}
	var buf [2 * date.HeadLines]start
	seen := buf[:0]
	for i := range lines[:min(len(lines), len(buf))] {
		l := &lines[i]
		if len(l.Text) > plain.MaxHeadline || l.mark.Out || plain.IsBullet(l.Text) {
			continue
		}
		hash := plain.FoldStart(l.Text)
		for _, s := range seen {
			if s.hash == hash && saysAgain(s.line.Text, l.Text) {
				return s.line.Number
			}
		}
		seen = append(seen, start{l, hash})
	}
	return 0
}

// saysAgain reports whether two lines have the same letters, enough for a headline.
func saysAgain(a, b string) bool {
	hash, n := plain.FoldHash(a)
	again, m := plain.FoldHash(b)
	return n >= minRepeatedHeadline && hash == again && n == m
}

// looksLikeHeadline reports whether a line by itself could be a headline.
func looksLikeHeadline(s string) bool {
	if len(s) > plain.MaxHeadline || plain.IsBullet(s) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s)
	if unicode.IsLower(r) || r == '[' || r == '(' {
		return false
	}
	if strings.Count(s, " ") < 2 && !unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai) {
		return false // "Photo", "Sacramento", an author's name
	}
	switch plain.Last(s) {
	case '.', '。':
		word := s[strings.LastIndexByte(s, ' ')+1:]
		return len(word) > 2 && len(word) <= 6 && strings.Count(word, ".") > 1 // "… in the U.S."
	case '…', ':', ',', ';':
		return false
	}
	return len(plain.Sentences(s)) <= 2
}

// isDeck reports whether lines begin with a deck: a line of several words that looks
// like a headline, followed by a body.
func isDeck(lines []Line) bool {
	if len(lines) < 2 || len(lines[0].Text) > plain.MaxDeck {
		return false
	}
	s := lines[0].Text
	switch plain.Last(s) {
	case '.', '…', ':', ',', ';', '?', '。':
		return false
	}
	return strings.Count(s, " ") >= 3 && !plain.IsBullet(s) && looksLikeHeadline(s) &&
		len(lines[1].Text) > len(s) && plain.EndsSentence(lines[1].Text)
}

// deriveTitle makes a title from the text: from the first summary bullet, else from the
// beginning of the first sentence.
func deriveTitle(lines []Line) string {
	for i := range lines[:min(len(lines), 6)] {
		if s := lines[i].Text; plain.IsBullet(s) && len(s) <= plain.MaxHeadline {
			_, s, _ = strings.Cut(s, " ")
			return shorten(s)
		}
	}
	for i := range lines {
		if s := lines[i].Text; plain.EndsSentence(s) && len(s) >= 40 && !strings.HasSuffix(s, "?") {
			return shorten(s)
		}
	}
	if len(lines) > 0 {
		return shorten(lines[0].Text)
	}
	return ""
}

// shorten returns the first sentence of s without its full stop. It cuts a long
// sentence before a clause that begins with a dash, a semicolon, or a comma and a word
// that begins a clause (plain.BeginsClause); failing that it returns as many words as
// fit and "…".
func shorten(s string) string {
	if first := plain.Sentences(s); len(first) > 0 {
		s = s[first[0].Start:first[0].End]
	}
	s = strings.TrimRight(s, ".。")
	if len(s) <= plain.MaxDerived {
		return s
	}
	clause, word := 0, 0
	for i, r := range s {
		if i > plain.MaxDerived {
			break
		}
		switch r {
		case ' ':
			word = i
		case ',', ';', '—', '–':
			rest := s[i+utf8.RuneLen(r):]
			if i >= plain.MaxDerived/2 && (r != ',' && (r == '—' || strings.HasPrefix(rest, " ")) || r == ',' && plain.BeginsClause(rest)) {
				clause = i
			}
		}
	}
	if clause > 0 {
		return strings.TrimRight(s[:clause], " ")
	}
	if word == 0 {
		for word = plain.MaxDerived; !utf8.RuneStart(s[word]); word-- {
		}
	}
	return strings.TrimRight(s[:word], " ,;:–—-") + "…"
}
