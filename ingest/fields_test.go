package ingest

import (
	"os"
	"strings"
	"testing"
)

// TestFieldsAreDocumented holds that the documentation of FieldNames has the table
// of fields as it is.
func TestFieldsAreDocumented(t *testing.T) {
	data, err := os.ReadFile("fieldmap.go")
	if err != nil {
		t.Fatal(err)
	}
	doc := strings.Join(strings.Fields(strings.ReplaceAll(string(data), "//", " ")), " ")
	for _, f := range fields {
		if row := f.name + " " + strings.Join(f.names, ", "); !strings.Contains(doc, row) {
			t.Errorf("fieldmap.go does not have %q", row)
		}
		for _, name := range f.names {
			if name != strings.ToLower(name) {
				t.Errorf("%s is not in lower case", name)
			}
		}
	}
}
