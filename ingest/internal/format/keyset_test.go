package format

import (
	"testing"

	"github.com/newsdex/newsdex/ingest/internal/jsontext"
)

// TestKeySet checks that a set finds all names of the table that it holds.
func TestKeySet(t *testing.T) {
	for _, f := range fields {
		for _, name := range f.Names {
			keys, nested := jsontext.KeysOf(map[string]any{name: "x", "other": nil})
			if !keys.May(name) || !keys.May("other") || nested {
				t.Errorf("%q is not in its set", name)
			}
		}
	}
	if _, nested := jsontext.KeysOf(map[string]any{"": map[string]any{}}); !nested {
		t.Error("an object in an object is not seen")
	}
}
