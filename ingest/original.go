package ingest

import (
	"cmp"
	"slices"
	"strings"
)

// Original returns the normalized text that the article was cleaned from: what
// was kept and what was removed, each back in its place, and without the
// repairs. It is normalForm(body) of the raw article, so a title that was a field
// of its own is not in it.
func (a *Article) Original() string {
	s := a.repaired()
	for _, r := range slices.Backward(a.Repairs) {
		s = undoEdits(s, r.Edits)
	}
	return s
}

// repaired returns the repaired text that the rules saw.
func (a *Article) repaired() string {
	type part struct {
		line, column int // column -1: kept
		text         string
	}
	var parts []part
	keep := func(line int, text string) {
		if line > 0 {
			parts = append(parts, part{line, -1, text})
		}
	}
	keep(a.Lines.Title, a.Title)
	keep(a.Lines.Deck, a.Deck)
	for i, p := range a.Paragraphs() {
		if i < len(a.Lines.Body) {
			keep(a.Lines.Body[i], p)
		}
	}
	for _, r := range a.Removed {
		parts = append(parts, part{r.Line, r.Column, r.Text})
	}
	slices.SortStableFunc(parts, func(x, y part) int {
		return cmp.Or(cmp.Compare(x.line, y.line), cmp.Compare(x.column, y.column))
	})

	var b strings.Builder
	line, start, kept := 1, 0, ""
	finish := func() {
		b.WriteString(kept)
		kept = ""
	}
	for _, p := range parts {
		if p.line != line {
			finish()
			// Blank lines hold nothing to put back; the cap keeps line
			// numbers that Read never made from growing the text.
			b.WriteString(strings.Repeat("\n", min(max(p.line-line, 0), defaultMaxArticle)))
			line, start = p.line, b.Len()
		}
		if p.column < 0 {
			finish()
			kept = p.text
			continue
		}
		n := min(max(p.column-(b.Len()-start), 0), len(kept))
		b.WriteString(kept[:n])
		kept = kept[n:]
		b.WriteString(p.text)
	}
	finish()
	return b.String()
}

// sortRemovals puts removals in the order of the input.
func sortRemovals(rs []Removal) {
	slices.SortStableFunc(rs, func(a, b Removal) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
}
