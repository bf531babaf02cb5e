package ingest

import (
	"io/fs"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/newsdex/newsdex/ingest/internal/match"
	"github.com/newsdex/newsdex/ingest/internal/plain"
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

// TestNativeWords checks lines in which a word that decides ends in a letter that is not
// ASCII. Longer words that begin with it decide nothing.
func TestNativeWords(t *testing.T) {
	call := func(line string) bool {
		folded := plain.FoldPhrase(nil, line)
		return slices.ContainsFunc(calls(), func(m *match.Matcher) bool { return m.Match(folded) })
	}
	for _, c := range []struct {
		line    string
		matches func(string) bool
		want    bool
	}{
		{"Lea también: El puerto abre en primavera", readMore.MatchString, true},
		{"Leia também: Porto abre na primavera", readMore.MatchString, true},
		{"Читайте также: порт откроют весной", readMore.MatchString, true},
		{"Контакты: desk@norwick.example", contactStart.MatchString, true},
		{"Контактыч: desk@norwick.example", contactStart.MatchString, false},
		{"Réagissez à cet article", call, true},
		{"Dites-nous ce que vous pensez de cet article", call, true},
	} {
		if got := c.matches(c.line); got != c.want {
			t.Errorf("%q: %v, want %v", c.line, got, c.want)
		}
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
	m := table.New(files, "words").Locator("byline").FindStringSubmatch(line)
	if m == nil || m[1] != "Ann Lee och Bo Chan" {
		t.Errorf("%q is the byline %q", line, m)
	}
}
