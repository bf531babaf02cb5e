package format_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/newsdex/newsdex/ingest"
	"github.com/newsdex/newsdex/ingest/internal/fixture"
)

func TestCSV(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     []string
	}{
		{"a.csv", "title,text\nA,One.\nB,Two.\n", []string{"a.csv:2 One.", "a.csv:3 Two."}},
		{"a.csv", "\ufefftitle;text\r\nA;One, and more.\r\n\r\nB;Two.", []string{"a.csv:2 One, and more.", "a.csv:4 Two."}},
		{"a.csv", "Title|Text\nA|One.", []string{"a.csv:2 One."}},
		{"a.tsv", "title\ttext\nA\tOne, \"so\".\nB\t\"Two\" more.", []string{"a.tsv:2 One, \"so\".", "a.tsv:3 Two more."}},
		{"a.csv", "title,text\nA,\"One\nline, \"\"quoted\"\".\"\nB,Two.", []string{"a.csv:2 One\nline, \"quoted\".", "a.csv:4 Two."}},
		{"a.csv", ",url,text,text\n0,u,One.,No.\n", []string{"a.csv:2 One."}},
		{"a.csv", "title,text\rA,One.\rB,Two.", []string{"a.csv:2 One.", "a.csv:3 Two."}},
		{"a.csv", "title,text,\nA,One.,\n", []string{"a.csv:2 One."}},
		{"a.csv", fixture.UTF16LE("title;text\nA;Zürich.\n", true), []string{"a.csv:2 Zürich."}},
		{"a.csv", "title,text,html\nA,nan,<p>One &amp;</p><p>two.</p>\n", []string{"a.csv:2 One &\ntwo."}},
		{"a.csv", "title,content\nOnly a title,NULL\n", []string{"a.csv:2 "}},
	} {
		dir := fixture.Folder(t, map[string]string{c.name: c.in})
		articles, failures := fixture.Collect(ingest.Files(dir).Articles(t.Context()))
		if got := places(articles); failures != nil || !slices.Equal(got, c.want) {
			t.Errorf("%q: got %q, %v; want %q", c.in, got, failures, c.want)
		}
	}
	dir := fixture.Folder(t, map[string]string{"a.csv": "Tale;authors;date\nOne.;\"['Ann Lee', 'Bo Chan']\";2025-03-04\n"})
	s := ingest.Files(dir)
	s.Fields = map[string][]string{"text": {"tale"}}
	articles, failures := fixture.Collect(s.Articles(t.Context()))
	if failures != nil || len(articles) != 1 || articles[0].Body != "One." || len(articles[0].Authors) != 2 || articles[0].PublishedString() != "2025-03-04" {
		t.Errorf("own names: %+v, %v", articles, failures)
	}
}

func TestCSVBroken(t *testing.T) {
	for _, c := range []struct {
		in, want string
		articles int
	}{
		{"title,text\nA,One.\nB\nC,Two.\n", `a\.csv:3: has another number of fields than the header \(1, not 2\); quote`, 2},
		{"title,text\nA,One.\nB,x,y\nC,Two.\n", `a\.csv:3: has another number of fields than the header \(3, not 2\)`, 2},
		{"title,text\nA,One.\nB,\"x\ny,z\nC,Two.\n", `a\.csv:3: is no row \(a quote that opens in it is never closed\)`, 1},
		{"title,text\nA,One.\nB," + strings.Repeat("long ", 1<<20) + "\nC,Two.\n", `a\.csv:3: is longer than 4 MB`, 2},
		{"title,text\nA,One.\nB," + strings.Repeat(",", 5<<20) + "\nC,Two.\n", `a\.csv:3: has another number`, 2},
		{"title,text\nA,One.\n,\nC,Two.\n", `a\.csv:3: has neither text nor title`, 2},
		{"title,length\nA,3\n", `a\.csv:1: has no column of text; name it in the header: text, body, .*--field text=NAME`, 0},
		{"\n\n", `a\.csv: is empty`, 0},
	} {
		dir := fixture.Folder(t, map[string]string{"a.csv": c.in, "good.txt": "Good."})
		s := ingest.Files(filepath.Join(dir, "a.csv"), filepath.Join(dir, "good.txt"))
		s.MaxArticle = 4 << 20
		articles, failures := fixture.Collect(s.Articles(t.Context()))
		fixture.CheckFailure[*ingest.InputError](t, c.in[:min(len(c.in), 40)], failures, c.want)
		if len(articles) != c.articles+1 {
			t.Errorf("%.40q: %d articles, want %d", c.in, len(articles)-1, c.articles)
		}
	}
}

// places returns Path and Body of each article.
func places(articles []ingest.Article) []string {
	var out []string
	for _, a := range articles {
		out = append(out, a.Path+" "+a.Body)
	}
	return out
}
