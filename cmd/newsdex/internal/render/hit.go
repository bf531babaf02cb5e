package render

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/newsdex/newsdex/cmd/newsdex/internal/terminal"
	"github.com/newsdex/newsdex/query"
)

// Hit writes a hit as people read it, the rank-th of its search:
//
//  1. Title
//     outlet · date · score
//     A passage with «what matches».
//     id
//
// Several passages are a list, in the order of the text:
//
//	– One passage, of which the second line
//	  stands beneath the first.
//	– Another «passage».
func Hit(out *terminal.Output, rank int, h query.Hit) {
	const indent = "   "
	number := fmt.Sprintf("%d. ", rank)
	// write writes text with a lead before its first line, and as many spaces
	// before the others.
	write := func(lead, text string, styled func(string) string) {
		limit := out.Width()
		if limit > 0 {
			limit -= terminal.Columns(lead)
		}
		for _, line := range terminal.Wrap(text, limit) {
			fmt.Fprintf(out, "%s%s\n", lead, styled(line))
			lead = strings.Repeat(" ", terminal.Columns(lead))
		}
	}
	plain := func(s string) string { return s }
	dim := func(s string) { write(indent, terminal.Visible(s), out.Style.Dim) }

	write(terminal.Padded(number, len(indent)), terminal.Visible(h.Title), out.Style.Bold)
	var about []string
	for _, s := range []string{h.Outlet, h.PublishedString(), fmt.Sprintf("%.3f", h.Score)} {
		if s != "" {
			about = append(about, s)
		}
	}
	dim(strings.Join(about, " · "))
	lead := indent
	if len(h.Snippets) > 1 {
		lead += "– "
	}
	open, close := out.Style.Mark()
	for _, s := range h.Snippets {
		write(lead, s.Mark(open, close, terminal.Visible), plain)
	}
	dim(h.ID)
	if h.URL != "" && h.URL != h.ID {
		dim(h.URL)
	}
	if len(h.Copies) > 0 {
		dim("also " + strings.Join(h.Copies, ", "))
	}
	if n := len(h.Earlier); n > 0 {
		dim(terminal.Amount(n, "earlier version") + " of the page, the last: " + terminal.Visible(cmp.Or(h.Earlier[0].Title, h.Earlier[0].ID)))
	}
	if h.Explanation != nil {
		for line := range strings.Lines(h.Explanation.String()) {
			part := strings.TrimLeft(line, " ")
			write(indent+line[:len(line)-len(part)], terminal.Visible(strings.TrimSuffix(part, "\n")), out.Style.Dim)
		}
	}
	fmt.Fprintln(out)
}
