package ingest

import (
	"strings"
	"testing"

	"github.com/newsdex/newsdex/ingest/internal/markdown"
	"github.com/newsdex/newsdex/ingest/internal/plain"
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
		m := markdown.NewMarkdown(in)
		if got := m.Text(); got != want {
			t.Errorf("%q:\n got %q\nwant %q", in, got, want)
		}
	}
}

func TestMarkdownFrontMatter(t *testing.T) {
	dir := write(t, map[string]string{
		"a.md": "---\ntitle: \"The \\\"ferry\\\": late\"\ndate: 2025-03-04\nauthors:\n  - name: Ann Lee\n  - Bo Chan\ntags: [town, 'ferry']\ndescription: >\n  It was\n  late.\nlayout: post\n---\n\nText.\n",
		"b.md": "+++\ntitle = 'T'\ndate = \"2025-03-04\"\n[extra]\n+++\nText.\n",
		"c.md": "---\nNot front matter, but a rule.\n\n---\nText.\n",
		"d.md": "# The title\n\nText.\n",
		"e.md": "The title\n=========\n\n# Another\n\nText.\n",
		"f.md": "---\ntitle: T\n---\n# Other\n\nText.\n",
		"g.md": "---\ntitle: open\n",
	})
	articles, failures := collect(Files(dir).Articles(t.Context()))
	if failures != nil || len(articles) != 7 {
		t.Fatalf("%d articles, %v", len(articles), failures)
	}
	a := articles[0]
	if a.Title != `The "ferry": late` || a.PublishedString() != "2025-03-04" || strings.Join(a.Authors, ",") != "Ann Lee,Bo Chan" ||
		strings.Join(a.Tags, ",") != "town,ferry" || plain.OneLine(a.Deck) != "It was late." || a.Body != "Text." {
		t.Errorf("%+v", a)
	}
	for i, want := range []string{"", "", "Not front matter, but a rule.\n\nText.", "Text.", "Another\n\nText.", "Other\n\nText."} {
		if want != "" && articles[i].Body != want {
			t.Errorf("%s: body %q, want %q", articles[i].Path, articles[i].Body, want)
		}
	}
	for i, want := range []string{"", "", "", "The title", "The title", "T"} {
		if want != "" && articles[i].Title != want {
			t.Errorf("%s: title %q, want %q", articles[i].Path, articles[i].Title, want)
		}
	}
}

// TestMarkdownIsLinear holds that no text takes time out of proportion: it would
// not come to its end.
func TestMarkdownIsLinear(t *testing.T) {
	notShort(t, "reads texts of megabytes")
	for _, part := range []string{"[", "![", "](", "*a_b", "**", "`", "> ", "<", "<a ", "&", "\\", "- ", "[a](b", "```\n", "|-|\n", "<!--", "`a``b```c", "__x*", "[^", "~~", "---\n", "a: b\n", "<div>\n", "[a]: b\n"} {
		t.Run(part, func(t *testing.T) {
			t.Parallel()
			markdown.NewMarkdown(strings.Repeat(part, rounds(1<<20)/len(part))).Text()
		})
	}
}
