package format

import (
	"bytes"
	"context"
	"iter"
	"strings"

	"github.com/newsdex/newsdex/ingest/internal/charset"
)

// textFormat reads an article in plain text.
var textFormat = Format{
	Name: "plain text", Extensions: []string{".txt", ".text"}, Sniff: sniffText, Decode: decodeText,
	Whole: true,
}

// decodeText yields a whole file as the Body of one article.
func decodeText(_ context.Context, in Input) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		data, err := in.wholeFile(lentUpTo(in.R, in.Limit))
		if err != nil {
			yield(Record{}, err)
			return
		}
		body := string(charset.DecodeBOM(data))
		if strings.TrimSpace(body) == "" {
			yield(Record{}, EmptyFile(in.File))
			return
		}
		if in.Origins {
			data = bytes.Clone(data)
		}
		yield(Record{Path: in.Path, File: in.File, Body: body, Origin: in.wholeOrigin(data)}, nil)
	}
}

// sniffText accepts text that is neither markup nor a data format.
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
