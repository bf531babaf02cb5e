package render

import (
	"bytes"
	"encoding/json"
	"io"
)

// Write writes v as one line of JSON, in which <, > and & stand as they are. Characters
// that steer a terminal ([Steers]) are escaped, so that the line can be printed on one.
func Write(w io.Writer, v any) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return err
	}
	_, err := w.Write(escapeSteering(b.Bytes()))
	return err
}
