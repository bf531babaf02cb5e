package page

import (
	"fmt"
	"strings"
	"testing"
)

// TestParseCost checks that pages are refused for which html.Parse takes a time, or
// makes a number of nodes, that grows with the square of their size.
func TestParseCost(t *testing.T) {
	many := func(n int, part string) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(strings.ReplaceAll(part, "#", fmt.Sprint(i)))
		}
		return b.String()
	}
	for _, c := range []struct {
		name, page string
		tooMuch    bool
	}{
		{"paragraphs", many(20_000, "<p>Text # of <b>it</b>, and <i>more</i> of <a href=#>it</a>.</p>\n"), false},
		{"lines", many(20_000, "Text # of it.<br>\n"), false},
		{"a table", "<table>" + many(20_000, "<tr><td><font size=2>#</font></td><td>text</td></tr>\n") + "</table>", false},
		{"fonts left open in cells", "<table>" + many(20_000, "<tr><td><font size=2>#</td><td><font size=2 color=red>text</td></tr>\n") + "</table>", false},
		{"misnested formatting", many(20_000, "<p><b><i>Text #</b></i></p>\n"), false},
		{"formatting left open", "<p>" + many(300, "<font size=#>") + many(20_000, "<p>x"), true},
		{"links with formatting left open", many(300, "<b id=#>") + many(20_000, "<div><a href=#>x</div>"), true},
		{"cells outside a table", many(100_000, "<td>the text of a cell #"), true},
		{"text between the rows of a table", "<table>" + many(100_000, "the text of a row #<tr>"), true},
		{"ends of nothing", many(100_000, "the text after an end</div>"), true},
		{"bodies", many(10_000, "<body a#=1>"), true},
		{"roots", many(10_000, "<html a#=1>"), true},
	} {
		if got := costOfParsing(c.page); got.mayBeTooMuch() != c.tooMuch {
			t.Errorf("%s: %+v", c.name, got)
		}
		if _, err := Parse(c.page); (err != nil) != c.tooMuch {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}
