package ingest

import (
	"strings"
	"testing"
)

// TestSoftHyphens checks that a word divided by a soft hyphen at the end of a line is
// joined, that this is recorded, and that nothing else of the hyphen is left.
func TestSoftHyphens(t *testing.T) {
	wrapped := strings.ReplaceAll(strings.ReplaceAll(wrappedText, "exam-\n", "exam\u00ad\n"), "ar-\n", "ar\u00ad\n")
	mended := normalize(Article{Body: wrapped}, false)
	whole := normalize(Article{Body: wrappedText}, false)
	if mended.Body != whole.Body {
		t.Errorf("wrapped text became\n%s\nwant\n%s", mended.Body, whole.Body)
	}
	for _, c := range []struct{ name, in, want string }{
		{"alone", "The engineers exam\u00ad\nined it.", "The engineers examined it.\n"},
		{"three lines", "Donau\u00ad\ndampf\u00ad\nschiff", "Donaudampfschiff\n\n"},
		{"with spaces", "exam\u00ad \t\n \u200bined", "examined\n"},
		{"an entity", "exam&shy;\nined &amp; found", "examined & found\n"},
		{"decoded wrongly", "â€œexam\u00ad\nined it,â€\u009d", "“examined it,”\n"},
		{"capitals", "EXAM\u00ad\nINED", "EXAMINED\n"},
		{"a new sentence", "exam\u00ad\nIned", "exam\nIned"},
		{"an item", "exam\u00ad\n- ined", "exam\n- ined"},
		{"a blank line", "exam\u00ad\n\nined", "exam\n\nined"},
		{"the end", "exam\u00ad\n", "exam"},
		{"within a line", "ex\u00adam\u00adined", "examined"},
		{"no word", "3\u00ad\nx", "3\nx"},
		{"no letters with capitals", "शब्द\u00ad\nकोश", "शब्दकोश\n"},
	} {
		raw := Article{ID: "a", Body: c.in}
		a := normalize(raw, false)
		if a.Body != c.want {
			t.Errorf("%s: %q became %q, want %q", c.name, c.in, a.Body, c.want)
		}
		checkAccount(t, raw, true)
		left := normalize(raw, true)
		if inLine := c.name == "within a line" || c.name == "no word"; !inLine && c.name != "an entity" && !strings.Contains(left.Body, "\u00ad") {
			t.Errorf("%s: %q became %q without repairs", c.name, c.in, left.Body)
		}
	}
	for in, want := range map[string]string{"exam\u00ad\nined": "examined", "exam\u00ad": "exam", "e\u00ad\n\u0301": "é", "a\u00ad\n\nb": "a b"} {
		if a := normalize(Article{Title: in}, false); a.Title != want {
			t.Errorf("title %q became %q, want %q", in, a.Title, want)
		}
	}
	a := normalize(Article{Body: "exam\u00ad\nined"}, false)
	if len(a.Repairs) != 1 || a.Repairs[0].Kind != "wrapped-lines" || len(a.Repairs[0].Edits) != 1 || a.Repairs[0].Edits[0] != (Edit{Line: 1, Column: 4, Old: "\u00ad\n"}) {
		t.Errorf("repairs %v", a.Repairs)
	}
}
