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

// A Format is a form that articles come in: a row of the table formats. Each stands
// in a file of its own, with the functions that read it.
type Format struct {
	// Name stands in messages and in origins, where it must stay as it is.
	Name       string
	Extensions []string
	// Sniff reports whether the beginning of a file, some kilobytes of
	// text, has this form. It is asked only where there is no extension.
	Sniff func(head []byte) bool
	// Decode yields the raw articles of one file. It also makes a record again: a
	// record's [Origin] is a file of the format that holds this record alone.
	Decode func(ctx context.Context, in Input) iter.Seq2[Record, error]
	// Whole says that a file is one article, so that its origin is the file.
	Whole bool
	// Charset says in which charset the bytes are that decode gets.
	Charset charsetScope
}

// A charsetScope says to what of a file a charset belongs, and so who decodes it.
type charsetScope uint8

const (
	OfFile    charsetScope = iota // to the file, which is decoded before decode gets it
	ofPage                        // to the page, which may declare it; decode gets bytes
	ofRecords                     // to each record of a binary file; decode gets bytes
)

// An Input is one file on its way through a format's decode.
type Input struct {
	R      *bufio.Reader // the bytes, already out of any packing
	Path   string        // becomes Article.Path
	File   string        // becomes Article.File
	Format string        // the name of its format
	Limit  int           // bytes that one article may have
	// Fields are the names of the fields of records.
	Fields FieldMap
	// Resume, where it is not nil, goes on after an error of r, behind what is
	// damaged, and reports whether there is more.
	Resume func() bool
	// Origins says that articles are to have their [Origin]. Decoded says how the
	// file was decoded, if it was; undecoded has the bytes of a whole file as they
	// were before.
	Origins   bool
	Decoded   string
	undecoded *bytes.Buffer
	// Passed, where it is not nil, is told what kind of thing in the file is
	// passed over.
	Passed func(kind string)
}

// pass counts one thing that is passed over.
func (in Input) pass(kind string) {
	if in.Passed != nil {
		in.Passed(kind)
	}
}

// These errors are about a whole file. A decode yields one before anything else, and
// nothing after it; the walk knows what to say of the file.
var (
	// ErrOtherForm: the file has the format's extension and is something else. It
	// is passed over like a file of an unknown form.
	ErrOtherForm = errors.New("another form")
	// ErrBinary: the file is no text in any encoding.
	ErrBinary = errors.New("binary bytes")
)

// Formats is the table of all formats, in the order in which they are sniffed;
// plain text, which almost anything can be, comes last.
var Formats = []Format{warcFormat, jsonFormat, jsonLinesFormat, csvFormat, feedFormat, markdownFormat, htmlFormat, textFormat}

// FormatNamed returns the format of a name.
func FormatNamed(name string) (Format, bool) {
	i := slices.IndexFunc(Formats, func(f Format) bool { return f.Name == name })
	if i < 0 {
		return Format{}, false
	}
	return Formats[i], true
}

// hasRecordCharsets reports whether the beginning of a file is that of a format of
// which each record has a charset of its own.
func hasRecordCharsets(head []byte) bool {
	return slices.ContainsFunc(Formats, func(f Format) bool { return f.Charset == ofRecords && f.Sniff(head) })
}

// FormatNames lists the forms for messages: "plain text (.txt, .text), …".
func FormatNames() string {
	var names []string
	for _, f := range Formats {
		names = append(names, f.Name+" ("+strings.Join(f.Extensions, ", ")+")")
	}
	return strings.Join(names, ", ") + "; each also packed (.gz, .zst, .bz2, .zip, .tar)"
}

// FormatOf chooses the form of a file by its name's extension, or by its head
// where the name has none.
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

// ExtensionOf returns the extension of a name in lower case, "" where it has
// none: what names a form is short, has a letter and no other signs than letters
// and digits ("report.2025-03" and "Mr. Smith goes" have none).
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

// ReadUpTo reads all of r, or reports that there is more than limit.
func ReadUpTo(r io.Reader, limit int) (data []byte, over bool, err error) {
	if br, ok := r.(*bufio.Reader); ok && bufferedToEnd(br) {
		data, over, err = lentUpTo(br, limit)
		return bytes.Clone(data), over, err
	}
	data, err = io.ReadAll(io.LimitReader(r, int64(limit)+1))
	return data, len(data) > limit, err
}

// lentUpTo is ReadUpTo for data that is the reader's own, until it is read again
// or reset: most files stand in the buffer to their end.
func lentUpTo(r *bufio.Reader, limit int) (data []byte, over bool, err error) {
	if bufferedToEnd(r) && r.Buffered() <= limit {
		data, _ = r.Peek(r.Buffered()) // of that there is no error
		r.Discard(len(data))
		return data, false, nil
	}
	data, err = io.ReadAll(io.LimitReader(r, int64(limit)+1))
	return data, len(data) > limit, err
}

// bufferedToEnd reads as much as the buffer holds, and reports whether that is all
// there is.
func bufferedToEnd(r *bufio.Reader) bool {
	_, err := r.Peek(r.Size())
	return err == io.EOF
}

// SniffBytes is how much of a file its form is told by.
const SniffBytes = 8 << 10
