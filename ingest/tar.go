package ingest

import (
	"archive/tar"
	"bufio"
	"errors"
	"io"
	"strings"
)

// tar reads the files of a tar archive, in their order. Links, devices and
// folders are no files.
func (w *walk) tar(s stream, br *bufio.Reader) bool {
	u := w.unpacking(s, "tar")
	u.whole = true
	c := &countingReader{r: br}
	tr := tar.NewReader(c)
	for {
		h, err := tr.Next()
		switch {
		case err == io.EOF:
			return u.end(c.n, nil)
		case errors.Is(err, tar.ErrInsecurePath): // memberPath sees to it
		case err != nil:
			return u.end(c.n, err)
		}
		if h.Typeflag != tar.TypeReg || strings.HasSuffix(h.Name, "/") {
			continue
		}
		if !u.member(h.Name, func() (io.Reader, error) { return tr, nil }) {
			return false
		}
	}
}

// A countingReader counts what is read.
type countingReader struct {
	r io.Reader
	n int64
}

func (c *countingReader) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}
