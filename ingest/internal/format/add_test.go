package format

import (
	"slices"
	"testing"
)

// TestAddField follows the README's steps for a new name of a record's field: one word of
// a row.
func TestAddField(t *testing.T) {
	i := slices.Index(FieldNames(), "outlet")
	was := fields[i].Names
	defer func() { fields[i].Names = was }()
	fields[i].Names = append(slices.Clone(was), "zeitung")
	r, err := (FieldMap{}).DecodeRecord([]byte(`{"zeitung":"The Gazette","text":"The harbour closes."}`))
	if err != nil || r.Outlet != "The Gazette" {
		t.Errorf("%+v, %v", r, err)
	}
}
