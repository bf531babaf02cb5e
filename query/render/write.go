package render

import (
	"encoding/json"
	"io"
)

// Write writes v as one line of JSON, in which <, > and & stand as they are.
func Write(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}
