package source

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
)

// A zip archive that is no file of its own (it comes from a pipe, or from inside
// another archive) is kept while it is read, for its directory stands at its
// end: up to spoolMemory bytes in memory, else in a temporary file in
// [os.TempDir], of at most spoolMost bytes, that is gone afterwards.
const (
	spoolMemory = 1 << 20
	spoolMost   = 4 << 30
)

var errSpool = fmt.Errorf("it is no file of its own and has more than %d GB; unpack it first", spoolMost>>30)

// A spooled is what was kept of a stream.
type spooled struct {
	at   io.ReaderAt
	size int64
	err  error // why there is no more; nil if that is all
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
	os.Remove(f.Name()) // a system that refuses while it is open lets close do it
	if _, err = f.Write(head); err == nil {
		s.size, err = io.Copy(f, io.LimitReader(br, spoolMost+1-spoolMemory))
		s.size += spoolMemory
	}
	var pe *os.PathError
	switch {
	case errors.As(err, &pe) && pe.Path == f.Name(): // of writing
		s.close()
		return nil, err
	case s.size > spoolMost:
		s.close()
		return nil, errSpool
	}
	s.err = err
	return s, nil
}

// close lets go of what was kept.
func (s *spooled) close() {
	if s.file != nil {
		s.file.Close()           // only read from by now
		os.Remove(s.file.Name()) // gone already, as a rule
	}
}
