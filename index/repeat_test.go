package index

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/newsdex/newsdex/ingest"
)

// TestRepetition checks that a run of the same files has no effect, even if it reads them
// all: no article is added, replaced or deleted, no line becomes a template, and nothing is
// published. One sentence ends an article and both texts of a page, so three texts of the
// outlet have it, in five runs fifteen readings.
func TestRepetition(t *testing.T) {
	dir := t.TempDir()
	const sentence = "The harbour office answers all letters of its readers within a week."
	for i := range 60 {
		end := ""
		if i == 7 {
			end = sentence + "\n"
		}
		write(t, filepath.Join(dir, fmt.Sprintf("%02d.json", i)), fmt.Sprintf(`{"url":"https://harbour.example/%d","title":"Story %s","text":%q}`,
			i, letters(i), storyText(i)+end))
	}
	for day := 1; day <= 2; day++ {
		write(t, filepath.Join(dir, fmt.Sprintf("page%d.json", day)), fmt.Sprintf(`{"url":"https://harbour.example/page","title":"The page","date":"2025-02-%02d","text":%q}`,
			day, storyText(100+day)+sentence+"\n"))
	}
	path := filepath.Join(t.TempDir(), "i")
	x, first, err := Ingest(ctx, path, ingest.Files(dir), IngestOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	if first.Added != 61 || first.Superseded != 1 || first.Deleted != 0 || first.Articles != 61 {
		t.Errorf("the first run: %+v", first.Stats)
	}
	for range 4 {
		stats, err := x.Ingest(ctx, ingest.Files(dir), IngestOptions{Reread: true})
		if err != nil {
			t.Fatal(err)
		}
		if stats.Added+stats.Replaced+stats.Deleted+stats.Superseded+stats.Copies+stats.Recleaned > 0 || stats.Unchanged != 61 || newest(t, path) != generationName(1) {
			t.Errorf("another run, in %s: %+v", newest(t, path), stats.Stats)
		}
	}
	known, err := x.Templates()
	if err != nil || len(known.List()) > 0 {
		t.Errorf("it learned %v, %v", known.List(), err)
	}
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// letters returns a number in letters: lines that differ only in numbers are the same.
func letters(n int) string {
	return strings.Map(func(r rune) rune { return r - '0' + 'k' }, fmt.Sprint(n))
}

// storyText returns the text of the nth story, in lines of its own.
func storyText(n int) string {
	var b strings.Builder
	for i := range 5 {
		fmt.Fprintf(&b, "Paragraph %s of the story %s about the harbour was written by hand.\n", letters(i), letters(n*7+i))
	}
	return b.String()
}
