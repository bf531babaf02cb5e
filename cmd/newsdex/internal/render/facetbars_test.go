package render

import (
	"slices"
	"strings"
	"testing"

	"github.com/newsdex/newsdex/cmd/newsdex/internal/terminal"
	"github.com/newsdex/newsdex/query"
)

func TestFacetBars(t *testing.T) {
	outlets := query.FacetCount{By: query.Outlet, Others: 14, Without: 2, Values: []query.ValueCount{
		{Value: "Unblock\tMedia", Count: 1200}, {Value: "日本経済新聞", Count: 300}, {Value: "Herald", Count: 1},
	}}
	years := query.FacetCount{By: query.Year, Others: 1, Values: []query.ValueCount{
		{Value: "2001", Count: 4}, {Value: "2002"}, {Value: "2003"}, {Value: "2004"}, {Value: "2005", Count: 2},
		{Value: "2006"}, {Value: "2007"}, {Value: "2008"}, {Value: "2009"}, {Value: "2010", Count: 1},
	}}
	for _, tt := range []struct {
		count query.FacetCount
		width int
		want  []string
	}{
		{outlets, 80, []string{
			"outlet",
			"  Unblock Media  1,200  " + strings.Repeat("█", 40),
			"  日本経済新聞     300  " + strings.Repeat("█", 10),
			"  Herald             1  ▏",
			"  (none)             2  ▏",
			"  and 14 other outlets",
			"",
		}},
		{outlets, 24, []string{
			"outlet",
			"  Unbl…  1,200  ████████",
			"  日本…    300  ██",
			"  Hera…      1  ▏",
			"  (non…      2  ▏",
			"  and 14 other outlets",
			"",
		}},
		{years, 20, []string{
			"year",
			"  2001  4  █████████",
			"  2002  0",
			"  2003  0",
			"  2004  0",
			"  2005  2  ████▌",
			"  ⋮ 4 years without articles",
			"  2010  1  ██▎",
			"  and 1 earlier year",
			"",
		}},
		{query.FacetCount{By: query.Author, Without: 1}, 24, []string{"author", "  (none)  1  ███████████", ""}},
		{query.FacetCount{By: query.Author}, 20, nil},
	} {
		if got := facetBars(tt.count, tt.width, terminal.Style{}); !slices.Equal(got, tt.want) {
			t.Errorf("%s in %d columns:\n%s\nwant\n%s", tt.count.By, tt.width, strings.Join(got, "\n"), strings.Join(tt.want, "\n"))
		}
	}
	if got := facetBars(outlets, 80, terminal.Style{On: true}); got[0] != "\x1b[1moutlet\x1b[0m" {
		t.Errorf("in colours: %q", got[0])
	}
}

func TestBar(t *testing.T) {
	for _, tt := range []struct {
		n, most, room int
		want          string
	}{
		{0, 10, 10, ""},
		{10, 10, 10, "██████████"},
		{5, 10, 10, "█████"},
		{1, 16, 10, "▋"},
		{1, 1_000_000, 10, "▏"},
		{3, 8, 1, "▍"},
		{1 << 40, 1 << 40, 40, strings.Repeat("█", 40)},
		{1, 1, 0, ""},
	} {
		if got := bar(tt.n, tt.most, tt.room); got != tt.want {
			t.Errorf("bar(%d, %d, %d) = %q, want %q", tt.n, tt.most, tt.room, got, tt.want)
		}
	}
}
