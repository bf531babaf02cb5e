package render

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/newsdex/newsdex/cmd/newsdex/internal/terminal"
	"github.com/newsdex/newsdex/ingest"
)

// A piece is one text of an article's normalized input, kept or taken out.
type piece struct {
	line    int
	text    string
	removed *ingest.Removal // nil: it stays
}

// pieces returns what stood in the input, in the order of its lines. A line that
// lost parts is whole without them, between what stood at its beginning and the
// others.
func pieces(a *ingest.Article) []piece {
	var ps []piece
	keep := func(line int, text string) {
		if line > 0 && text != "" {
			ps = append(ps, piece{line: line, text: text})
		}
	}
	keep(a.Lines.Title, a.Title)
	keep(a.Lines.Deck, a.Deck)
	for i, p := range a.Paragraphs() {
		if i < len(a.Lines.Body) {
			keep(a.Lines.Body[i], p)
		}
	}
	for i, r := range a.Removed {
		ps = append(ps, piece{r.Line, r.Text, &a.Removed[i]})
	}
	place := func(p piece) int {
		switch {
		case p.removed == nil:
			return 1
		case p.removed.Column == 0:
			return 0
		}
		return 2
	}
	slices.SortStableFunc(ps, func(x, y piece) int {
		return cmp.Or(cmp.Compare(x.line, y.line), cmp.Compare(place(x), place(y)))
	})
	return ps
}

// Article writes an article with the lines that stay and those that go:
//
//	path/of/the/article.txt
//	  title     Musk bids for OpenAI
//	  language  en
//
//	   1   Musk bids for OpenAI
//	   2 - Share this article
//	       share-bar: buttons that share the page
//	   3   The offer — $97.4 billion — was refused
//	     ~ entity: “&mdash;” → “—”, 2 times
//
// A tilde marks what was mended.
func Article(out *terminal.Output, a *ingest.Article) error {
	const gutter = 7
	st := out.Style
	limit := out.Width()
	if limit > 0 {
		limit -= gutter
	}
	write := func(lead, text string, styled func(string) string) {
		for _, line := range terminal.Wrap(terminal.Visible(text), limit) {
			fmt.Fprintf(out, "%s%s\n", terminal.Padded(lead, gutter), styled(line))
			lead = ""
		}
	}

	fmt.Fprintln(out, st.Bold(terminal.Visible(cmp.Or(a.File, a.ID))))
	for _, line := range about(a).Lines() {
		fmt.Fprintf(out, "  %s\n", terminal.Visible(line))
	}
	fmt.Fprintln(out)
	ps := pieces(a)
	edits := mendings(a)
	for i, p := range ps {
		for len(edits) > 0 && edits[0].line < p.line {
			write("     ~", edits[0].String(), st.Dim)
			edits = edits[1:]
		}
		number := fmt.Sprintf("%4d", p.line)
		if p.removed == nil {
			write(number, p.text, func(s string) string { return s })
			continue
		}
		write(number+" -", p.text, st.Red)
		why := p.removed.Rule + ": " + p.removed.Reason
		if i+1 < len(ps) && ps[i+1].removed != nil && why == ps[i+1].removed.Rule+": "+ps[i+1].removed.Reason {
			continue // once, beneath the last of them
		}
		write("", why, st.Dim)
	}
	for _, e := range edits {
		write("     ~", e.String(), st.Dim)
	}
	_, err := fmt.Fprintln(out) // the error of any write above, too
	return err
}

// about lists what is known of an article.
func about(a *ingest.Article) terminal.Table {
	title := a.Title
	if a.TitleDerived {
		title += " (made from the text)"
	}
	var t terminal.Table
	for _, row := range [][]string{
		{"id", a.ID},
		{"title", title},
		{"deck", a.Deck},
		{"outlet", a.Outlet},
		{"agency", a.Agency},
		{"dateline", a.Dateline},
		{"authors", strings.Join(a.Authors, ", ")},
		{"published", a.PublishedString()},
		{"updated", a.UpdatedString()},
		{"section", a.Section},
		{"tags", strings.Join(a.Tags, ", ")},
		{"language", a.Language},
		{"url", a.URL},
	} {
		if row[1] != "" {
			t = append(t, row)
		}
	}
	for _, c := range a.Found {
		if c.Refused != "" {
			t = append(t, []string{"refused", fmt.Sprintf("%s %s: it %s (%s)", c.Field, c.Value, c.Refused, c.Source())})
		}
	}
	for _, r := range a.Repairs {
		t = append(t, []string{"repaired", fmt.Sprintf("%s: %s (%d)", r.Kind, r.Detail, r.Count)})
		for _, e := range r.Edits {
			if e.Field != "" {
				t = append(t, []string{"", e.Field + ": " + change{e.Old, e.New, 1}.String()})
			}
		}
	}
	return t
}
