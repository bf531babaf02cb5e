package format

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"iter"
	"path"
	"slices"
	"strings"

	"github.com/newsdex/newsdex/ingest/internal/charset"
)

// A Format is a file format of articles: a row of the table Formats. Each has a file of
// its own, with the functions that read it.
type Format struct {
	// Name is used in messages and in stored origins, so it must never change.
	Name       string
	Extensions []string
	// Sniff reports whether the beginning of a file, some kilobytes of text, is of this
	// format. It is called only for files without an extension.
	Sniff func(head []byte) bool
	// Decode yields the raw articles of one file. It also reads a record again from its
	// [Origin], which is a file of the format that holds this record alone.
	Decode func(ctx context.Context, in Input) iter.Seq2[Record, error]
	// Whole says that a file is one article, so that its origin is the file.
	Whole bool
	// Charset is the scope of a charset in the bytes that Decode gets.
	Charset charsetScope
}

// A charsetScope is the part of a file to which a charset belongs. It determines who
// decodes the charset.
type charsetScope uint8

const (
	OfFile    charsetScope = iota // the file, which is decoded before Decode gets it
	ofPage                        // the page, which may declare it; Decode gets bytes
	ofRecords                     // each record of a binary file; Decode gets bytes
)

// An Input is one file as a format's Decode gets it.
type Input struct {
	R      *bufio.Reader // the unpacked bytes
	Path   string        // becomes Record.Path
	File   string        // becomes Record.File
	Format string        // the name of its format
	Limit  int           // limit of bytes of one article
	// Fields maps the names of the fields of records.
	Fields FieldMap
	// Resume, if not nil, continues after an error of R, behind the damaged part, and
	// reports whether there is more data.
	Resume func() bool
	// Origins says that records are to have their [Origin]. Decoded names the charset
	// that the file was decoded from, if it was. undecoded holds the bytes of a whole
	// file before decoding.
	Origins   bool
	Decoded   string
	undecoded *bytes.Buffer
	// Passed, if not nil, is called for each skipped thing in the file, with its kind.
	Passed func(kind string)
}

// pass counts one skipped thing.
func (in Input) pass(kind string) {
	if in.Passed != nil {
		in.Passed(kind)
	}
}

// Errors of a whole file. A Decode yields one of them as its first and only element; package
// source turns it into a message.
var (
	// ErrOtherForm means that the file has the format's extension but another format. It
	// is skipped like a file of an unknown format.
	ErrOtherForm = errors.New("another form")
	// ErrBinary means that the file is no text in any encoding.
	ErrBinary = errors.New("binary bytes")
)

// Formats is the table of all formats, in the order in which they are sniffed. Plain text
// comes last, for its Sniff accepts almost anything.
var Formats = []Format{warcFormat, jsonFormat, jsonLinesFormat, csvFormat, feedFormat, markdownFormat, htmlFormat, textFormat}

// FormatNamed returns the format with the given name.
func FormatNamed(name string) (Format, bool) {
	i := slices.IndexFunc(Formats, func(f Format) bool { return f.Name == name })
	if i < 0 {
		return Format{}, false
	}
	return Formats[i], true
}

// hasRecordCharsets reports whether the beginning of a file is of a format whose records
// each have a charset of their own.
func hasRecordCharsets(head []byte) bool {
	return slices.ContainsFunc(Formats, func(f Format) bool { return f.Charset == ofRecords && f.Sniff(head) })
}

// FormatNames lists the formats for messages: "plain text (.txt, .text), …".
func FormatNames() string {
	var names []string
	for _, f := range Formats {
		names = append(names, f.Name+" ("+strings.Join(f.Extensions, ", ")+")")
	}
	return strings.Join(names, ", ") + "; each also packed (.gz, .zst, .bz2, .zip, .tar)"
}

// FormatOf returns the format of a file by the extension of its name, or by its head if
// the name has no extension.
func FormatOf(name string, head []byte) (Format, bool) {
	ext := ExtensionOf(name)
	for _, f := range Formats {
		for _, e := range f.Extensions {
			if e == ext {
				return f, true
			}
		}
	}
	if ext != "" {
		return Format{}, false
	}
	head = charset.DecodeBOM(head)
	for _, f := range Formats {
		if f.Sniff(head) {
			return f, true
		}
	}
	return Format{}, false
}

// ExtensionOf returns the extension of a name in lower case, or "" if it has none. An
// extension is short and consists of letters and digits, with at least one letter
// ("report.2025-03" and "Mr. Smith goes" have none).
func ExtensionOf(name string) string {
	ext := strings.ToLower(path.Ext(name))
	if len(ext) < 2 || len(ext) > 11 {
		return ""
	}
	letter := false
	for _, c := range []byte(ext[1:]) {
		switch {
		case 'a' <= c && c <= 'z':
			letter = true
		case c < '0' || c > '9':
			return ""
		}
	}
	if !letter {
		return ""
	}
	return ext
}

// ReadUpTo reads all of r, up to limit bytes; over says that r has more.
func ReadUpTo(r io.Reader, limit int) (data []byte, over bool, err error) {
	if br, ok := r.(*bufio.Reader); ok && bufferedToEnd(br) {
		data, over, err = lentUpTo(br, limit)
		return bytes.Clone(data), over, err
	}
	data, err = io.ReadAll(io.LimitReader(r, int64(limit)+1))
	return data, len(data) > limit, err
}

// lentUpTo is like ReadUpTo but returns the reader's own buffer if the file ends in it,
// as most files do. The data is valid until r is read or reset.
func lentUpTo(r *bufio.Reader, limit int) (data []byte, over bool, err error) {
	if bufferedToEnd(r) && r.Buffered() <= limit {
		data, _ = r.Peek(r.Buffered()) // buffered bytes give no error
		r.Discard(len(data))
		return data, false, nil
	}
	data, err = io.ReadAll(io.LimitReader(r, int64(limit)+1))
	return data, len(data) > limit, err
}

// wholeFile takes the results of ReadUpTo or lentUpTo. It returns the data of a text
// file, or the error that its Decode yields.
func (in Input) wholeFile(data []byte, over bool, err error) ([]byte, error) {
	switch {
	case err != nil:
		return nil, in.ReadError(0, err)
	case over:
		return nil, tooLong(in, 0)
	case charset.IsBinary(data):
		return nil, ErrBinary
	}
	return data, nil
}

// bufferedToEnd fills the buffer and reports whether it holds the rest of the file.
func bufferedToEnd(r *bufio.Reader) bool {
	_, err := r.Peek(r.Size())
	return err == io.EOF
}

// SniffBytes is the number of bytes at the beginning of a file by which its format is
// sniffed.
const SniffBytes = 8 << 10
