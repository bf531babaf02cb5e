package format

import (
	"strings"
)

// A FieldMap maps fields to the names by which records are searched: the names of the
// table, or those that the user gave for a field.
type FieldMap struct {
	Users map[string][]string
	// summary says that the deck becomes the text if there is no other text, as in a
	// feed.
	summary bool
	// base is the URL to which the URLs of records are relative, as in a feed; "" if none.
	base string
}

func (m FieldMap) names(field string) []string {
	if names, ok := m.Users[field]; ok {
		return names
	}
	for _, f := range fields {
		if f.name == field {
			return f.Names
		}
	}
	return nil
}

// list lists the names of a field for messages; of many names it lists only the first
// six.
func (m FieldMap) list(field string) string {
	names := m.names(field)
	const most = 6
	if len(names) > most {
		return strings.Join(names[:most], ", ") + " or a like one, or name yours: --field " + field + "=NAME"
	}
	return strings.Join(names, ", ")
}

// FieldNames returns the fields of the table.
func FieldNames() []string {
	var names []string
	for _, f := range fields {
		names = append(names, f.name)
	}
	return names
}
