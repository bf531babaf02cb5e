package terminal

import "strings"

// A Table is rows of cells that are printed in columns, two spaces apart.
type Table [][]string

// Lines returns the rows as lines of one width per column, without spaces at the end.
func (t Table) Lines() []string {
	var widths []int
	for _, row := range t {
		for i, c := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], Columns(c))
		}
	}
	lines := make([]string, len(t))
	for i, row := range t {
		var b strings.Builder
		for j, c := range row {
			b.WriteString(Padded(c, widths[j]+2))
		}
		lines[i] = strings.TrimRight(b.String(), " ")
	}
	return lines
}
