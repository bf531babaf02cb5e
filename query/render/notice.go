package render

import "github.com/newsdex/newsdex/query"

// A Notice says that a part of a query was probably not read as it was meant.
type Notice struct {
	// Message names the part and how it was read, as a sentence.
	Message string `json:"message"`
	// Offset is the offset of the part in the query, in bytes.
	Offset int `json:"offset"`
}

// NewNotices returns the forms of notices, each message once, where it came first.
func NewNotices(notices []query.Notice) []Notice {
	all := []Notice{}
	known := map[string]bool{}
	for _, n := range notices {
		if !known[n.Msg] {
			known[n.Msg] = true
			all = append(all, Notice{Message: n.Msg, Offset: n.Offset})
		}
	}
	return all
}
