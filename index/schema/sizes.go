package schema

// A FieldSize is the size of one Bleve field on disk.
type FieldSize struct {
	Field       string `json:"field"`       // the name of the field
	Terms       int64  `json:"terms"`       // number of terms
	Postings    int64  `json:"postings"`    // number of postings
	Dictionary  int64  `json:"dictionary"`  // bytes of the terms
	Documents   int64  `json:"documents"`   // bytes of the document numbers
	Frequencies int64  `json:"frequencies"` // bytes of the frequencies, with up to 16 packed positions each
	Locations   int64  `json:"locations"`   // bytes of the positions that are not packed
}

// Bytes returns the size of the field in bytes.
func (f FieldSize) Bytes() int64 { return f.Dictionary + f.Documents + f.Frequencies + f.Locations }
