package table

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

func files(text string) fstest.MapFS {
	return fstest.MapFS{"words/all.txt": {Data: []byte("greeting ^{hello} {whom}\n\n# Whom.\nwhom all\nwhom [a-z]{2,5}\n")}, "words/de.txt": {Data: []byte(text)}}
}

// TestTable reads a list of each kind.
func TestTable(t *testing.T) {
	tab := New(files("hello guten (tag|abend)\n\ncolour rot grün\ncolour blau\nphrase auf Wiedersehen\npart \" und \"\n"), "words")
	greeting, colours, phrases, part := tab.Matcher("greeting"), tab.Words("colour"), tab.Phrases("phrase"), tab.Finder("part")
	if err := tab.Check(); err != nil {
		t.Fatal(err)
	}
	if want := "^(?:guten (tag|abend)) (?:all|[a-z]{2,5})"; greeting.String() != want {
		t.Errorf("the expression is %s, want %s", greeting, want)
	}
	if !greeting.MatchString("guten tag paul") || greeting.MatchString("hello all") {
		t.Error("another text is matched")
	}
	if got := colours(); !slices.Equal(got, []string{"rot", "grün", "blau"}) {
		t.Errorf("the words are %q", got)
	}
	if got := phrases(); !slices.Equal(got, []string{"auf Wiedersehen"}) {
		t.Errorf("the phrases are %q", got)
	}
	if f := part(); !f.In("rot und blau") || f.In("rund") {
		t.Error("the part is found elsewhere")
	}
}

// TestCheck checks that the error for a broken row names its file, line and remedy.
func TestCheck(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"hello", `words/de.txt:1: hello has no value; write`},
		{"hello hallo\nhello hallo", `words/de.txt:2: hello has "hallo" on line 1 already; keep one`},
		{"hello hallo\ncolour rot rot", `words/de.txt:2: colour has "rot" on line 2 already; keep one`},
		{"hello hallo\nhallo hello", `words/de.txt:2: no list is named "hallo"; the lists are colour, greeting, hello, whom`},
		{"hello hall(o", `words/de.txt:1: error parsing regexp: missing closing ): ` + "`hall(o`; write"},
		{"hello {hello}", `words/all.txt:1: {hello} stands within itself; write`},
		{"hello ha\u0308llo", `words/de.txt:1: is not in normal form C; write`},
		{"hello guten  tag", `words/de.txt:1: has a tab or two spaces in its value; write one space`},
		{"whom welt\nend hallå\\b", `words/de.txt:2: has \b beside a letter that is not ASCII, where it does not mean the end of a word; write`},
		{"hello hallo", `words: no file has the list colour; write a line: colour ENTRY`},
	} {
		tab := New(files(c.text), "words")
		tab.Matcher("greeting")
		tab.Words("colour")
		if strings.Contains(c.text, "end ") {
			tab.Locator("end")
		}
		if err := tab.Check(); err == nil || !strings.Contains("\n"+err.Error(), "\n"+c.want) {
			t.Errorf("%q: %v, want %s", c.text, err, c.want)
		}
	}
	tab := New(fstest.MapFS{"words/german.txt": {Data: []byte("colour rot")}}, "words")
	tab.Words("colour")
	if err := tab.Check(); err == nil || !strings.HasPrefix(err.Error(), "words/german.txt: is of no known language; name it") {
		t.Error(err)
	}
}

func TestCut(t *testing.T) {
	for _, c := range []struct{ line, word, value string }{
		{"  equal   # comments ", "equal", "# comments"},
		{"a\tb c", "a", "b c"},
		{"word", "word", ""},
		{"# remark", "", ""},
		{" \n", "", ""},
	} {
		if word, value := Cut(c.line); word != c.word || value != c.value {
			t.Errorf("%q is %q and %q", c.line, word, value)
		}
	}
}

func TestReferences(t *testing.T) {
	got := References(`{by}[\p{Lu}\x{a0}]{2,3}\{{%{full-name}`)
	if !slices.Equal(got, []string{"by", "full-name"}) {
		t.Errorf("%q", got)
	}
}
