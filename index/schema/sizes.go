package schema

// A FieldSize says how many bytes one Bleve field takes, and for what.
type FieldSize struct {
	Field       string `json:"field"`
	Terms       int64  `json:"terms"`
	Postings    int64  `json:"postings"`
	Dictionary  int64  `json:"dictionary"`  // bytes of the terms
	Documents   int64  `json:"documents"`   // bytes of the numbers of the documents that hold them
	Frequencies int64  `json:"frequencies"` // bytes of how often, and of where if that is few places
	Locations   int64  `json:"locations"`   // bytes of where else
}

// Bytes returns the sum over what a field takes bytes for.
func (f FieldSize) Bytes() int64 { return f.Dictionary + f.Documents + f.Frequencies + f.Locations }
