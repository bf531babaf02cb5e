package segment

import (
	"github.com/newsdex/newsdex/index/postings/packed"
	"github.com/newsdex/newsdex/index/schema"
)

// A listKind tells what the lists of a field hold.
type listKind uint8

const (
	noList       listKind = iota // there are none: the terms of the field have documents alone
	languageList                 // frequencies and positions in the title, the deck and the body of a language
	positionList                 // frequencies and positions in one field
	numberList                   // a number for each document
)

// A fieldGroup is the fields whose terms are written together, because they share lists:
// the three text fields of a language, or one other field.
type fieldGroup struct {
	kind     listKind
	language string
	// fields are the numbers of the fields by their place in a list, or noField. A field
	// that is alone has the place of the body.
	fields [packed.Fields]int
}

// noField is the number of a field that a group lacks.
const noField = -1

// kindOf returns what the lists of a field hold, its place in them, and its language.
func kindOf(field string) (kind listKind, place int, language string) {
	f, language, isText := schema.TextFieldOf(field)
	switch {
	case isText:
		return languageList, int(f), language
	case schema.HasPositions(field):
		return positionList, packed.Body, ""
	case field == schema.Sample:
		return numberList, packed.Body, ""
	}
	return noList, packed.Body, ""
}

// groupFields returns the groups of fields, in the order of their first fields.
func groupFields(fields []writtenField) (groups []fieldGroup) {
	of := map[string]int{} // by language
	for n, field := range fields {
		kind, place, language := kindOf(field.name)
		if at, ok := of[language]; ok && kind == languageList {
			groups[at].fields[place] = n
			continue
		}
		g := fieldGroup{kind: kind, language: language, fields: [packed.Fields]int{noField, noField, noField}}
		g.fields[place] = n
		if kind == languageList {
			of[language] = len(groups)
		}
		groups = append(groups, g)
	}
	return groups
}

// splitNumber returns the frequencies that stand for a number of a [numberList].
func splitNumber(n uint64) (freq [packed.Fields]uint32) {
	freq[packed.Body], freq[packed.Deck] = uint32(n), uint32(n>>32)
	return freq
}

// JoinNumber returns the number of a posting of a field that has a number for each
// document, from the frequencies of its list.
func JoinNumber(freq [packed.Fields]uint32) uint64 {
	return uint64(freq[packed.Deck])<<32 | uint64(freq[packed.Body])
}
