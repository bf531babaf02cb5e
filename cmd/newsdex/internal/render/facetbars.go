package render

import (
	"fmt"
	"slices"
	"strings"

	"github.com/newsdex/newsdex/cmd/newsdex/internal/terminal"
	"github.com/newsdex/newsdex/query"
)

const (
	// maxBar is the greatest length of a bar.
	maxBar = 40
	// minBar is the length that a bar keeps where names are long.
	minBar = 8
	// maxEmpty is the greatest number of lines in a row without a bar.
	maxEmpty = 3
)

// facetBars returns counts as lines of at most width columns, for a terminal:
//
//	outlet
//	  Unblock Media   12  ████████████████████████████████████████
//	  Herald           3  ██████████
//	  (none)           2  ██████▋
//	  and 14 other outlets
//
// One line stands for more than three days, months or years in a row without
// articles.
func facetBars(c query.FacetCount, width int, s terminal.Style) []string {
	if len(c.Values) == 0 && c.Without == 0 {
		return nil
	}
	rows := c.Values
	if c.Without > 0 {
		rows = append(slices.Clip(rows), query.ValueCount{Value: "(none)", Count: c.Without})
	}
	names, digits, most := 0, 0, 1
	for _, r := range rows {
		names, digits, most = max(names, terminal.Columns(terminal.Visible(r.Value))), max(digits, len(terminal.Grouped(r.Count))), max(most, r.Count)
	}
	const spaces = 6 // before a line, and twice between
	names = max(min(names, width-spaces-digits-minBar), 1)
	room := min(width-spaces-digits-names, maxBar)

	lines := []string{s.Bold(c.By.String())}
	for i := 0; i < len(rows); i++ {
		r := rows[i]
		if n := empty(rows[i:]); n > maxEmpty {
			lines = append(lines, s.Dim(fmt.Sprintf("  ⋮ %s without articles", terminal.Amount(n, c.By.String()))))
			i += n - 1
			continue
		}
		name := terminal.Visible(r.Value)
		if terminal.Columns(name) > names {
			name = terminal.Cut(name, names-1) + "…"
		}
		line := fmt.Sprintf("  %s  %*s  %s", terminal.Padded(name, names), digits, terminal.Grouped(r.Count), bar(r.Count, most, room))
		lines = append(lines, strings.TrimRight(line, " "))
	}
	if c.Others > 0 {
		lines = append(lines, s.Dim("  and "+others(c)))
	}
	return append(lines, "")
}

// empty returns how many values at the front have the count 0.
func empty(values []query.ValueCount) int {
	for i, v := range values {
		if v.Count > 0 {
			return i
		}
	}
	return len(values)
}

// bar returns a bar whose length is to room columns as n is to most, in eighths
// of a column. It is empty for 0 only.
func bar(n, most, room int) string {
	if n <= 0 || room <= 0 {
		return ""
	}
	eighths := max(int(int64(n)*int64(room)*8/int64(most)), 1)
	full := strings.Repeat("█", eighths/8)
	if part := eighths % 8; part > 0 {
		full += string([]rune("▏▎▍▌▋▊▉")[part-1])
	}
	return full
}
