package render

import "github.com/newsdex/newsdex/query"

// A Notice says that a part of a query was not read as it may have been meant.
type Notice struct {
	// Message says what was not well formed, as a sentence.
	Message string `json:"message"`
	// Offset is where in the query, in bytes.
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
