package date

import (
	"io/fs"
	"path"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/newsdex/newsdex/ingest/internal/table"
)

// TestWords checks each row of the word files.
func TestWords(t *testing.T) {
	if err := words.Check(); err != nil {
		t.Error(err)
	}
	rows, err := words.Rows()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		if strings.ToLower(r.Entry) != r.Entry && !strings.ContainsAny(r.Entry, `\("`) && r.List != "loose-month" {
			t.Errorf("%s:%d: %q has capitals; write words in lower case", r.File, r.Line, r.Entry)
		}
		if r.List == "zone" {
			if _, _, err := parseZone(r.Entry); err != nil {
				t.Errorf("%s:%d: %v; write a name and hours: edt -4", r.File, r.Line, err)
			}
		}
	}
}

// TestMonthsOfFiles checks that a language with one month has all twelve, except those
// whose names another language shares.
func TestMonthsOfFiles(t *testing.T) {
	rows, err := words.Rows()
	if err != nil {
		t.Fatal(err)
	}
	months := map[string]int{}
	for _, r := range rows {
		for _, list := range monthLists {
			if r.List == list {
				months[r.Lang]++
			}
		}
	}
	for lang, n := range months {
		if n < len(monthLists)-1 {
			t.Errorf("%s has %d months", lang, n)
		}
	}
	if len(months) < 23 {
		t.Errorf("%d languages have months", len(months))
	}
}

// withLines returns the files with lines added to one of them.
func withLines(t *testing.T, file, lines string) fs.FS {
	t.Helper()
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
		files[name] = &fstest.MapFile{Data: data}
	}
	data := []byte(lines)
	if old := files[path.Join("words", file)]; old != nil {
		data = append(append(old.Data, '\n'), data...)
	}
	files[path.Join("words", file)] = &fstest.MapFile{Data: data}
	return files
}

// TestAddWords checks that a variant of a month and a label need one line each in a
// file. It adds a Turkish label that the files lack, and the months of Swedish.
func TestAddWords(t *testing.T) {
	lines := []struct{ line, want string }{
		{"Paylaşıldığı gün: 25 Ocak 2024", "2024-01-25"},
		{"Publicerad 3 augusti 2021", "2021-08-03"},
	}
	for _, c := range lines {
		if _, ok := StampOf(c.line); ok {
			t.Fatalf("%q is a stamp by the files as they are", c.line)
		}
	}
	for file, added := range map[string]string{"tr.txt": "published paylaşıldığı\nstamp gün\n", "sv.txt": "august augusti\npublished publicerad\n"} {
		tab := table.New(withLines(t, file, added), "words")
		old := vocab
		vocab = readVocabulary(tab)
		for i, c := range lines {
			st, ok := StampOf(c.line)
			if want := (i == 0) == (file == "tr.txt"); ok != want || ok && (!st.Labelled || DateString(st.Published.At, st.Published.Layout) != c.want) {
				t.Errorf("with %q, %q is the stamp %+v, %v", added, c.line, st, ok)
			}
		}
		vocab = old
	}
}
