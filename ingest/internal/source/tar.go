package source

import (
	"archive/tar"
	"bufio"
	"errors"
	"io"
	"iter"
	"strings"
)

// tarMembers yields the files of a tar archive, in order. It skips links, devices and
// folders.
func tarMembers(_ stream, br *bufio.Reader, end *archiveEnd) iter.Seq[archiveMember] {
	return func(yield func(archiveMember) bool) {
		c := &countingReader{r: br}
		tr := tar.NewReader(c)
		for {
			h, err := tr.Next()
			if errors.Is(err, tar.ErrInsecurePath) { // MemberPath makes the path safe
				err = nil
			}
			if err != nil {
				end.offset = c.n
				if err != io.EOF {
					end.err = err
				}
				return
			}
			if h.Typeflag != tar.TypeReg || strings.HasSuffix(h.Name, "/") {
				continue
			}
			if !yield(archiveMember{h.Name, func() (io.Reader, error) { return tr, nil }}) {
				return
			}
		}
	}
}

// A countingReader counts the bytes read.
type countingReader struct {
	r io.Reader
	n int64
}

func (c *countingReader) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}
