package schema

// A FieldSize is the size of one Bleve field on disk.
type FieldSize struct {
	Field      string `json:"field"`      // the name of the field
	Terms      int64  `json:"terms"`      // number of terms
	Postings   int64  `json:"postings"`   // number of postings
	Dictionary int64  `json:"dictionary"` // bytes of the terms
	Documents  int64  `json:"documents"`  // bytes of the document numbers that Bleve reads
	// Lists are the bytes of the posting lists that newsdex reads, without positions. A
	// list in several fields of a language counts for the body.
	Lists     int64 `json:"lists"`
	Positions int64 `json:"positions"` // bytes of the positions of these lists
}

// Bytes returns the size of the field in bytes.
func (f FieldSize) Bytes() int64 { return f.Dictionary + f.Documents + f.Lists + f.Positions }
