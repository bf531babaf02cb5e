package ingest

import (
	"io/fs"
	"testing"
	"testing/fstest"

	"github.com/newsdex/newsdex/ingest/internal/table"
)

// TestWords checks that each row of the files of words is in order.
func TestWords(t *testing.T) {
	if err := words.Check(); err != nil {
		t.Error(err)
	}
	rows, err := words.Rows()
	if err != nil {
		t.Fatal(err)
	}
	languages := map[string]bool{}
	for _, r := range rows {
		languages[r.Lang] = true
	}
	if len(rows) < 800 || len(languages) < 10 {
		t.Errorf("only %d rows in %d languages", len(rows), len(languages))
	}
}

// TestAddWord checks that one line in the file of a language teaches a rule a word: the
// word before the author in Swedish.
func TestAddWord(t *testing.T) {
	const line = "Skrivet av Ann Lee och Bo Chan"
	if byline.MatchString(line) {
		t.Fatalf("the files know %q", line)
	}
	files := fstest.MapFS{}
	names, err := fs.Glob(wordFiles, "words/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		data, err := fs.ReadFile(wordFiles, name)
		if err != nil {
			t.Fatal(err)
		}
		if name == "words/sv.txt" {
			data = append(data, "by  Skrivet av\nand och\n"...)
		}
		files[name] = &fstest.MapFile{Data: data}
	}
	m := table.New(files, "words").Matcher("byline").FindStringSubmatch(line)
	if m == nil || m[1] != "Ann Lee och Bo Chan" {
		t.Errorf("%q is the byline %q", line, m)
	}
}
