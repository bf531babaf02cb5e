package ingest

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/newsdex/newsdex/ingest/internal/phrase"
	"github.com/newsdex/newsdex/ingest/internal/plain"
	"github.com/newsdex/newsdex/ingest/internal/score"
)

// A Text is an article's normalized text while the rules work on it. A [Rule] reads it
// and returns Cuts. Only the engine changes it.
type Text struct {
	// Lines are the lines that still hold text, in order. Blank lines and emptied lines
	// are not among them.
	Lines []Line
	// Article holds the metadata found so far. Its Body is the whole normalized text.
	Article Article

	level  Level // of cleaning
	scored bool  // the scorer has seen the lines
	// seen are the lines as the tables and the scorers see them; features, around and
	// scores are their features and scores. Their memory is reused from one text to the
	// next.
	seen     []phrase.Line
	features score.Features
	around   score.Surroundings
	scores   []float32
	page     bool // the text is a whole page, as text
	title    int  // number of the headline's line; 0 until it is found
	lead     int  // number of the lead's line, on a page with a lead above its date; else 0
	// pageTitle is the number of a first line that is the title of the page, with the
	// headline and the name of the site; 0 if there is none.
	pageTitle int
	// doubled is the number of a short line at the head that appears there again and so
	// was used as a headline; 0 if there is none.
	doubled int
	removed []Removal
}

// A Line is one line of a Text: a paragraph, a heading, or something outside the
// article.
type Line struct {
	Number int    // line of the normalized input, from 1
	Text   string // the text left of the line: not empty, no space at either end

	stray   float32 // distance above the scorer's threshold; above 0 the line goes
	outside bool    // the line stands outside the article of its page
	edge    bool    // …above its first paragraph or below its last, in a text that is no page
	prose   bool    // the line reads like a paragraph
	titled  float32 // share of its words that are in the text's first line

	mark  phrase.Mark  // the phrase tables' mark of the untouched line
	whole string       // the untouched line
	start int          // byte offset in the whole text
	kept  []plain.Span // the parts of whole that Text consists of; nil: all of it
}

// A Cut is a range of a Text that a rule takes out.
type Cut struct {
	Line  int // index in Text.Lines
	Start int // byte offset in Line.Text
	End   int // byte offset after the last byte
	// Whole takes out the whole line; Start and End are ignored.
	Whole bool

	// Reason says why, if it is more specific than the rule's Reason.
	Reason string
	// Set, if not nil, stores in the article's metadata the information of the cut
	// text: a date line becomes Published. It is called once, when the cut is made.
	Set func(*Article)
}

// newText splits a normalized text into lines and marks each by the phrase tables.
func newText(a Article) *Text {
	t := &Text{}
	t.set(a)
	return t
}

// maxKept is the number of lines for which a Text keeps its memory from one article to
// the next.
const maxKept = 1 << 12

// set makes t the Text of an article. Its former contents are dropped, except its
// memory and level.
func (t *Text) set(a Article) {
	lines := t.Lines[:0]
	if cap(lines) > maxKept {
		lines = nil
	}
	if cap(t.seen) > maxKept || cap(t.features.Shapes) > maxKept {
		t.seen, t.features, t.around, t.scores = nil, score.Features{}, score.Surroundings{}, nil
	}
	*t = Text{Article: a, Lines: lines, level: t.level, seen: t.seen, features: t.features, around: t.around, scores: t.scores}
	number, start := 0, 0
	for s := range strings.SplitSeq(a.Body, "\n") {
		number++
		if s != "" {
			t.Lines = append(t.Lines, Line{Number: number, Text: s, whole: s, start: start})
		}
		start += len(s) + 1
	}
	marked := t.marked()
	phrase.MarkLines(marked, t.level == Careful)
	for i := range marked {
		t.Lines[i].mark = marked[i].Mark
	}
	t.doubled = doubledLine(t.Lines)
}

// apply runs one rule and makes its cuts. Cuts outside the text are clipped; cuts
// inside a character are widened to the whole character.
func (t *Text) apply(r Rule) {
	if r.look != nil {
		r.look(t)
	}
	cuts := r.Find(t)
	if len(cuts) == 0 {
		return
	}
	slices.SortStableFunc(cuts, func(a, b Cut) int {
		if a.Line != b.Line {
			return a.Line - b.Line
		}
		return a.Start - b.Start
	})
	emptied := false
	for len(cuts) > 0 {
		n := 1
		for n < len(cuts) && cuts[n].Line == cuts[0].Line {
			n++
		}
		if i := cuts[0].Line; i >= 0 && i < len(t.Lines) {
			t.cutLine(i, r, cuts[:n])
			emptied = emptied || t.Lines[i].Text == ""
		}
		cuts = cuts[n:]
	}
	if emptied {
		t.Lines = slices.DeleteFunc(t.Lines, func(l Line) bool { return l.Text == "" })
	}
}

