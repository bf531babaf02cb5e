package ingest

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/newsdex/newsdex/ingest/internal/fixture"
	"github.com/newsdex/newsdex/ingest/internal/format"
	"github.com/newsdex/newsdex/ingest/internal/phrase"
	"github.com/newsdex/newsdex/ingest/internal/plain"
)

var update = flag.Bool("update", false, "rewrite the expected outputs in testdata")

// TestCleanCases cleans every case of testdata/clean. A file has pairs: NAME.in (an
// article's text) or NAME.json (a record), and NAME.out (the kept text with line
// numbers, and the removed text with rules).
func TestCleanCases(t *testing.T) {
	files, err := filepath.Glob("../testdata/clean/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	for _, name := range files {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var out txtar.Archive
		out.Comment = archive.Comment
		want := map[string]string{}
		for _, f := range archive.Files {
			want[f.Name] = string(f.Data)
		}
		for _, f := range archive.Files {
			ext := filepath.Ext(f.Name)
			if ext == ".out" {
				continue
			}
			a := Article{Body: string(f.Data)}
			if ext == ".json" {
				r, err := (format.FieldMap{}).DecodeRecord(bytes.TrimSpace(f.Data))
				if err != nil {
					t.Fatalf("%s: %s: %v", name, f.Name, err)
				}
				a = articleOf(r)
			}
			a = decode(a)
			body := Normalize(a.Body)
			a = clean(normalize(a, false), defaultRules, Normal)
			if a.Original() != body {
				t.Errorf("%s: %s: kept, removed and repairs are not the input", name, f.Name)
			}
			got, outName := describe(&a), strings.TrimSuffix(f.Name, ext)+".out"
			out.Files = append(out.Files, f, txtar.File{Name: outName, Data: []byte(got)})
			if !*update && got != want[outName] {
				t.Errorf("%s: %s:\n%s\nwant:\n%s", name, f.Name, got, want[outName])
			}
		}
		if *update {
			if err := os.WriteFile(name, txtar.Format(&out), 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// describe writes an article in the format of the cases.
func describe(a *Article) string {
	var b strings.Builder
	field := func(name string, line int, text string) {
		switch {
		case text == "":
		case line == 0:
			fmt.Fprintf(&b, "%s = %s\n", name, text)
		default:
			fmt.Fprintf(&b, "%s %d = %s\n", name, line, text)
		}
	}
	if a.TitleDerived {
		field("derived title", 0, a.Title)
	} else {
		field("title", a.Lines.Title, a.Title)
	}
	field("deck", a.Lines.Deck, a.Deck)
	field("outlet", 0, a.Outlet)
	field("authors", 0, strings.Join(a.Authors, "; "))
	field("agency", 0, a.Agency)
	field("dateline", 0, a.Dateline)
	field("published", 0, a.PublishedString())
	field("updated", 0, a.UpdatedString())
	for i, p := range a.Paragraphs() {
		fmt.Fprintf(&b, "%d  %s\n", a.Lines.Body[i], p)
	}
	for _, r := range a.Removed {
		at := fmt.Sprint(r.Line)
		if r.Column > 0 {
			at += fmt.Sprintf(":%d", r.Column)
		}
		fmt.Fprintf(&b, "- %s %s: %s\n", at, r.Rule, r.Text)
	}
	return b.String()
}

// TestEveryRuleHasACase checks that each row of the table has a unique name and a
// reason, and a file in testdata/clean in which it removes text.
func TestEveryRuleHasACase(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range DefaultRules() {
		if r.Name == "" || r.Reason == "" || r.Find == nil || seen[r.Name] {
			t.Errorf("rule %q lacks a name of its own, a reason or a Find", r.Name)
		}
		seen[r.Name] = true
		data, err := os.ReadFile(filepath.Join("..", "testdata", "clean", r.Name+".txtar"))
		if err != nil {
			t.Errorf("rule %q has no case: %v", r.Name, err)
			continue
		}
		if !strings.Contains(string(data), " "+r.Name+": ") {
			t.Errorf("rule %q takes nothing out in its case", r.Name)
		}
	}
}

// TestEveryPhraseGoes checks that each unambiguous phrase goes wherever it stands, and
// that no ordinary word goes by itself.
func TestEveryPhraseGoes(t *testing.T) {
	const text = "The council met on Monday and approved the budget for the coming year.\n"
	tables := phrase.Shipped()
	for _, p := range tables.Phrases {
		a := clean(Article{Title: "A title", Body: Normalize(text + strings.ReplaceAll(p.Text, "#", "7") + "\n" + text[:40] + "again.")}, defaultRules, Normal)
		sure := tables.Mark(string(plain.FoldPhrase(nil, p.Text))).Sure
		if gone := len(a.Removed) > 0; gone != sure {
			t.Errorf("%s: %q: removed %v", p.File, p.Text, a.Removed)
		}
	}
}

func TestCustomRules(t *testing.T) {
	rules := append(DefaultRules(),
		EqualLines("standing", "stands under every article", "Tomorrow's weather", "# days of rain"),
	)
	body := "A council approves its budget\nThe council approved the budget on Monday.\nTomorrow’s Weather:\n12 days of rain!\nThe weather was fine."
	articles, failures := fixture.Collect(Read(t.Context(), slice{{Body: body}}, Options{Rules: rules}))
	if failures != nil || len(articles) != 1 {
		t.Fatal(articles, failures)
	}
	if got, want := articles[0].Body, "The council approved the budget on Monday.\n\nThe weather was fine."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	for _, c := range []struct {
		rule Rule
		want string
	}{
		{MatchLines("lines", "has a number", regexp.MustCompile(`\d`)), "The sun shone. It rained."},
		{MatchSentences("sentences", "speaks of rain", regexp.MustCompile(`rain`)), "It was 21 degrees.\n\nThe sun shone."},
	} {
		a := clean(Article{Title: "Weather", Body: "It was 21 degrees.\nThe sun shone. It rained."}, []Rule{c.rule}, Normal)
		if a.Body != c.want || len(a.Removed) != 1 || a.Removed[0].Reason != c.rule.Reason {
			t.Errorf("%s: %q, %v", c.rule.Name, a.Body, a.Removed)
		}
	}
	if len(DefaultRules()) == len(rules) {
		t.Error("a custom rule got into the table")
	}
	kept, _ := fixture.Collect(Read(t.Context(), slice{{Body: body}}, Options{Level: Off}))
	if kept[0].Removed != nil || len(kept[0].Lines.Body) != 4 || kept[0].ID != kept[0].Fingerprint {
		t.Errorf("Off: %+v", kept[0])
	}
}

// TestLevels checks that a higher level removes everything that a lower one does, that
// Off removes nothing, and that Without works.
func TestLevels(t *testing.T) {
	body := "A council approves its budget\nThe council approved the budget on Monday.\nShare this article\nAdvertisement"
	removed := -1
	for l := Off; l <= Strict; l++ {
		articles, failures := fixture.Collect(Read(t.Context(), slice{{Body: body}}, Options{Level: l}))
		if failures != nil || len(articles) != 1 || len(articles[0].Removed) < removed {
			t.Fatal(l, articles, failures)
		}
		removed = len(articles[0].Removed)
		if l == Off && removed != 0 || l > Off && removed != 2 {
			t.Errorf("%v: %d pieces go", l, removed)
		}
		if got, err := ParseLevel(l.String()); got != l || err != nil {
			t.Errorf("ParseLevel(%q) = %v, %v", l.String(), got, err)
		}
	}
	articles, failures := fixture.Collect(Read(t.Context(), slice{{Body: body}}, Options{Without: []string{"advertisement"}}))
	if failures != nil || len(articles) != 1 || len(articles[0].Removed) != 1 {
		t.Error(articles, failures)
	}
	for _, o := range []Options{{Without: []string{"adverts"}}, {Level: 7}, {Level: Off - 1}, {Rules: []Rule{}, Without: []string{"byline"}}} {
		articles, failures := fixture.Collect(Read(t.Context(), slice{{Body: body}}, o))
		if len(articles) != 0 || len(failures) != 1 || o.Check() == nil {
			t.Error(o.Level, o.Without, articles, failures)
		}
	}
	if _, err := ParseLevel("loud"); err == nil || !strings.Contains(err.Error(), "off, careful, normal, strict") {
		t.Error(err)
	}
}

// TestCareful checks which text stays at Careful and goes at Normal, and why.
func TestCareful(t *testing.T) {
	body := "A council approves its budget\n" + strings.Join(taleSentences[:4], " ") + "\n" + strings.Join(taleSentences[4:8], " ") + "\n%s\n" + strings.Join(taleSentences[8:11], " ")
	for lines, why := range map[string]string{
		"(Published Monday, Nov. 18, 2019)":   "a stamp may be what the article speaks of",
		"Facebook\nTwitter\nReddit\nLinkedIn": "four ordinary words are no sure menu",
		"© 2024 Harbor Media":                 "copyright lines run at Normal",
		"(AP Photo/J. Smith, File)":           "credits run at Normal",
		"Follow Ann Lee on Twitter @annlee.":  "promos run at Normal",
	} {
		removed := func(l Level) int {
			return len(clean(Article{Body: fmt.Sprintf(body, lines)}, Options{Level: l}.mustRules(t), l).Removed)
		}
		if n := removed(Careful); n != 0 {
			t.Errorf("%q: %d pieces go at Careful: %s", lines, n, why)
		}
		if removed(Normal) == 0 {
			t.Errorf("%q stays at Normal", lines)
		}
	}
}
