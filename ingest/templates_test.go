package ingest

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// storyOf is an article of an outlet with two paragraphs of its own.
func storyOf(outlet string, n int, head, tail string) Article {
	words := fmt.Sprintf("boat%d wall%d storm%d", n*7%13, n, n*n)
	body := []string{}
	if head != "" {
		body = append(body, head)
	}
	for i := range 9 {
		body = append(body, fmt.Sprintf("Paragraph %s of the story about the %s was written by hand.", spelled(i), strings.Map(spell, words)))
	}
	if tail != "" {
		body = append(body, tail)
	}
	return Article{URL: fmt.Sprintf("https://www.%s/%d", outlet, n), Title: "Title of the story " + strings.Map(spell, words), Body: strings.Join(body, "\n")}
}

// spell turns digits into letters, because lines that differ only in numbers are the
// same.
func spell(r rune) rune {
	if '0' <= r && r <= '9' {
		return 'q' + r - '0'
	}
	return r
}

func spelled(n int) string { return strings.Map(spell, fmt.Sprint(n)) }

// learn observes the articles of pages, cleaned.
func learn(t *testing.T, known *Templates, o Options, pages ...Article) {
	t.Helper()
	for a, err := range Read(t.Context(), slice(pages), o) {
		if err != nil {
			t.Fatal(err)
		}
		known.Observe(a)
	}
}

const (
	columnNote = "The column stands here every week and is written by the editors."
	headLabel  = "COMMENTARY:"
)

func TestTemplates(t *testing.T) {
	var known Templates
	var pages []Article
	for i := range 30 {
		head, tail := "", ""
		if i%2 == 0 {
			tail = columnNote
		}
		if i%3 == 0 {
			head = headLabel
		}
		pages = append(pages, storyOf("harbour.example", i, head, tail))
	}
	for i := range 4 {
		pages = append(pages, storyOf("few.example", i, headLabel, columnNote))
	}
	learn(t, &known, Options{}, pages...)
	want := []Template{
		{"harbour.example", columnNote, 15, 30, "tail", Learned},
		{"harbour.example", headLabel, 10, 30, "head", Learned},
	}
	if got := known.List(); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Fatalf("templates %v\nwant %v", got, want)
	}

	// They are removed from articles that were read before they were known, only at
	// their position and only of their outlet, and nothing is lost.
	other := storyOf("other.example", 40, "", columnNote)
	inside := storyOf("harbour.example", 41, "", "")
	inside.Body = strings.Replace(inside.Body, "\n", "\n"+headLabel+"\n", 1)
	inside.Body = strings.Replace(inside.Body, "\nParagraph "+spelled(7), "\n"+headLabel+"\nParagraph "+spelled(7), 1)
	var got []string
	for a, err := range Read(t.Context(), slice{pages[0], other, inside}, Options{Templates: &known}) {
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range a.Removed {
			got = append(got, fmt.Sprintf("%d %s: %s", r.Line, r.Rule, r.Reason))
		}
		if a.URL == pages[0].URL && a.Original() != pages[0].Body {
			t.Errorf("Original is another text: %q", a.Original())
		}
	}
	wantCuts := "[1 template: stands in many articles of harbour.example, mostly at the head" +
		" 11 template: stands in many articles of harbour.example, mostly at the end" +
		" 2 template: stands in many articles of harbour.example, mostly at the head]"
	if fmt.Sprint(got) != wantCuts {
		t.Errorf("removed %v\nwant %v", got, wantCuts)
	}

	// Lines removed as templates are learned as templates.
	var more []Article
	for i := range 10 {
		more = append(more, storyOf("harbour.example", 100+i, headLabel, columnNote))
	}
	learn(t, &known, Options{Templates: &known}, more...)
	if got := known.List(); len(got) != 2 || got[0].Articles != 25 || got[1].Articles != 20 || got[0].Of != 40 {
		t.Errorf("after more: %v", got)
	}

	// The user's decisions override the articles.
	for _, err := range []error{
		known.Refuse("www.Harbour.example", columnNote), known.Pin("harbour.example", "Tides by the harbour office"),
		known.Pin("harbour.example", headLabel), known.Forget("harbour.example", headLabel),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	states := ""
	for _, l := range known.List() {
		states += fmt.Sprintf("%.10s %s;", l.Text, l.State)
	}
	if want := "The column refused;COMMENTARY learned;Tides by t pinned;"; states != want {
		t.Errorf("states %q, want %q", states, want)
	}
	for _, c := range [][2]string{{"", "A line of text"}, {"o", "*"}, {"o", strings.Repeat("x", 601)}} {
		if known.Pin(c[0], c[1]) == nil {
			t.Errorf("%q of %q was pinned", c[1], c[0])
		}
	}
}

