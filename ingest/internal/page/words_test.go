package page

import (
	"strings"
	"testing"
)

// TestWords checks that each row of the word files is in order.
func TestWords(t *testing.T) {
	if err := words.Check(); err != nil {
		t.Error(err)
	}
	rows, err := words.Rows()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		if strings.ToLower(r.Entry) != r.Entry && !strings.ContainsAny(r.Entry, `\(`) && r.List != "after-name" {
			t.Errorf("%s:%d: %q has capitals; write words in lower case", r.File, r.Line, r.Entry)
		}
	}
	if len(rows) < 150 {
		t.Errorf("only %d rows", len(rows))
	}
}
