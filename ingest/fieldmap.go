package ingest

import (
	"maps"
	"slices"
	"strings"
)

// A fieldMap says under which names fields are looked for: those of the table,
// but for the fields that a user named.
type fieldMap struct {
	users map[string][]string
	// summary says that the text is the deck where there is no other, as in
	// a feed.
	summary bool
}

func (m fieldMap) names(field string) []string {
	if names, ok := m.users[field]; ok {
		return names
	}
	for _, f := range fields {
		if f.name == field {
			return f.names
		}
	}
	return nil
}

// list lists the names of a field for messages; of many only the first.
func (m fieldMap) list(field string) string {
	names := m.names(field)
	const most = 6
	if len(names) > most {
		return strings.Join(names[:most], ", ") + " or a like one, or name yours: --field " + field + "=NAME"
	}
	return strings.Join(names, ", ")
}

// fieldNames returns the names of the fields of the table.
func fieldNames() []string {
	var names []string
	for _, f := range fields {
		names = append(names, f.name)
	}
	return names
}

// checkFields reports the fields that the source's owner named and that there
// are not.
func (w *walk) checkFields() bool {
	known := fieldNames()
	for _, field := range slices.Sorted(maps.Keys(w.o.Fields)) {
		if !slices.Contains(known, field) &&
			!w.fail(field, "is no field of an article", "give one of "+strings.Join(known, ", "), nil) {
			return false
		}
	}
	return true
}
