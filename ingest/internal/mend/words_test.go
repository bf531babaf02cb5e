package mend

import "testing"

// TestWords holds that each row of the files of words is in order.
func TestWords(t *testing.T) {
	if err := words.Check(); err != nil {
		t.Error(err)
	}
	if n := len(wordEnds()); n < 90 {
		t.Errorf("only %d ends of words", n)
	}
}
