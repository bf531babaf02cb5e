package ingest

import (
	"bufio"
	"bytes"
	"io"
	"slices"
)

// origin returns the origin of an article of which parts are the file; nil where
// nobody asked for it. The parts are copied.
func (in input) origin(parts ...[]byte) *rawOrigin {
	if !in.origins {
		return nil
	}
	return &rawOrigin{Form: in.format, Data: slices.Concat(parts...), Decoded: in.decoded, Fields: in.fields.users}
}

// wholeOrigin is origin for the bytes of a whole file, which are not copied, or for
// the bytes before they were decoded.
func (in input) wholeOrigin(data []byte) *rawOrigin {
	if !in.origins {
		return nil
	}
	if in.undecoded != nil {
		data = in.undecoded.Bytes()
	}
	return &rawOrigin{Form: in.format, Data: data, Fields: in.fields.users}
}

// keepUndecoded has the bytes of a whole file kept that is decoded from a charset.
// They are as many as are read.
func (in input) keepUndecoded() input {
	in.undecoded = new(bytes.Buffer)
	in.r = bufio.NewReaderSize(io.TeeReader(in.r, in.undecoded), 64<<10)
	return in
}
