package ingest

import (
	"bufio"
	"bytes"
	"io"
	"strings"

	"golang.org/x/text/transform"
)

// fileCharset returns the charset of a file by its beginning; nil for UTF-8, and
// for what is no text.
func fileCharset(br *bufio.Reader) *charset {
	head, _ := br.Peek(min(br.Size(), charsetBytes)) // an error comes again when the file is read
	if isBinary(head) || hasRecordCharsets(head) {
		return nil
	}
	return charsetOf(head, "")
}

// decodedFrom returns in with its text as UTF-8. An XML declaration then names
// that as the encoding.
func (in input) decodedFrom(c *charset) input {
	if _, n := byteOrderMark(peek(in.r, 4)); n > 0 {
		in.r.Discard(n) // it is buffered
	}
	br := bufio.NewReaderSize(transform.NewReader(in.r, c.NewDecoder()), 64<<10)
	if head := peek(br, 512); bytes.Contains(head, []byte("<?xml")) {
		if m := xmlEncoding().FindSubmatchIndex(head); m != nil {
			fixed := string(head[:m[2]]) + "UTF-8" + string(head[m[3]:])
			br.Discard(len(head)) // it is buffered
			br = bufio.NewReaderSize(io.MultiReader(strings.NewReader(fixed), br), 64<<10)
		}
	}
	in.r, in.resume = br, nil
	return in
}

// xmlEncoding is the name of the encoding in an XML declaration (XML 1.0,
// section 2.8).
var xmlEncoding = expression(`^\s*<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([\w.:-]+)`)

// peek returns the next n bytes, or as many as there are.
func peek(br *bufio.Reader, n int) []byte {
	head, _ := br.Peek(n) // an error comes again when more is read
	return head
}
