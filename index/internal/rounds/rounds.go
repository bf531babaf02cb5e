// Package rounds says how long the tests of index and its rooms are to run.
package rounds

import (
	"os"
	"testing"
)

// Of returns how many of all rounds a test makes: a third, a twelfth with -short,
// and all with NEWSDEX_LONG=1, as .ci/run has it.
func Of(all int) int {
	switch {
	case Long():
		return all
	case testing.Short():
		return max(1, all/12)
	}
	return (all + 2) / 3
}

// Long reports whether tests take their long forms.
func Long() bool { return os.Getenv("NEWSDEX_LONG") != "" }

// NotShort skips a test with -short, for the reason given.
func NotShort(t testing.TB, why string) {
	t.Helper()
	if testing.Short() {
		t.Skip("-short: " + why)
	}
}
