package ingest

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
)

// A format is a form that articles come in: a row of the table formats. Each stands
// in a file of its own, with the functions that read it.
type format struct {
	// name stands in messages and in origins, where it must stay as it is.
	name       string
	extensions []string
	// sniff reports whether the beginning of a file, some kilobytes of
	// text, has this form. It is asked only where there is no extension.
	sniff func(head []byte) bool
	// decode yields the raw articles of one file. It also makes a record again: a
	// record's [Origin] is a file of the format that holds this record alone.
	decode func(ctx context.Context, in input) iter.Seq2[record, error]
	// whole says that a file is one article, so that its origin is the file.
	whole bool
	// charset says in which charset the bytes are that decode gets.
	charset charsetScope
}

// A charsetScope says to what of a file a charset belongs, and so who decodes it.
type charsetScope uint8

const (
	ofFile    charsetScope = iota // to the file, which is decoded before decode gets it
	ofPage                        // to the page, which may declare it; decode gets bytes
	ofRecords                     // to each record of a binary file; decode gets bytes
)

// An input is one file on its way through a format's decode.
type input struct {
	r      *bufio.Reader // the bytes, already out of any packing
	path   string        // becomes Article.Path
	file   string        // becomes Article.File
	format string        // the name of its format
	limit  int           // bytes that one article may have
	// fields are the names of the fields of records.
	fields fieldMap
	// resume, where it is not nil, goes on after an error of r, behind what is
	// damaged, and reports whether there is more.
	resume func() bool
	// origins says that articles are to have their [Origin]. Decoded says how the
	// file was decoded, if it was; undecoded has the bytes of a whole file as they
	// were before.
	origins   bool
	decoded   string
	undecoded *bytes.Buffer
	// passed, where it is not nil, is told what kind of thing in the file is
	// passed over.
	passed func(kind string)
}

// pass counts one thing that is passed over.
func (in input) pass(kind string) {
	if in.passed != nil {
		in.passed(kind)
	}
}

// These errors are about a whole file. A decode yields one before anything else, and
// nothing after it; the walk knows what to say of the file.
var (
	// errOtherForm: the file has the format's extension and is something else. It
	// is passed over like a file of an unknown form.
	errOtherForm = errors.New("another form")
	// errBinary: the file is no text in any encoding.
	errBinary = errors.New("binary bytes")
)

// formats is the table of all formats, in the order in which they are sniffed;
// plain text, which almost anything can be, comes last.
var formats = []format{warcFormat, jsonFormat, jsonLinesFormat, csvFormat, feedFormat, markdownFormat, htmlFormat, textFormat}

// formatNamed returns the format of a name.
func formatNamed(name string) (format, bool) {
	i := slices.IndexFunc(formats, func(f format) bool { return f.name == name })
	if i < 0 {
		return format{}, false
	}
	return formats[i], true
}

// hasRecordCharsets reports whether the beginning of a file is that of a format of
// which each record has a charset of its own.
func hasRecordCharsets(head []byte) bool {
	return slices.ContainsFunc(formats, func(f format) bool { return f.charset == ofRecords && f.sniff(head) })
}

// formatNames lists the forms for messages: "plain text (.txt, .text), …".
func formatNames() string {
	var names []string
	for _, f := range formats {
		names = append(names, f.name+" ("+strings.Join(f.extensions, ", ")+")")
	}
	return strings.Join(names, ", ") + "; each also packed (.gz, .zst, .bz2, .zip, .tar)"
}

// formatOf chooses the form of a file by its name's extension, or by its head
// where the name has none.
func formatOf(name string, head []byte) (format, bool) {
	ext := extensionOf(name)
	for _, f := range formats {
		for _, e := range f.extensions {
			if e == ext {
				return f, true
			}
		}
	}
	if ext != "" {
		return format{}, false
	}
	head = decodeBOM(head)
	for _, f := range formats {
		if f.sniff(head) {
			return f, true
		}
	}
	return format{}, false
}

// isKnown reports whether a file of that name, out of any compression, is worth
// opening: its extension is that of a form or of an archive, or it has none.
func isKnown(name string) bool {
	ext := extensionOf(name)
	if ext == "" {
		return true
	}
	for _, f := range formats {
		if slices.Contains(f.extensions, ext) {
			return true
		}
	}
	for _, a := range archives {
		if slices.Contains(a.extensions, ext) {
			return true
		}
	}
	return false
}

// extensionOf returns the extension of a name in lower case, "" where it has
// none: what names a form is short, has a letter and no other signs than letters
// and digits ("report.2025-03" and "Mr. Smith goes" have none).
func extensionOf(name string) string {
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

// readUpTo reads all of r, or reports that there is more than limit.
func readUpTo(r io.Reader, limit int) (data []byte, over bool, err error) {
	if br, ok := r.(*bufio.Reader); ok && bufferedToEnd(br) {
		data, over, err = lentUpTo(br, limit)
		return bytes.Clone(data), over, err
	}
	data, err = io.ReadAll(io.LimitReader(r, int64(limit)+1))
	return data, len(data) > limit, err
}

// lentUpTo is readUpTo for data that is the reader's own, until it is read again
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
