package ingest

import (
	"bufio"
	"os"
	"strconv"
	"strings"
	"testing"
)

// TestFiveArticles compares the cleaning of the example articles with the label of each
// line (testdata/ingest/lines.tsv): the article stays, junk goes, exactly one copy of a
// repetition stays, dates and outlets become metadata.
func TestFiveArticles(t *testing.T) {
	articles := map[string]Article{}
	for a, err := range Read(t.Context(), Files("../testdata/articles"), Options{}) {
		if err != nil {
			t.Fatal(err)
		}
		articles[a.Path] = a
		raw, err := os.ReadFile(a.File)
		if err != nil {
			t.Fatal(err)
		}
		if got, want := a.Original(), Normalize(string(raw)); got != want {
			t.Errorf("%s: Original is not the normalized input:\n%s", a.Path, got)
		}
	}
	f, err := os.Open("../testdata/ingest/lines.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	checked := 0
	for s := bufio.NewScanner(f); s.Scan(); {
		if strings.HasPrefix(s.Text(), "#") {
			continue
		}
		cols := strings.Split(s.Text(), "\t")
		a, line, label := articles[cols[0]], 0, cols[2]
		line, err := strconv.Atoi(cols[1])
		if err != nil {
			t.Fatal(err)
		}
		checkLine(t, &a, line, label)
		checked++
	}
	if checked < 100 {
		t.Errorf("checked %d lines", checked)
	}
	if got := articles["000_fa7e2f5ea235c620.txt"]; got.Outlet != "Unblock Media" || got.PublishedString() != "2025-02-11T07:05" ||
		got.Title != "Musk Proposes to Acquire OpenAI for $97.4 billion" || !got.TitleDerived {
		t.Errorf("000: outlet %q, published %q, title %q", got.Outlet, got.PublishedString(), got.Title)
	}
}

// checkLine checks one line of one article against its label.
func checkLine(t *testing.T, a *Article, line int, label string) {
	t.Helper()
	var kept string // the field that has the line
	switch {
	case a.Lines.Title == line:
		kept = "title"
	case a.Lines.Deck == line:
		kept = "deck"
	}
	for _, n := range a.Lines.Body {
		if n == line {
			kept = "body"
		}
	}
	removed := ""
	for _, r := range a.Removed {
		if r.Line == line {
			removed += r.Text
			if r.Rule == "" || r.Reason == "" {
				t.Errorf("%s:%d: removal without rule or reason", a.Path, line)
			}
		}
	}
	ok := false
	switch label {
	case "title":
		ok = kept == "title" && removed == ""
	case "deck":
		ok = kept == "deck" && removed == ""
	case "heading":
		ok = (kept == "body" || kept == "deck") && removed == ""
	case "body":
		ok = kept == "body" && removed == ""
	case "tagged": // the tag goes, the rest stays
		ok = kept == "body" && removed == "[Unblock Media] "
	case "mixed": // the first sentence is a question, the rest calls to action
		ok = kept == "body" && removed == " Share your thoughts in the comments below! If you found this analysis valuable, help spread the conversation by sharing this article!"
	case "open":
		ok = kept != "" || removed != ""
	default: // junk
		ok = kept == "" && removed != ""
	}
	if !ok {
		t.Errorf("%s:%d: a line labelled %s is kept as %q, and removed of it is %q", a.Path, line, label, kept, removed)
	}
}
