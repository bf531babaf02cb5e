package ingest

import (
	"bytes"
	"context"
	"iter"
	"strings"
)

// textFormat is an article as text.
var textFormat = format{
	name: "plain text", extensions: []string{".txt", ".text"}, sniff: sniffText, decode: decodeText,
	whole: true,
}

// decodeText yields a whole file as the Body of one article.
func decodeText(_ context.Context, in input) iter.Seq2[record, error] {
	return func(yield func(record, error) bool) {
		data, over, err := lentUpTo(in.r, in.limit)
		switch {
		case err != nil:
			yield(record{}, in.readError(0, err))
		case over:
			yield(record{}, tooLong(in, 0))
		case isBinary(data):
			yield(record{}, errBinary)
		default:
			body := string(decodeBOM(data))
			if strings.TrimSpace(body) == "" {
				yield(record{}, emptyFile(in.file))
				return
			}
			if in.origins {
				data = bytes.Clone(data)
			}
			yield(record{Path: in.path, File: in.file, Body: body, Origin: in.wholeOrigin(data)}, nil)
		}
	}
}

// sniffText takes for text what is neither markup nor a data format.
func sniffText(head []byte) bool {
	head = bytes.TrimLeft(head, " \t\r\n")
	if len(head) == 0 {
		return true
	}
	for _, magic := range []string{"<!", "<?", "<html", "<HTML", "%PDF-", "{\\rtf", "PK\x03\x04", "WARC/", "{\""} {
		if bytes.HasPrefix(head, []byte(magic)) {
			return false
		}
	}
	return true
}
