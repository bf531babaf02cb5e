package format

// A Origin is what a record was made of: a file of its format that holds this
// record alone. See the public Origin, whose fields it has.
type Origin struct {
	Form    string
	Data    []byte
	Decoded string
	Fields  map[string][]string
}
