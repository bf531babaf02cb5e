package format

import (
	"bytes"
	"strings"
	"testing"

	"github.com/newsdex/newsdex/ingest/internal/fixture"
)

// fuzzLimit is the limit of a body in fuzzing, in bytes.
const fuzzLimit = 4 << 10

// FuzzHTTP reads responses in all encodings, and anything as chunks.
func FuzzHTTP(f *testing.F) {
	for encoding := range fixture.ContentEncoders {
		f.Add([]byte("HTTP/1.1 200 OK\r\nContent-Encoding: " + strings.TrimPrefix(encoding, "bare ") + "\r\n\r\n" + fixture.EncodeContent(f, encoding, fixture.WARCPage(1))))
	}
	f.Add([]byte("HTTP/1.0 404\nTransfer-Encoding: chunked\n\n3\nabc\n0\n\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		unchunked(bytes.Clone(b))
		r, err := parseResponse(bytes.Clone(b))
		if err != nil {
			return
		}
		if body, _, err := r.decoded(fuzzLimit); err == nil && len(body) > max(fuzzLimit, len(b)) {
			t.Fatalf("%d bytes of %d", len(body), len(b))
		}
	})
}

// TestEndOfHeader checks that either kind of blank line ends a header, and that the first
// one counts.
func TestEndOfHeader(t *testing.T) {
	for text, want := range map[string]string{
		"A: 1\r\nB: 2\r\n\r\nbody\n\n": "A: 1\r\nB: 2\r\n\r\n",
		"A: 1\nB: 2\n\nbody\r\n\r\n":   "A: 1\nB: 2\n\n",
		"A: 1\r\nB: 2\r\n\nbody":       "A: 1\r\nB: 2\r\n\n",
		"A: 1\n\r\nB: 2\n\n":           "A: 1\n\r\nB: 2\n\n",
		"A: 1\r\nB: 2\r\n\r":           "",
		"\r\n\r\nbody":                 "\r\n\r\n",
		"\n\nbody":                     "\n\n",
		"A: 1\r\n":                     "",
		"":                             "",
	} {
		if got := text[:endOfHeader([]byte(text))]; got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
