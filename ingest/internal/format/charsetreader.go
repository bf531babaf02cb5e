package format

import (
	"bufio"
	"bytes"
	"io"
	"strings"

	"golang.org/x/text/transform"

	"github.com/newsdex/newsdex/ingest/internal/charset"
	"github.com/newsdex/newsdex/ingest/internal/match"
)

// FileCharset returns the charset of a file by its beginning, or nil for UTF-8 and for
// binary files.
func FileCharset(br *bufio.Reader) *charset.Charset {
	head, _ := br.Peek(min(br.Size(), charset.CharsetBytes)) // the error occurs again when the file is read
	if charset.IsBinary(head) || hasRecordCharsets(head) {
		return nil
	}
	return charset.CharsetOf(head, "")
}

// DecodedFrom returns in with its text decoded to UTF-8. The encoding in an XML
// declaration is changed to UTF-8.
func (in Input) DecodedFrom(c *charset.Charset) Input {
	if _, n := charset.ByteOrderMark(peek(in.R, 4)); n > 0 {
		in.R.Discard(n) // it is buffered
	}
	br := bufio.NewReaderSize(transform.NewReader(in.R, c.NewDecoder()), 64<<10)
	if head := peek(br, 512); bytes.Contains(head, []byte("<?xml")) {
		if m := xmlEncoding().FindSubmatchIndex(head); m != nil {
			fixed := string(head[:m[2]]) + "UTF-8" + string(head[m[3]:])
			br.Discard(len(head)) // it is buffered
			br = bufio.NewReaderSize(io.MultiReader(strings.NewReader(fixed), br), 64<<10)
		}
	}
	in.R, in.Resume = br, nil
	return in
}

// xmlEncoding matches the name of the encoding in an XML declaration (XML 1.0, section
// 2.8).
var xmlEncoding = match.Expression(`^\s*<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([\w.:-]+)`)

// peek returns the next n bytes, or fewer if the file ends before.
func peek(br *bufio.Reader, n int) []byte {
	head, _ := br.Peek(n) // the error occurs again when more is read
	return head
}
