package format

import (
	"bytes"
	"strings"
	"testing"

	"github.com/newsdex/newsdex/ingest/internal/fixture"
)

// fuzzLimit is the limit of a body in fuzzing, in bytes.
const fuzzLimit = 4 << 10

// FuzzHTTP reads responses in all encodings.
func FuzzHTTP(f *testing.F) {
	for encoding := range fixture.ContentEncoders {
		f.Add([]byte("HTTP/1.1 200 OK\r\nContent-Encoding: " + strings.TrimPrefix(encoding, "bare ") + "\r\n\r\n" + fixture.EncodeContent(f, encoding, fixture.WARCPage(1))))
	}
	f.Add([]byte("HTTP/1.0 404\nTransfer-Encoding: chunked\n\n3\nabc\n0\n\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		r, err := ParseResponse(bytes.Clone(b))
		if err != nil {
			return
		}
		if body, _, err := r.Decoded(fuzzLimit); err == nil && len(body) > max(fuzzLimit, len(b)) {
			t.Fatalf("%d bytes of %d", len(body), len(b))
		}
	})
}
