package query

import (
	"html"
	"strings"
)

// A Snippet is a passage of an article's text.
type Snippet struct {
	// Text is the passage; an ellipsis (…) stands where a sentence was cut.
	Text string
	// Marks are the places in Text that match the query, in order; they do
	// not overlap. A phrase is one mark.
	Marks []Mark
}

// A Mark is a run of bytes of a snippet's text, from Start up to and without
// End. It begins and ends with a word.
type Mark struct{ Start, End int }

// Mark returns the text with open before and close behind every mark, and
// everything else as escape makes it; a nil escape leaves it as it is. What of a
// mark lies outside of the text, or in a mark before it, is left out.
func (s Snippet) Mark(open, close string, escape func(string) string) string {
	if escape == nil {
		escape = func(s string) string { return s }
	}
	var b strings.Builder
	b.Grow(len(s.Text) + len(s.Marks)*(len(open)+len(close)))
	at := 0
	for _, m := range s.Marks {
		start, end := max(m.Start, at), min(m.End, len(s.Text))
		if start >= end {
			continue
		}
		b.WriteString(escape(s.Text[at:start]))
		b.WriteString(open)
		b.WriteString(escape(s.Text[start:end]))
		b.WriteString(close)
		at = end
	}
	b.WriteString(escape(s.Text[at:]))
	return b.String()
}

// HTML returns the text as HTML, with its marks in <mark> elements. All else is
// escaped, so that it can stand in an element or between the quotes of an
// attribute's value; bytes that are not valid UTF-8, and NUL, which HTML does not
// know, become U+FFFD.
func (s Snippet) HTML() string { return s.Mark("<mark>", "</mark>", escapeHTML) }

func escapeHTML(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	return html.EscapeString(strings.ReplaceAll(s, "\x00", "\uFFFD"))
}
