package main

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/newsdex/newsdex/query"
)

// A hitJSON is a hit as a machine reads it. The snippets are HTML, with what
// matches in <mark> elements.
type hitJSON struct {
	ID        string   `json:"id"`
	Score     float64  `json:"score"`
	Title     string   `json:"title"`
	Outlet    string   `json:"outlet"`
	Published string   `json:"published"`
	URL       string   `json:"url"`
	Snippets  []string `json:"snippets"`
	Copies    []string `json:"copies,omitempty"`

	Earlier []revisionJSON `json:"earlier,omitempty"`

	Explanation *query.Explanation `json:"explanation,omitempty"`
}

// A revisionJSON is an earlier text of the page.
type revisionJSON struct {
	ID        string `json:"id"`
	Title     string `json:"title"`
	Published string `json:"published"`
}

func newHitJSON(h query.Hit) hitJSON {
	j := hitJSON{
		ID: h.ID, Score: h.Score, Title: h.Title, Outlet: h.Outlet,
		Published: h.PublishedString(), URL: h.URL, Snippets: []string{}, Copies: h.Copies,
		Explanation: h.Explanation,
	}
	for _, r := range h.Earlier {
		j.Earlier = append(j.Earlier, revisionJSON{r.ID, r.Title, r.PublishedString()})
	}
	for _, s := range h.Snippets {
		j.Snippets = append(j.Snippets, s.HTML())
	}
	return j
}

// printHit writes a hit as people read it:
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
func printHit(out *stdout, rank int, h query.Hit) {
	const indent = "   "
	number := fmt.Sprintf("%d. ", rank)
	// write writes text with a lead before its first line, and as many spaces
	// before the others.
	write := func(lead, text string, styled func(string) string) {
		limit := out.width()
		if limit > 0 {
			limit -= columns(lead)
		}
		for _, line := range wrap(text, limit) {
			fmt.Fprintf(out, "%s%s\n", lead, styled(line))
			lead = strings.Repeat(" ", columns(lead))
		}
	}
	plain := func(s string) string { return s }
	dim := func(s string) { write(indent, visible(s), out.style.dim) }

	write(padded(number, len(indent)), visible(h.Title), out.style.bold)
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
	open, close := out.style.mark()
	for _, s := range h.Snippets {
		write(lead, s.Mark(open, close, visible), plain)
	}
	dim(h.ID)
	if h.URL != "" && h.URL != h.ID {
		dim(h.URL)
	}
	if len(h.Copies) > 0 {
		dim("also " + strings.Join(h.Copies, ", "))
	}
	if n := len(h.Earlier); n > 0 {
		dim(amount(n, "earlier version") + " of the page, the last: " + visible(cmp.Or(h.Earlier[0].Title, h.Earlier[0].ID)))
	}
	if h.Explanation != nil {
		for line := range strings.Lines(h.Explanation.String()) {
			part := strings.TrimLeft(line, " ")
			write(indent+line[:len(line)-len(part)], visible(strings.TrimSuffix(part, "\n")), out.style.dim)
		}
	}
	fmt.Fprintln(out)
}

// tellTotal says how many articles match, and how to find more where none do.
func (a *app) tellTotal(q query.Query, total, offset, shown, limit int) {
	verb := "match"
	if total == 1 {
		verb = "matches"
	}
	msg := amount(total, "article") + " " + verb
	switch {
	case total == 0:
		a.stderr.say("no article matches; %s", widen(q))
		return
	case shown == 0 && limit > 0:
		msg += fmt.Sprintf("; --offset %d passes over all of them", offset)
	case shown > 0 && shown < total:
		msg += fmt.Sprintf("; these are %s to %s", grouped(offset+1), grouped(offset+shown))
	}
	a.stderr.say("%s", msg)
}
