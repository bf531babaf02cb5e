package ingest

import (
	"slices"
	"strings"
	"testing"
)

// TestAddRule adds a rule as the README describes it: one row of the table, with its
// Find function.
func TestAddRule(t *testing.T) {
	tides := Rule{Name: "tide-table", Reason: "gives the day's tides", Find: func(text *Text) (cuts []Cut) {
		for i, l := range text.Lines {
			if strings.HasPrefix(l.Text, "High water: ") {
				cuts = append(cuts, Cut{Line: i, Whole: true})
			}
		}
		return cuts
	}}
	a, err := Clean(Article{ID: "a", Body: "Harbour closes\nThe harbour closes in March for repairs.\nHigh water: 10:40"},
		Options{Rules: append(slices.Clone(DefaultRules()), tides)})
	if err != nil || strings.Contains(a.Body, "10:40") || len(a.Removed) != 1 || a.Removed[0].Rule != "tide-table" {
		t.Errorf("%q, %+v, %v", a.Body, a.Removed, err)
	}
}
