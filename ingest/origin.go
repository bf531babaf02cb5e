package ingest

import (
	"bufio"
	"bytes"
	"io"
	"slices"
)

// An Origin is what an article was made of: a file of its form that holds this
// article alone, so that the article can be made of it again ([Again]). Of
// a text, a page or a Markdown file it is the file; of a record of many it is the
// record's bytes with what must stand around them: brackets, the header of a table,
// the beginning of a feed.
type Origin struct {
	// Form is the name of the file's form, as the package's documentation has it:
	// "HTML".
	Form string
	// Data are the bytes of the file.
	Data []byte `json:"-"`
	// Decoded says how the file of a record was decoded, as the [Repair] of its
	// article says it, "" where it was UTF-8. Data is UTF-8 then.
	Decoded string `json:",omitzero"`
	// Fields are the [FileSource].Fields that it was read with.
	Fields map[string][]string `json:",omitzero"`
}

// origin returns the origin of an article of which parts are the file; nil where
// nobody asked for it. The parts are copied.
func (in input) origin(parts ...[]byte) *Origin {
	if !in.origins {
		return nil
	}
	return &Origin{Form: in.format, Data: slices.Concat(parts...), Decoded: in.decoded, Fields: in.fields.users}
}

// wholeOrigin is origin for the bytes of a whole file, which are not copied, or for
// the bytes before they were decoded.
func (in input) wholeOrigin(data []byte) *Origin {
	if !in.origins {
		return nil
	}
	if in.undecoded != nil {
		data = in.undecoded.Bytes()
	}
	return &Origin{Form: in.format, Data: data, Fields: in.fields.users}
}

// keepUndecoded has the bytes of a whole file kept that is decoded from a charset.
// They are as many as are read.
func (in input) keepUndecoded() input {
	in.undecoded = new(bytes.Buffer)
	in.r = bufio.NewReaderSize(io.TeeReader(in.r, in.undecoded), 64<<10)
	return in
}
