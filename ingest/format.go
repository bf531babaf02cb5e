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
	"sync"
)

// A format is a form that articles come in: a row of the table formats.
type format struct {
	name       string
	extensions []string
	// sniff reports whether the beginning of a file, some kilobytes of
	// text, has this form. It is asked only where there is no extension.
	sniff func(head []byte) bool
	// decode yields the raw articles of one file.
	decode func(ctx context.Context, in input) iter.Seq2[Article, error]
}

// An input is one file on its way through a format's decode.
type input struct {
	r     *bufio.Reader // the bytes, already out of any packing
	path  string        // becomes Article.Path
	file  string        // becomes Article.File
	limit int           // bytes that one article may have
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

// errOtherForm is what a decode yields, before anything else, for a file that
// has its extension and is something else: it is passed over like a file of an
// unknown form.
var errOtherForm = errors.New("another form")

// formats returns the table of all forms, in the order in which they are
// sniffed; plain text, which almost anything can be, comes last. It is a
// function because decoders name the table in their errors.
func formats() []format {
	formatsOnce.Do(func() {
		formatTable = []format{
			{"WARC", []string{".warc", ".wet"}, sniffWARC, decodeWARC},
			{"JSON", []string{".json"}, sniffJSON, decodeJSON},
			{"JSON Lines", []string{".jsonl", ".ndjson", ".jsonlines", ".jl"}, sniffJSONLines, decodeJSONLines},
			{"CSV", []string{".csv", ".tsv", ".tab"}, sniffCSV, decodeCSV},
			{"feeds", []string{".rss", ".atom", ".rdf", ".xml", ".feed"}, sniffFeed, decodeFeed},
			{"Markdown", []string{".md", ".markdown", ".mdown", ".mkd"}, sniffMarkdown, decodeMarkdown},
			{"HTML", []string{".html", ".htm", ".xhtml"}, sniffHTML, decodeHTML},
			{"plain text", []string{".txt", ".text"}, sniffText, decodeText},
		}
	})
	return formatTable
}

// They are made when first asked for, because decoders name all forms in messages.
var (
	formatsOnce sync.Once
	formatTable []format
)

// formatNames lists the forms for messages: "plain text (.txt, .text), …".
func formatNames() string {
	var names []string
	for _, f := range formats() {
		names = append(names, f.name+" ("+strings.Join(f.extensions, ", ")+")")
	}
	return strings.Join(names, ", ") + "; each also packed (.gz, .zst, .bz2, .zip, .tar)"
}

// formatOf chooses the form of a file by its name's extension, or by its head
// where the name has none.
func formatOf(name string, head []byte) (format, bool) {
	ext := extensionOf(name)
	for _, f := range formats() {
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
	for _, f := range formats() {
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
	for _, f := range formats() {
		if slices.Contains(f.extensions, ext) {
			return true
		}
	}
	for _, a := range archives() {
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
