package format

import (
	"bufio"
	"bytes"
	"io"
	"slices"
)

// origin returns the origin of an article of which parts are the file; nil where
// nobody asked for it. The parts are copied.
func (in Input) origin(parts ...[]byte) *Origin {
	if !in.Origins {
		return nil
	}
	return &Origin{Form: in.Format, Data: slices.Concat(parts...), Decoded: in.Decoded, Fields: in.Fields.Users}
}

// wholeOrigin is origin for the bytes of a whole file, which are not copied, or for
// the bytes before they were decoded.
func (in Input) wholeOrigin(data []byte) *Origin {
	if !in.Origins {
		return nil
	}
	if in.undecoded != nil {
		data = in.undecoded.Bytes()
	}
	return &Origin{Form: in.Format, Data: data, Fields: in.Fields.Users}
}

// KeepUndecoded has the bytes of a whole file kept that is decoded from a charset.
// They are as many as are read.
func (in Input) KeepUndecoded() Input {
	in.undecoded = new(bytes.Buffer)
	in.R = bufio.NewReaderSize(io.TeeReader(in.R, in.undecoded), 64<<10)
	return in
}
