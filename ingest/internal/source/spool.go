package source

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
)

// A zip archive that comes from a pipe or from inside another archive is spooled before
// it is read, for its directory stands at its end. Up to spoolMemory bytes are kept in
// memory. A larger archive, of at most spoolMost bytes, goes to a temporary file in
// [os.TempDir] that is deleted afterwards.
const (
	spoolMemory = 1 << 20
	spoolMost   = 4 << 30
)

var errSpool = fmt.Errorf("it is no file of its own and has more than %d GB; unpack it first", spoolMost>>30)

// A spooled is the spooled data of a stream.
type spooled struct {
	at   io.ReaderAt
	size int64
	err  error // the error that ended the stream; nil at its regular end
	file *os.File
}

func spool(br *bufio.Reader) (*spooled, error) {
	head, err := io.ReadAll(io.LimitReader(br, spoolMemory))
	if err != nil || len(head) < spoolMemory {
		return &spooled{at: bytes.NewReader(head), size: int64(len(head)), err: err}, nil
	}
	f, err := os.CreateTemp("", "newsdex-*.zip")
	if err != nil {
		return nil, err
	}
	s := &spooled{at: f, file: f}
	os.Remove(f.Name()) // systems that refuse to remove an open file leave it to close
	if _, err = f.Write(head); err == nil {
		s.size, err = io.Copy(f, io.LimitReader(br, spoolMost+1-spoolMemory))
		s.size += spoolMemory
	}
	var pe *os.PathError
	switch {
	case errors.As(err, &pe) && pe.Path == f.Name(): // an error of writing
		s.close()
		return nil, err
	case s.size > spoolMost:
		s.close()
		return nil, errSpool
	}
	s.err = err
	return s, nil
}

// close releases the spooled data.
func (s *spooled) close() {
	if s.file != nil {
		s.file.Close()           // by now the file is only read
		os.Remove(s.file.Name()) // usually removed before
	}
}
