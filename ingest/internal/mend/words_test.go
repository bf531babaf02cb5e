package mend

import "testing"

// TestWords checks each row of the word files.
func TestWords(t *testing.T) {
	if err := words.Check(); err != nil {
		t.Error(err)
	}
	if n := len(wordEnds()); n < 90 {
		t.Errorf("only %d ends of words", n)
	}
}
