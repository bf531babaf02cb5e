package query

import (
	"context"
	"html"
	"strings"

	"github.com/newsdex/newsdex/query/internal/show"
	"github.com/newsdex/newsdex/query/plan"
)

// A Snippet is a passage of an article's text.
type Snippet struct {
	// Text is the passage, with an ellipsis (…) where a sentence is cut.
	Text string
	// Marks are the parts of Text that match the query, in order and without
	// overlap. A phrase is one mark.
	Marks []Mark
}

// A Mark is a run of bytes of a snippet's text. It begins and ends with a word.
type Mark struct {
	// Start is the offset of the first byte.
	Start int
	// End is the offset behind the last byte.
	End int
}

// Mark returns the text with open before and close behind every mark. escape is
// applied to all parts of the text; a nil escape changes nothing. A part of a mark
// that is outside the text, or within the mark before it, is left out.
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

// HTML returns the text as HTML, with marks in <mark> elements. The rest is escaped,
// so that it can be the content of an element or a quoted value of an attribute.
// Bytes that are not valid UTF-8, and NUL, which HTML does not allow, become U+FFFD.
func (s Snippet) HTML() string { return s.Mark("<mark>", "</mark>", escapeHTML) }

func escapeHTML(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	return html.EscapeString(strings.ReplaceAll(s, "\x00", "\uFFFD"))
}

// A Snippeter chooses the passages that show why articles match a plan, for one hit
// after the other. It serves engines that do not make snippets themselves. It is for
// one goroutine.
type Snippeter struct{ of *show.Snippeter }

// NewSnippeter returns a snippeter that chooses at most n passages of each article.
// weight returns the weight of a leaf in the choice, usually its idf times its
// boost.
func NewSnippeter(p *plan.Plan, n int, weight func(*plan.Leaf) float64) *Snippeter {
	return &Snippeter{show.New(p.Leaves(), weight, n)}
}

// Snippets returns the passages of a hit's Body that best show why it matches, in
// the order of the text. It reads Title, Deck, Body and Language. A hit without a
// match in its body has its beginning.
func (s *Snippeter) Snippets(h *Hit) []Snippet {
	found, _ := s.snippets(context.Background(), h) // which is never done
	return found
}

// snippets is like Snippets but stops when ctx is done, and returns its error.
func (s *Snippeter) snippets(ctx context.Context, h *Hit) ([]Snippet, error) {
	found, err := s.of.Snippets(ctx, &show.Text{Title: h.Title, Deck: h.Deck, Body: h.Body, Language: h.Language})
	if len(found) == 0 {
		return nil, err
	}
	snippets := make([]Snippet, len(found))
	for i, f := range found {
		snippets[i].Text = f.Text
		if len(f.Marks) > 0 {
			snippets[i].Marks = make([]Mark, len(f.Marks))
		}
		for j, m := range f.Marks {
			snippets[i].Marks[j] = Mark(m)
		}
	}
	return snippets, nil
}

// addSnippets sets the snippets of hits, on several goroutines.
func addSnippets(ctx context.Context, hits []Hit, p *plan.Plan, n int, weight func(*plan.Leaf) float64) error {
	return forHits(len(hits), func() func(i int) error {
		s := NewSnippeter(p, n, weight)
		return func(i int) (err error) {
			hits[i].Snippets, err = s.snippets(ctx, &hits[i])
			return err
		}
	})
}
