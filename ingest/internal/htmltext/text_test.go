package htmltext

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
)

func TestTextOfHTML(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{"plain", "plain"},
		{"a &amp; b", "a & b"},
		{"<p>One <b>two</b>\n three.</p><p>Four.</p>", "One two three.\nFour."},
		{"One<br>two<br/><br />three", "One\ntwo\nthree"},
		{"<ul><li>a</li><li>b <a href=x>c</a></li></ul>d", "a\nb c\nd"},
		{"<table><tr><td>1</td><td>2</td></tr><tr><th>x</th></tr></table>", "1 2\nx"},
		{"a<script>if (a<b) x()</script>b<style>p{}</style>c", "abc"},
		{"<svg><title>t</title><svg></svg>x</svg>y", "y"},
		{"<div><div>\n<p> <span> </span></p></div></div>", ""},
		{"<p>unclosed <i>tags<p>here", "unclosed tags\nhere"},
		{"1 < 2 &nosuch; &#8217;", "1 < 2 &nosuch; ’"},
		{strings.Repeat("<div>", 100_000) + "deep", "deep"},
	} {
		if got := Text(c.in); got != c.want {
			t.Errorf("textOfHTML(%.60q) = %.60q, want %q", c.in, got, c.want)
		}
		doc, err := html.Parse(strings.NewReader(c.in))
		if err == nil && !strings.Contains(c.in, "<svg>") {
			if got := NodeText(doc); got != c.want {
				t.Errorf("textOfNode of %.60q = %q, want %q", c.in, got, c.want)
			}
		}
	}
}

// FuzzTextOfHTML checks that the text of a fragment is lines without white space at their
// ends, and that plain text stays unchanged.
func FuzzTextOfHTML(f *testing.F) {
	f.Add("<p>a <b>b</b>\n<br>c</p>")
	f.Add("<script><p>x</script>y</p>")
	f.Add("a &amp; b &#x200b;")
	f.Fuzz(func(t *testing.T, s string) {
		got := Text(s)
		if !strings.ContainsAny(s, "<&") && got != s {
			t.Fatalf("%q became %q", s, got)
		}
		if strings.ContainsAny(s, "<&") && (strings.Contains(got, "\n\n") || strings.Contains(got, " \n") || strings.HasPrefix(got, " ")) {
			t.Fatalf("%q became %q", s, got)
		}
	})
}
