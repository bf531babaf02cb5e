package query

import (
	"os"
	"testing"
)

// rounds returns how many of all rounds a test makes: a third, a twelfth with -short,
// and all with NEWSDEX_LONG=1, as .ci/run has it.
func rounds(all int) int {
	switch {
	case os.Getenv("NEWSDEX_LONG") != "":
		return all
	case testing.Short():
		return max(1, all/12)
	}
	return (all + 2) / 3
}

// notShort skips a test with -short, for the reason given.
func notShort(t testing.TB, why string) {
	t.Helper()
	if testing.Short() {
		t.Skip("-short: " + why)
	}
}
