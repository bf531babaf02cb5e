package ingest

import "testing"

// TestScorers holds that the tables of this build can be read, and written again
// as they are.
func TestScorers(t *testing.T) {
	s, err := readScorers()
	if err != nil {
		t.Fatal(err)
	}
	if s.table() != scorerTable || s.second.table() != secondTable {
		t.Error("the tables of trees are not written as they are read")
	}
	if len(s.words) == 0 {
		t.Error("no word has odds")
	}
	for _, names := range [][]string{s.names, s.second.names} {
		if len(names) == 0 || len(names) > featureCount {
			t.Errorf("%d features", len(names))
		}
	}
}
