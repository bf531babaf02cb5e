package schema

// A TextField is one of the three fields of an article that are analysed in its
// language and ranked.
type TextField int

// The text fields.
const (
	Title TextField = iota
	Deck
	Body

	// TextFields is the number of text fields.
	TextFields = int(Body) + 1
)

var textFieldNames = [TextFields]string{"title", "deck", "body"}

// String returns the field's name: "title", "deck" or "body".
func (f TextField) String() string { return textFieldNames[f] }

// In returns the name of the Bleve field that holds f for articles in the
// language with the given code: "body.en". An index has one such field for each
// language: a field that is analysed in two ways would be queried in one of
// them, chosen by the iteration order of a map.
func (f TextField) In(language string) string { return textFieldNames[f] + "." + language }

// A Span is a run of positions in a field: from Pos, up to and without End.
type Span struct{ Pos, End int }
