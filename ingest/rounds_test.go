package ingest

import (
	"os"
	"testing"
)

// rounds returns how many of all rounds a test makes: a third, a twelfth with -short,
// and all with NEWSDEX_LONG=1, as .ci/run has it.
func rounds(all int) int {
	switch {
	case long():
		return all
	case testing.Short():
		return max(1, all/12)
	}
	return (all + 2) / 3
}

// long reports whether tests take their long forms.
func long() bool { return os.Getenv("NEWSDEX_LONG") != "" }

// notShort skips a test with -short, for the reason given.
func notShort(t testing.TB, why string) {
	t.Helper()
	if testing.Short() {
		t.Skip("-short: " + why)
	}
}
