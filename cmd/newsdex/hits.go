package main

import (
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

	Explanation *query.Explanation `json:"explanation,omitempty"`
}

func newHitJSON(h query.Hit) hitJSON {
	j := hitJSON{
		ID: h.ID, Score: h.Score, Title: h.Title, Outlet: h.Outlet,
		Published: h.PublishedString(), URL: h.URL, Snippets: []string{}, Copies: h.Copies,
		Explanation: h.Explanation,
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
func printHit(out *stdout, rank int, h query.Hit) {
	indent := "   "
	number := fmt.Sprintf("%d. ", rank)
	write := func(text string, styled func(string) string) {
		limit := out.width()
		if limit > 0 {
			limit -= len(indent)
		}
		for _, line := range wrap(text, limit) {
			lead := indent
			if number != "" {
				lead, number = fmt.Sprintf("%-*s", len(indent), number), ""
			}
			fmt.Fprintf(out, "%s%s\n", lead, styled(line))
		}
	}
	plain := func(s string) string { return s }

	write(visible(h.Title), out.style.bold)
	var about []string
	for _, s := range []string{h.Outlet, h.PublishedString(), fmt.Sprintf("%.3f", h.Score)} {
		if s != "" {
			about = append(about, visible(s))
		}
	}
	write(strings.Join(about, " · "), out.style.dim)
	open, close := out.style.mark()
	for _, s := range h.Snippets {
		write(s.Mark(open, close, visible), plain)
	}
	write(visible(h.ID), out.style.dim)
	if h.URL != "" && h.URL != h.ID {
		write(visible(h.URL), out.style.dim)
	}
	if len(h.Copies) > 0 {
		write("also "+visible(strings.Join(h.Copies, ", ")), out.style.dim)
	}
	if h.Explanation != nil {
		for line := range strings.Lines(h.Explanation.String()) {
			write(visible(strings.TrimSuffix(line, "\n")), out.style.dim)
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