// TestNoTemplates checks lines that must not be learned.
func TestNoTemplates(t *testing.T) {
	heading := func(a Article, label string, before int) Article {
		lines := strings.Split(a.Body, "\n")
		lines[before] = label + "\n" + lines[before]
		a.Body = strings.Join(lines, "\n")
		return a
	}
	for name, pages := range map[string]func(i int) Article{
		"headings of a column": func(i int) Article {
			return heading(heading(storyOf("h.example", i, "What we know", ""), "What we do not", 4), "What comes next", 7)
		},
		"a heading within": func(i int) Article { return heading(storyOf("h.example", i, "", ""), "What we know", 5) },
		"a drop cap":       func(i int) Article { return storyOf("h.example", i, "T", "") },
		"a separator":      func(i int) Article { return storyOf("h.example", i, "", "* * *") },
		"a question":       func(i int) Article { return storyOf("h.example", i, "What do we know?", "") },
		"one article again and again": func(i int) Article {
			a := storyOf("h.example", 1, "", columnNote)
			a.URL, a.Title = fmt.Sprintf("https://h.example/%d", i), fmt.Sprintf("Title %s", spelled(i))
			return a
		},
		"a live report that grows": func(i int) Article {
			a := storyOf("h.example", 1, "", "")
			a.Body += strings.Repeat("\nMore was said of the harbour at the hour.", 1)
			for j := range i {
				a.Body = "At the hour " + spelled(j) + " the harbour was as it had been before.\n" + a.Body
			}
			return a
		},
		"no outlet": func(i int) Article {
			a := storyOf("h.example", i, "", columnNote)
			a.URL = ""
			return a
		},
	} {
		var known Templates
		for i := range 30 {
			learn(t, &known, Options{}, pages(i))
		}
		if got := known.List(); len(got) > 0 {
			t.Errorf("%s: learned %v", name, got)
		}
	}
}

func TestTemplatesJSON(t *testing.T) {
	var known Templates
	for i := range 20 {
		learn(t, &known, Options{}, storyOf("b.example", i, headLabel, columnNote), storyOf("a.example", i, "", columnNote))
	}
	if err := known.Refuse("a.example", "Never mind the line"); err != nil {
		t.Fatal(err)
	}
	data, err := json.Marshal(&known)
	if err != nil {
		t.Fatal(err)
	}
	var again Templates
	if err := json.Unmarshal(data, &again); err != nil {
		t.Fatal(err)
	}
	if got, want := fmt.Sprint(again.List()), fmt.Sprint(known.List()); got != want {
		t.Errorf("they came back as %s, want %s", got, want)
	}
	if twice, _ := json.Marshal(&again); string(twice) != string(data) {
		t.Errorf("written again they are %s, want %s", twice, data)
	}
	for _, bad := range []string{
		``, `{}`, `{"version":2}`, `{"version":1,"outlets":[{"outlet":""}]}`,
		`{"version":1,"outlets":[{"outlet":"a"},{"outlet":"a"}]}`,
		`{"version":1,"outlets":[{"outlet":"a","lines":[{"text":""}]}]}`,
		`{"version":1,"outlets":[{"outlet":"a","lines":[{"text":"two\nlines"}]}]}`,
		`{"version":1,"outlets":[{"outlet":"a","lines":[{"text":"abc","articles":1,"placed":2}]}]}`,
		`{"version":1,"outlets":[{"outlet":"a","lines":[{"text":"abc","articles":-1}]}]}`,
		`{"version":1,"outlets":[{"outlet":"a","lines":[{"text":"abc","state":"maybe"}]}]}`,
	} {
		if err := json.Unmarshal([]byte(bad), &again); err == nil {
			t.Errorf("%s was read", bad)
		}
	}
	if len(again.List()) != len(known.List()) {
		t.Error("what could not be read changed something")
	}
}

// TestTemplatesBounded checks that memory is limited: beyond the limits the rarest
// lines and outlets are forgotten, and the user's decisions are kept.
func TestTemplatesBounded(t *testing.T) {
	var known Templates
	if err := known.Pin("first.example", "A line that was pinned"); err != nil {
		t.Fatal(err)
	}
	o := known.outlet("many.example", "many.example")
	o.articles = 100
	for i := range maxTemplateLines + 1000 {
		o.lines[uint64(i)] = &lineStats{text: "x", articles: 2 + i%3}
	}
	for i := range maxTemplateOutlets + 100 {
		known.outlet(fmt.Sprintf("%d.example", i), "").articles = 1 + i%2
	}
	known.forget()
	n := 0
	for _, o := range known.outlets {
		n += len(o.lines)
	}
	if n > maxTemplateLines || n < maxTemplateLines/2 || len(known.outlets) > maxTemplateOutlets {
		t.Errorf("%d lines of %d outlets are kept", n, len(known.outlets))
	}
	if len(known.List()) != 1 {
		t.Error("the pinned line was forgotten")
	}
}
