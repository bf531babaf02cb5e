package format

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// A header holds the named fields of a WARC record or an HTTP message, by their names in
// lower case.
type header map[string]string

// get returns a field, or "" if there is none. If a field occurs several times, the first
// counts.
func (h header) get(name string) string { return h[strings.ToLower(name)] }

// endOfHeader returns the end of the header of b, after its blank line, or 0 if the
// header does not end.
func endOfHeader(b []byte) int {
	for i := 0; ; i++ {
		n := bytes.IndexByte(b[i:], '\n')
		if n < 0 {
			return 0
		}
		i += n
		switch rest := b[i+1:]; {
		case bytes.HasPrefix(rest, []byte("\n")):
			return i + 2
		case i > 0 && b[i-1] == '\r' && bytes.HasPrefix(rest, []byte("\r\n")):
			return i + 3
		}
	}
}

// parseHeader reads the fields after the first line of b. A line that begins with white
// space continues the field above it.
func parseHeader(b []byte) header {
	h := header{}
	last := ""
	first := true
	for line := range bytes.Lines(b) {
		if first {
			first = false
			continue
		}
		s := strings.TrimRight(string(line), "\r\n")
		if s != "" && (s[0] == ' ' || s[0] == '\t') && last != "" {
			h[last] += " " + strings.TrimSpace(s)
			continue
		}
		name, value, ok := strings.Cut(s, ":")
		last = strings.ToLower(strings.TrimSpace(name))
		if _, taken := h[last]; ok && !taken {
			h[last] = strings.TrimSpace(value)
		} else {
			last = ""
		}
	}
	return h
}

func contentLength(h header) (int64, error) {
	s := h.get("Content-Length")
	if s == "" {
		return 0, errors.New("Content-Length is missing")
	}
	n, err := strconv.ParseUint(s, 10, 62)
	if err != nil {
		return 0, fmt.Errorf("Content-Length is %.20q", s)
	}
	return int64(n), nil
}

// A response is an HTTP response.
type response struct {
	status int
	header header
	body   []byte // still encoded
}

var errNoResponse = errors.New("it is no HTTP response")

// parseResponse reads an HTTP/1 response as archives store it.
func parseResponse(b []byte) (response, error) {
	end := endOfHeader(b)
	if end == 0 {
		end = len(b) // no body
	}
	line, _, _ := bytes.Cut(b, []byte("\n"))
	parts := strings.Fields(string(line[:min(len(line), 100)]))
	if len(parts) < 2 || !strings.HasPrefix(parts[0], "HTTP/") {
		return response{}, errNoResponse
	}
	status, err := strconv.Atoi(parts[1])
	if err != nil || status < 100 || status > 999 {
		return response{}, errNoResponse
	}
	return response{status, parseHeader(b[:end]), b[end:]}, nil
}

// unchunked decodes a body from the chunked transfer encoding (RFC 9112, 7.1). A body
// that does not begin with a chunk is returned unchanged.
func unchunked(body []byte) []byte {
	r := bufio.NewReader(bytes.NewReader(body))
	out := make([]byte, 0, len(body))
	for {
		line, err := r.ReadSlice('\n')
		size, _, _ := strings.Cut(strings.TrimSpace(string(line)), ";")
		n, perr := strconv.ParseUint(strings.TrimSpace(size), 16, 31)
		switch {
		case perr != nil && len(out) == 0:
			return body
		case err != nil, perr != nil, n == 0:
			return out
		}
		chunk := min(int(n), cap(out)-len(out))
		got, err := io.ReadFull(r, out[len(out):len(out)+chunk])
		out = out[:len(out)+got]
		if err != nil {
			return out
		}
		if end, _ := r.Peek(2); bytes.HasPrefix(end, []byte("\r\n")) {
			r.Discard(2)
		} else if bytes.HasPrefix(end, []byte("\n")) {
			r.Discard(1)
		}
	}
}
