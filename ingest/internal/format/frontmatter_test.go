package format_test

import (
	"strings"
	"testing"

	"github.com/newsdex/newsdex/ingest"
	"github.com/newsdex/newsdex/ingest/internal/fixture"
	"github.com/newsdex/newsdex/ingest/internal/plain"
)

func TestMarkdownFrontMatter(t *testing.T) {
	dir := fixture.Folder(t, map[string]string{
		"a.md": "---\ntitle: \"The \\\"ferry\\\": late\"\ndate: 2025-03-04\nauthors:\n  - name: Ann Lee\n  - Bo Chan\ntags: [town, 'ferry']\ndescription: >\n  It was\n  late.\nlayout: post\n---\n\nText.\n",
		"b.md": "+++\ntitle = 'T'\ndate = \"2025-03-04\"\n[extra]\n+++\nText.\n",
		"c.md": "---\nNot front matter, but a rule.\n\n---\nText.\n",
		"d.md": "# The title\n\nText.\n",
		"e.md": "The title\n=========\n\n# Another\n\nText.\n",
		"f.md": "---\ntitle: T\n---\n# Other\n\nText.\n",
		"g.md": "---\ntitle: open\n",
	})
	articles, failures := fixture.Collect(ingest.Files(dir).Articles(t.Context()))
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
