package markdown

import (
	"strings"
	"testing"

	"github.com/newsdex/newsdex/ingest/internal/fixture"
)

func TestMarkdown(t *testing.T) {
	for in, want := range map[string]string{
		"One\nparagraph.\n\nTwo\n":             "One paragraph.\n\nTwo",
		"Hard  \nbreak\\\nhere":                "Hard\nbreak\nhere",
		"## Heading ##\ntext":                  "Heading\ntext",
		"A\n\nHeading\n---\ntext\n\n***\nmore": "A\n\nHeading\ntext\n\nmore",
		"* one\n+ two\n  goes on\n    - three\n\n1. first\n2) second\n- [x] done": "- one\n- two goes on\n- three\n\n1. first\n2) second\n- done",
		"> quoted\n> text\n>\n> > more":                                           "quoted text\n\nmore",
		"see [the *report*](https://x.example/a_(b) \"t\") and [this][1] and [that] and [not this], ![a *picture*](x.png)so\n\n[1]: https://x.example\n[that]: <y>": "see the report and this and that and [not this], so",
		"[![pic](a.png)](b) text": "text",
		"a **bold** *it*alic ***both*** __b__ _i_ ~~gone~~ snake_case_x":                      "a bold italic both b i gone snake_case_x",
		"2 * 3 * 4, \\*kept\\*, 5*, **open":                                                   "2 * 3 * 4, *kept*, 5*, **open",
		"`code *x*` and ``a ` b`` and ` open":                                                 "code *x* and a ` b and ` open",
		"```go\nx := *y\n\n# no\n```\nafter":                                                  "x := *y\n\n# no\nafter",
		"    indented *code*\n\ntext":                                                         "indented *code*\n\ntext",
		"| A | B |\n|---|:-:|\n| *x* | 1 \\| 2 |\n\nafter":                                    "A | B\nx | 1 | 2\n\nafter",
		"<div>\n<p>One &amp; two</p>\n</div>\n\nThree<br>four <b>x</b> <!-- no --> &lt;y&gt;": "One & two\n\nThree\nfour x  <y>",
		"<!-- a\n\nb -->\ntext":                                                               "text",
		"<https://x.example/a> and <me@x.example> and a < b":                                  "https://x.example/a and me@x.example and a < b",
		"Text[^1] more.\n\n[^1]: The note\n":                                                  "Text more.\n\nThe note",
		"a\r\nb\r\n\r\nc":                                                                     "a b\n\nc",
		"5 < 6 & 7 > 2 [x] ] [ ![":                                                            "5 < 6 & 7 > 2 [x] ] [ ![",
	} {
		m := NewMarkdown(in)
		if got := m.Text(); got != want {
			t.Errorf("%q:\n got %q\nwant %q", in, got, want)
		}
	}
}

// TestMarkdownIsLinear checks that reading takes time linear in the text; otherwise the
// test would not end.
func TestMarkdownIsLinear(t *testing.T) {
	fixture.NotShort(t, "reads texts of megabytes")
	for _, part := range []string{"[", "![", "](", "*a_b", "**", "`", "> ", "<", "<a ", "&", "\\", "- ", "[a](b", "```\n", "|-|\n", "<!--", "`a``b```c", "__x*", "[^", "~~", "---\n", "a: b\n", "<div>\n", "[a]: b\n"} {
		t.Run(part, func(t *testing.T) {
			t.Parallel()
			NewMarkdown(strings.Repeat(part, fixture.Rounds(1<<20)/len(part))).Text()
		})
	}
}

// FuzzInlineText checks that text without marks stays unchanged.
func FuzzInlineText(f *testing.F) {
	f.Add("*c* [d](e) ![f][g] `h` <i> <!-- j --> &amp;")
	f.Add("**a_b*c_ a[^1]")
	f.Add("2 + 2 = 4, so they say.")
	f.Fuzz(func(t *testing.T, s string) {
		if text := inlineText(s, nil); !strings.ContainsAny(s, "\\`*_~[]<&!") && text != s {
			t.Fatalf("%q became %q", s, text)
		}
	})
}
