package format

import (
	"os"
	"strings"
	"testing"
)

// TestFieldsAreDocumented checks that the documentation of FieldNames matches the table
// of fields.
func TestFieldsAreDocumented(t *testing.T) {
	data, err := os.ReadFile("../../source.go")
	if err != nil {
		t.Fatal(err)
	}
	doc := strings.Join(strings.Fields(strings.ReplaceAll(string(data), "//", " ")), " ")
	for _, f := range fields {
		if row := f.name + " " + strings.Join(f.Names, ", "); !strings.Contains(doc, row) {
			t.Errorf("the documentation of FieldNames does not have %q", row)
		}
		for _, name := range f.Names {
			if name != strings.ToLower(name) {
				t.Errorf("%s is not in lower case", name)
			}
		}
	}
}
