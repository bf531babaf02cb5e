package format

import (
	"bufio"
	"bytes"
	"io"
	"slices"
)

// origin returns the origin of a record whose file consists of parts, or nil if Origins
// is not set. The parts are copied.
func (in Input) origin(parts ...[]byte) *Origin {
	if !in.Origins {
		return nil
	}
	return &Origin{Form: in.Format, Data: slices.Concat(parts...), Decoded: in.Decoded, Fields: in.Fields.Users}
}

// wholeOrigin is like origin but for the bytes of a whole file, which it does not copy.
// If the file was decoded from a charset, it takes the bytes before decoding.
func (in Input) wholeOrigin(data []byte) *Origin {
	if !in.Origins {
		return nil
	}
	if in.undecoded != nil {
		data = in.undecoded.Bytes()
	}
	return &Origin{Form: in.Format, Data: data, Fields: in.Fields.Users}
}

// KeepUndecoded returns an input that keeps the bytes of a whole file before they are
// decoded from a charset. It keeps as many bytes as are read.
func (in Input) KeepUndecoded() Input {
	in.undecoded = new(bytes.Buffer)
	in.R = bufio.NewReaderSize(io.TeeReader(in.R, in.undecoded), 64<<10)
	return in
}
