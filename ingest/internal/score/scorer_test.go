package score

import (
	"testing"
)

// TestScorers holds that the tables of this build can be read, and written again
// as they are.
func TestScorers(t *testing.T) {
	s, err := readScorers()
	if err != nil {
		t.Fatal(err)
	}
	if s.Table() != scorerTable || s.Second.Table() != secondTable {
		t.Error("the tables of trees are not written as they are read")
	}
	if len(s.Words) == 0 {
		t.Error("no word has odds")
	}
	for _, names := range [][]string{s.Names, s.Second.Names} {
		if len(names) == 0 || len(names) > FeatureCount {
			t.Errorf("%d features", len(names))
		}
	}
}
