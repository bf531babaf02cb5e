package ingest

import (
	"testing"
)

// TestWords holds that each row of the files of words is in order.
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
