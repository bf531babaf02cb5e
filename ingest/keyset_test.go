package ingest

import "testing"

// TestKeySet holds that all names of the table are found in a set that has them.
func TestKeySet(t *testing.T) {
	for _, f := range fields {
		for _, name := range f.names {
			keys, nested := keysOf(map[string]any{name: "x", "other": nil})
			if !keys.may(name) || !keys.may("other") || nested {
				t.Errorf("%q is not in its set", name)
			}
		}
	}
	if _, nested := keysOf(map[string]any{"": map[string]any{}}); !nested {
		t.Error("an object in an object is not seen")
	}
}
