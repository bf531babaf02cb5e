package schema

import (
	"slices"
	"strings"
)

// A TextField is one of the three fields of an article that are analysed in its
// language and ranked.
type TextField int

// The text fields.
const (
	// Title, Deck and Body are the headline, the standfirst and the text of an
	// article.
	Title TextField = iota
	Deck
	Body

	// TextFields is the number of text fields.
	TextFields = int(Body) + 1
)

var textFieldNames = [TextFields]string{"title", "deck", "body"}

// String returns the field's name: "title", "deck" or "body".
func (f TextField) String() string { return textFieldNames[f] }

// In returns the name of the Bleve field of f for articles in a language: "body.en"
// for the code "en". Each language has fields of its own, because Bleve would query
// a field with two analyzers by either one, chosen by the iteration order of a map.
func (f TextField) In(language string) string { return textFieldNames[f] + "." + language }

// TextFieldOf returns the text field and the language of a Bleve field, and whether it is
// one that [TextField.In] names.
func TextFieldOf(field string) (f TextField, language string, ok bool) {
	name, language, ok := strings.Cut(field, ".")
	at := slices.Index(textFieldNames[:], name)
	if !ok || at < 0 {
		return 0, "", false
	}
	return TextField(at), language, true
}

// A Span is a run of positions in a field: from Pos, inclusive, to End, exclusive.
// The first position of a field is 1.
type Span struct {
	Pos int // the first position
	End int // the position behind the last
}
