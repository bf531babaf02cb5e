package source

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"io"

	"github.com/newsdex/newsdex/ingest/internal/jsontext"
)

// A gzipReader reads the members of a gzip file (RFC 1952) one after the other. Like
// gzip(1), it ignores zeros after the last member.
type gzipReader struct {
	r  *bufio.Reader
	zr *gzip.Reader
}

func newGzipReader(r *bufio.Reader) (io.ReadCloser, error) {
	zr, err := gzip.NewReader(r)
	if err != nil {
		return nil, jsontext.NoEOF(err)
	}
	zr.Multistream(false)
	return &gzipReader{r, zr}, nil
}

var errAfterGzip = errors.New("something else follows its last member")

func (g *gzipReader) Read(p []byte) (int, error) {
	for {
		n, err := g.zr.Read(p)
		if err != io.EOF {
			return n, err
		}
		if n > 0 {
			return n, nil
		}
		if err := g.next(); err != nil {
			return 0, err
		}
	}
}

// next moves to the next member, or returns io.EOF if there is none.
func (g *gzipReader) next() error {
	for {
		head, err := g.r.Peek(2)
		switch {
		case len(head) == 0:
			return err
		case head[0] == 0:
			if _, err := g.r.Discard(1); err != nil {
				return err
			}
			continue
		case len(head) < 2 || head[0] != 0x1f || head[1] != 0x8b:
			if err != nil && err != io.EOF {
				return err
			}
			return errAfterGzip
		}
		if err := g.zr.Reset(g.r); err != nil {
			return jsontext.NoEOF(err)
		}
		g.zr.Multistream(false)
		return nil
	}
}

// skip moves to the next member after damage, and reports whether there is one.
func (g *gzipReader) skip() bool {
	magic := []byte{0x1f, 0x8b, 8}
	for {
		head, _ := g.r.Peek(4 << 10)
		if len(head) < len(magic) {
			return false
		}
		i := bytes.Index(head, magic)
		if i < 0 {
			i = len(head) - len(magic) + 1
			g.r.Discard(i) // it is buffered
			continue
		}
		g.r.Discard(i)
		if g.zr.Reset(g.r) == nil {
			g.zr.Multistream(false)
			return true
		}
		// Reset took at least the magic.
	}
}

func (g *gzipReader) Close() error { return g.zr.Close() }
