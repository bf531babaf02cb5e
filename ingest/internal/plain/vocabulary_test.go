package plain

import (
	"strings"
	"testing"

	"golang.org/x/text/language"
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
		if strings.ToLower(r.Entry) != r.Entry && r.List != "author-and" {
			t.Errorf("%s:%d: %q has capitals; write words in lower case", r.File, r.Line, r.Entry)
		}
	}
	for w := range abbreviations() {
		if len(w) > 4 {
			t.Errorf("the abbreviation %q is longer than four bytes and never looked for", w)
		}
	}
	for name, code := range languageNames() {
		if base, err := language.ParseBase(code); err != nil || base.String() != code {
			t.Errorf("%q, the code of %s, is none", code, name)
		}
	}
}
