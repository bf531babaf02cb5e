package format

// An Origin is the source of one record: a file of its format that holds this record
// alone. Its fields are those of the public Origin.
type Origin struct {
	Form    string
	Data    []byte
	Decoded string
	Fields  map[string][]string
}
