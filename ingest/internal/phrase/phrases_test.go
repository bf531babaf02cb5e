package phrase

import (
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/newsdex/newsdex/ingest/internal/match"
	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// TestCheck checks each row of the files.
func TestCheck(t *testing.T) {
	if err := Check(phraseFiles, "phrases"); err != nil {
		t.Error(err)
	}
	tables := Shipped()
	if len(tables.Phrases) < 5000 || len(tables.Patterns) < 140 {
		t.Errorf("only %d phrases and %d patterns", len(tables.Phrases), len(tables.Patterns))
	}
}

// TestWordBoundaries checks that each pattern in which \b stands beside a letter that is
// not ASCII knows the words of all scripts, and has a sample for it, which package regexp
// does not match.
func TestWordBoundaries(t *testing.T) {
	tables := Shipped()
	found := 0
	for _, p := range tables.Patterns {
		if p.Re.Automaton() == nil && strings.Contains(p.Re.String(), `\b`) {
			t.Errorf("%s:%d: there is no automaton of the expression", p.File, p.Line)
		}
		if !match.BoundsNonASCII(p.Re.String()) {
			continue
		}
		found++
		if !slices.ContainsFunc(p.Samples, func(s string) bool {
			folded := plain.FoldPhrase(nil, s)
			return p.Re.Match(folded) && !p.Re.Regexp().Match(folded)
		}) {
			t.Errorf("%s:%d: none of the samples %q needs the words of all scripts", p.File, p.Line, p.Samples)
		}
	}
	if found < 3 {
		t.Errorf("only %d such patterns", found)
	}
}

// TestCheckSays checks that the error for a broken row names its file, line and remedy.
func TestCheckSays(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"rule share-bars\n  equal Paylaş", `phrases/tr.rules:1: no rule of phrases is named "share-bars"; take one of comments, share-bar`},
		{"rule share-bar\n  equals Paylaş", `phrases/tr.rules:2: "equals" is not a word of rules; the words are use, equal`},
		{"rule share-bar\n  equal", `phrases/tr.rules:2: equal has no value; write it`},
		{"equal Paylaş", `phrases/tr.rules:1: equal stands outside a rule; begin one`},
		{"rule share-bar\n  use often", `phrases/tr.rules:2: "often" is no use of a phrase; take alone`},
		{"rule share-bar\n  equal Paylaş\n\n  equal PAYLAŞ!", `phrases/tr.rules:4: "PAYLAŞ!" stands on line 2 already; keep one`},
		{"rule share-bar\n  equal …", `phrases/tr.rules:2: "…" has no letter`},
		{"rule share-bar\n  equal Paylas\u0327", `phrases/tr.rules:2: is not in normal form C; write`},
		{"rule share-bar\n  first paylaş\n  folded ^paylaş(", `phrases/tr.rules:3: error parsing regexp: missing closing ): ` + "`^paylaş(`; write"},
		{"rule share-bar\n  first paylaş\n  folded x*", `phrases/tr.rules:3: the regular expression matches any text; make`},
		{"rule share-bar\n  first Paylaş\n  folded ^paylaş", `phrases/tr.rules:2: the first word "Paylaş" is not folded; write it as "paylaş"`},
		{"rule share-bar\n  first haberi\n  folded ^paylaş", `phrases/tr.rules:2: no line of the pattern begins with the first word "haberi"; remove`},
		{"rule share-bar\n  folded ^paylaş", `phrases/tr.rules:2: the expressions have no first words and no part, or both; say`},
		{"rule share-bar\n  first paylaş", `phrases/tr.rules:2: the rule has no expression; give`},
		{"list how\n  entry ilet\nrule share-bar\n  first paylaş\n  folded ^paylaş\n  folded ^{how} bunu", `phrases/tr.rules:6: a line that begins with "ilet" is never tried, for it is no first word; add`},
		{"rule share-bar\n  first paylaş\n  folded ^{how}", `phrases/tr.rules:3: {how} is no list; begin`},
		{"rule share-bar\n  first paylaş\n  folded ^paylaş$\n  sample Paylaş bunu", `phrases/tr.rules:2: the sample "Paylaş bunu" is not taken out by the rule; mend`},
		{"list how\n  entry much\nrule share-bar\n  first paylaş\n  folded ^paylaş", `phrases/tr.rules:2: no rule refers to the list "how"; name it`},
		{"list how\n  entry much\n  entry much\nrule share-bar\n  first paylaş\n  folded ^paylaş {how}", `phrases/tr.rules:3: how has "much" on line 2 already; keep one`},
	} {
		err := Check(fstest.MapFS{"phrases/tr.rules": {Data: []byte(c.text)}}, "phrases")
		if err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%q: %v, want %s", c.text, err, c.want)
		}
	}
	err := Check(fstest.MapFS{"phrases/turkish.rules": {Data: []byte("rule share-bar\n  equal Paylaş")}}, "phrases")
	if want := "phrases/turkish.rules: is of no known language; name it"; err == nil || !strings.HasPrefix(err.Error(), want) {
		t.Errorf("%v, want %s", err, want)
	}
}

// TestAddPhrase checks that a phrase needs just one more line in the file of its
// language. The line is of a Turkish share bar that the shipped tables do not know.
func TestAddPhrase(t *testing.T) {
	const added = "Haberi komşuna yolla"
	text := func() []Line {
		return []Line{
			{Text: "Belediye meclisi pazartesi günü toplandı ve gelecek yılın bütçesini oy birliğiyle kabul etti."},
			{Text: "HABERİ KOMŞUNA YOLLA!"},
			{Text: "Başkan, yeni köprünün yapımına ilkbaharda başlanacağını toplantıdan sonra gazetecilere söyledi."},
		}
	}
	lines := text()
	Shipped().MarkLines(lines, true)
	if lines[1].Mark.Out {
		t.Fatalf("the shipped tables know %q", added)
	}
	files := fstest.MapFS{}
	names, err := fs.Glob(phraseFiles, "phrases/*.rules")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		data, err := fs.ReadFile(phraseFiles, name)
		if err != nil {
			t.Fatal(err)
		}
		if path.Base(name) == "tr.rules" {
			data = []byte(strings.Replace(string(data), "rule share-bar\n  use      alone\n", "rule share-bar\n  use      alone\n  equal    "+added+"\n", 1))
		}
		files[name] = &fstest.MapFile{Data: data}
	}
	if err := Check(files, "phrases"); err != nil {
		t.Fatal(err)
	}
	tables, err := ReadTables(files, "phrases")
	if err != nil {
		t.Fatal(err)
	}
	lines = text()
	tables.MarkLines(lines, true)
	for i, l := range lines {
		if l.Mark.Out != (i == 1) || i == 1 && l.Mark.Kind != ShareBar {
			t.Errorf("%q has the mark %+v", l.Text, l.Mark)
		}
	}
}
