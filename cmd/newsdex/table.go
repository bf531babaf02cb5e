package main

import "strings"

// A table is rows of cells that are printed in columns, two spaces apart.
type table [][]string

func (t table) lines() []string {
	var widths []int
	for _, row := range t {
		for i, c := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], columns(c))
		}
	}
	lines := make([]string, len(t))
	for i, row := range t {
		var b strings.Builder
		for j, c := range row {
			b.WriteString(padded(c, widths[j]+2))
		}
		lines[i] = strings.TrimRight(b.String(), " ")
	}
	return lines
}
