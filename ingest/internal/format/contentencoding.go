package format

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"

	"github.com/newsdex/newsdex/ingest/internal/jsontext"
	"github.com/newsdex/newsdex/ingest/internal/plain"
)

// A contentEncoding is a content coding of an HTTP message's body (RFC 9110, 8.4): a row
// of the table ContentEncodings.
type contentEncoding struct {
	Names []string
	// is reports whether a body may be encoded. Archives that store decoded bodies often
	// keep the header field that calls them encoded.
	is func(body []byte) bool
	// open returns a reader of the decoded body.
	open func(body []byte) (io.ReadCloser, error)
}

// ContentEncodings returns the table of all content encodings that browsers accept.
func ContentEncodings() []contentEncoding {
	return []contentEncoding{
		{[]string{"gzip", "x-gzip"}, begins("\x1f\x8b"), openGzipBody},
		{[]string{"deflate"}, isNoMarkup, openDeflateBody},
		{[]string{"br"}, func(body []byte) bool { return isNoMarkup(body) || !utf8.Valid(body) }, openBrotliBody},
		{[]string{"zstd"}, begins("\x28\xb5\x2f\xfd"), openZstdBody},
	}
}

// plainEncodings are the names that servers give to bodies without any encoding.
var plainEncodings = plain.WordSet("identity none utf-8 utf8 iso-8859-1 text text/html")

// mostEncodings is the limit of encodings applied to one body.
const mostEncodings = 3

func begins(magic string) func([]byte) bool {
	return func(body []byte) bool { return bytes.HasPrefix(body, []byte(magic)) }
}

func isNoMarkup(body []byte) bool {
	return !bytes.HasPrefix(bytes.TrimLeft(body, " \t\r\n"), []byte("<"))
}

// DecodeContent decodes a body from one encoding, to at most limit bytes. A body that
// ends too early or is damaged further on is decoded up to that point, and cut is the
// reason.
func DecodeContent(body []byte, name string, limit int) (out []byte, cut, err error) {
	if name == "" || plainEncodings[name] || len(body) == 0 {
		return body, nil, nil
	}
	e, ok := contentEncodingOf(name)
	switch {
	case !ok && sniffHTML(body[:min(len(body), SniffBytes)]), ok && !e.is(body):
		return body, nil, nil
	case !ok:
		return nil, nil, fmt.Errorf("its encoding is %.20q", name)
	}
	r, err := e.open(body)
	if err != nil {
		return nil, nil, err
	}
	defer r.Close() // Read has returned its errors
	out, over, err := ReadUpTo(r, limit)
	switch {
	case over:
		return nil, nil, fmt.Errorf("it unpacks to more than %d bytes", limit)
	case err != nil && len(out) == 0:
		return nil, nil, err
	}
	return out, err, nil
}

func contentEncodingOf(name string) (contentEncoding, bool) {
	for _, e := range ContentEncodings() {
		for _, n := range e.Names {
			if n == name {
				return e, true
			}
		}
	}
	return contentEncoding{}, false
}

func openGzipBody(body []byte) (io.ReadCloser, error) {
	r, err := gzip.NewReader(bytes.NewReader(body))
	return r, jsontext.NoEOF(err)
}

// openDeflateBody reads the zlib format, as RFC 9110 requires, or bare deflate, as some
// servers send it.
func openDeflateBody(body []byte) (io.ReadCloser, error) {
	if r, err := zlib.NewReader(bytes.NewReader(body)); err == nil {
		return r, nil
	}
	return flate.NewReader(bytes.NewReader(body)), nil
}

// openBrotliBody reads Brotli (RFC 7932), whose windows are 16 MiB at most.
func openBrotliBody(body []byte) (io.ReadCloser, error) {
	return io.NopCloser(brotli.NewReader(bytes.NewReader(body))), nil
}

// maxBodyWindow is the limit of zstd's window in a body, in bytes (RFC 9659).
const maxBodyWindow = 8 << 20

func openZstdBody(body []byte) (io.ReadCloser, error) {
	d, err := zstd.NewReader(bytes.NewReader(body), zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(maxBodyWindow))
	if err != nil {
		return nil, err
	}
	return d.IOReadCloser(), nil
}

// decoded decodes the body from its transfer and content encodings, to at most limit
// bytes; see DecodeContent for cut.
func (r *response) decoded(limit int) (body []byte, cut, err error) {
	body = r.body
	if strings.EqualFold(r.header.get("Transfer-Encoding"), "chunked") {
		body = unchunked(body)
	}
	encodings := strings.Split(r.header.get("Content-Encoding"), ",")
	if len(encodings) > mostEncodings {
		return nil, nil, fmt.Errorf("it is encoded %d times over", len(encodings))
	}
	for i := len(encodings) - 1; i >= 0; i-- { // the last encoding was applied last
		var c error
		if body, c, err = DecodeContent(body, strings.ToLower(strings.TrimSpace(encodings[i])), limit); err != nil {
			return nil, nil, err
		}
		if c != nil {
			cut = c
		}
	}
	return body, cut, nil
}