// cutLine takes cuts, sorted by Start, out of line i and records them.
func (t *Text) cutLine(i int, r Rule, cuts []Cut) {
	l := &t.Lines[i]
	if c := cuts[0]; len(cuts) == 1 && (c.Whole || c.Start <= 0 && c.End >= len(l.Text)) && l.kept == nil {
		if c.Set != nil {
			t.learn(c, l.Number)
		}
		t.removed = append(t.removed, Removal{Rule: r.Name, Reason: cmp.Or(c.Reason, r.Reason), Text: l.whole, Line: l.Number})
		l.Text = ""
		return
	}
	merged := make([]Cut, 0, len(cuts))
	for _, c := range cuts {
		if !c.clip(l.Text) {
			continue
		}
		if c.Set != nil {
			t.learn(c, l.Number)
		}
		if n := len(merged); n > 0 && strings.Trim(l.Text[min(merged[n-1].End, c.Start):c.Start], " ") == "" {
			merged[n-1].End = max(merged[n-1].End, c.End)
			continue
		}
		merged = append(merged, c)
	}
	if len(merged) == 0 {
		return
	}
	if l.kept == nil {
		l.kept = []plain.Span{{End: len(l.whole)}}
	}
	var left []plain.Span
	at := 0 // the rest of l.Text starts here
	for _, c := range merged {
		c.takeSpace(l.Text)
		left = append(left, l.spans(at, c.Start)...)
		at = c.End
		reason := cmp.Or(c.Reason, r.Reason)
		for _, s := range l.spans(c.Start, c.End) {
			t.removed = append(t.removed, Removal{
				Rule: r.Name, Reason: reason,
				Text: l.whole[s.Start:s.End], Line: l.Number, Column: s.Start,
			})
		}
	}
	l.kept = append(left, l.spans(at, len(l.Text))...)
	var b strings.Builder
	for _, s := range l.kept {
		b.WriteString(l.whole[s.Start:s.End])
	}
	l.Text = b.String()
}

// learn stores the metadata of a cut in the article, and records where it was found.
func (t *Text) learn(c Cut, line int) {
	before := t.Article
	c.Set(&t.Article)
	a, sources := &t.Article, []Provenance{{Kind: InText, Line: line}}
	if a.Outlet != before.Outlet {
		a.found(Candidate{Field: "outlet", Value: a.Outlet, Sources: sources, Chosen: true})
	}
	if !slices.Equal(a.Authors, before.Authors) {
		a.found(Candidate{Field: "authors", Value: strings.Join(a.Authors, ", "), Sources: sources, Chosen: true})
	}
	if !a.Published.Equal(before.Published) {
		a.found(Candidate{Field: "published", Value: a.PublishedString(), Sources: sources, Chosen: true})
	}
	if !a.Updated.Equal(before.Updated) {
		a.found(Candidate{Field: "updated", Value: a.UpdatedString(), Sources: sources, Chosen: true})
	}
}

// spans returns the positions in l.whole of the bytes start to end of l.Text.
func (l *Line) spans(start, end int) []plain.Span {
	var out []plain.Span
	at := 0
	for _, s := range l.kept {
		n := s.End - s.Start
		from, to := max(start-at, 0), min(end-at, n)
		if from < to {
			out = append(out, plain.Span{Start: s.Start + from, End: s.Start + to})
		}
		at += n
	}
	return out
}

// clip limits the cut to s and moves it to character boundaries. It reports whether
// anything is left to cut.
func (c *Cut) clip(s string) bool {
	if c.Whole {
		c.Start, c.End = 0, len(s)
	}
	c.Start, c.End = max(c.Start, 0), min(c.End, len(s))
	if c.Start >= c.End {
		return false
	}
	for !utf8.RuneStart(s[c.Start]) {
		c.Start--
	}
	for c.End < len(s) && !utf8.RuneStart(s[c.End]) {
		c.End++
	}
	return true
}

// takeSpace widens the cut by a space that would otherwise be doubled or left at an end
// of the line.
func (c *Cut) takeSpace(s string) {
	before := c.Start == 0 || s[c.Start-1] == ' '
	after := c.End == len(s) || s[c.End] == ' '
	switch {
	case !before || !after:
	case c.End < len(s):
		c.End++
	case c.Start > 0:
		c.Start--
	}
}

// marked returns the untouched lines as the phrase tables and the line scorer see
// them. The slice is valid until the next call.
func (t *Text) marked() []phrase.Line {
	t.seen = plain.Sized(t.seen, len(t.Lines))
	for i := range t.Lines {
		l := &t.Lines[i]
		t.seen[i] = phrase.Line{Text: l.whole, Mark: l.mark}
	}
	return t.seen
}
