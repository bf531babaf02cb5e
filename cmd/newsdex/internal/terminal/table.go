package terminal

import "strings"

// A Table is rows of cells that are printed in columns, two spaces apart.
type Table [][]string

// Lines returns the rows as lines of one width per column, without spaces at the end.
// Cells are [Visible].
func (t Table) Lines() []string {
	var widths []int
	shown := make(Table, len(t))
	for i, row := range t {
		for j, c := range row {
			c = Visible(c)
			shown[i] = append(shown[i], c)
			if j == len(widths) {
				widths = append(widths, 0)
			}
			widths[j] = max(widths[j], Columns(c))
		}
	}
	lines := make([]string, len(t))
	for i, row := range shown {
		var b strings.Builder
		for j, c := range row {
			b.WriteString(Padded(c, widths[j]+2))
		}
		lines[i] = strings.TrimRight(b.String(), " ")
	}
	return lines
}
