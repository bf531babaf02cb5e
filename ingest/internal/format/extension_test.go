package format

import "testing"

// TestExtensionOf checks that a part of a name that only looks like an extension is none.
func TestExtensionOf(t *testing.T) {
	for name, want := range map[string]string{
		"a.TXT": ".txt", "a": "", "c4-train.00000-of-01024.json": ".json", "part.00000": "", "Mr. Smith goes": "", "a.2025-03-04": "", "a.": "", ".x/y.mp3": ".mp3",
	} {
		if got := ExtensionOf(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}
