package render

import (
	"fmt"

	"github.com/newsdex/newsdex/cmd/newsdex/internal/terminal"
	"github.com/newsdex/newsdex/query"
)

// Facets writes counts: as bars on a terminal, and else as lines of the dimension, the
// value and the count with tabs between them.
func Facets(out *terminal.Output, counts []query.FacetCount) {
	width := out.Width()
	for _, c := range counts {
		if width > 0 {
			for _, line := range facetBars(c, width, out.Style) {
				fmt.Fprintln(out, line)
			}
			continue
		}
		for _, v := range c.Values {
			fmt.Fprintf(out, "%s\t%s\t%d\n", c.By, terminal.Visible(v.Value), v.Count)
		}
		if c.Without > 0 {
			fmt.Fprintf(out, "%s\t\t%d\n", c.By, c.Without)
		}
	}
}

// Unlisted says how many values Facets left out, where its lines have no room for it.
func Unlisted(m *terminal.Messages, out *terminal.Output, counts []query.FacetCount) {
	for _, c := range counts {
		if c.Others > 0 && !out.IsTerminal() {
			m.Say("%s not listed; --facet-limit lists more", others(c))
		}
	}
}

// others says how many values there are besides those that are listed.
func others(c query.FacetCount) string {
	if c.By.IsDate() {
		return terminal.Amount(c.Others, "earlier "+c.By.String())
	}
	what := map[query.Dimension]string{query.Language: "language"}[c.By]
	if what == "" {
		what = c.By.String()
	}
	return terminal.Amount(c.Others, "other "+what)
}
