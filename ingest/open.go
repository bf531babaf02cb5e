package ingest

import (
	"bufio"
	"fmt"
	"io"
	"path"
	"path/filepath"
	"slices"
	"sync"
)

// A stream is a file, or a member of an archive, on its way to its decoder.
type stream struct {
	r    io.Reader
	at   io.ReaderAt // the same bytes by offset; nil if they come only once
	size int64       // of at

	name  string // its extension tells the form; "" if it has none
	path  string // becomes Article.Path
	file  string // becomes Article.File
	named bool   // the user named it: an unknown form is an error

	depth  int // layers of packing around it
	guard  *guard
	resume func() bool // goes on after damage of the data; nil if nothing can
}

// readers are buffers to look ahead in: each member of an archive needs one.
var readers = sync.Pool{New: func() any { return bufio.NewReaderSize(nil, 64<<10) }}

// sniffBytes is how much of a file its form is told by.
const sniffBytes = 8 << 10

// read decodes one opened file: out of its packing, as many layers as it has,
// and then by the form that its name or its content tells.
func (w *walk) read(s stream) bool {
	br := readers.Get().(*bufio.Reader)
	br.Reset(s.r)
	defer func() {
		br.Reset(nil)
		readers.Put(br)
	}()
	in := w.input(s, br)
	head, err := br.Peek(sniffBytes)
	if len(head) == 0 {
		if err != nil && err != io.EOF {
			return w.emit(record{}, in.readError(0, err))
		}
		return w.emit(record{}, emptyFile(s.file))
	}
	if c, ok := compressionOf(head); ok {
		return w.unpack(s, c, br)
	}
	if a, ok := archiveOf(s.name, head); ok {
		if s.depth == maxDepth {
			return w.tooDeep(s)
		}
		return w.members(s, a, br)
	}
	cs := fileCharset(br)
	if cs != nil {
		head = []byte(cs.decode(head))
	}
	f, ok := formatOf(s.name, head)
	in.format = f.name
	if f.charset != ofFile {
		cs = nil
	}
	if cs != nil {
		in.decoded = cs.detail()
		if in.origins && f.whole {
			in = in.keepUndecoded()
		}
		in = in.decodedFrom(cs)
	}
	if !ok || !s.named && extensionOf(s.name) == "" && isBinary(head) {
		return w.unknown(s, head)
	}
	for a, err := range f.decode(w.ctx, in) {
		switch err {
		case errOtherForm:
			return w.unknown(s, head)
		case errBinary:
			err = binaryFile(s.file)
		}
		s.guard.record(s.depth)
		if cs != nil && err == nil {
			a.Repairs = append(slices.Clip(a.Repairs), decodedRepairs(cs, a.Title, a.Deck, a.Body)...)
		}
		if !w.emit(a, err) {
			return false
		}
	}
	return w.ctx.Err() == nil
}

// input returns what a format's decode gets of a stream.
func (w *walk) input(s stream, br *bufio.Reader) input {
	limit := w.o.MaxArticle
	if limit <= 0 {
		limit = defaultMaxArticle
	}
	return input{
		r: br, path: s.path, file: s.file, limit: limit, fields: fieldMap{users: w.o.Fields}, resume: s.resume,
		origins: w.o.Origins,
		passed: func(kind string) {
			s.guard.record(s.depth)
			w.skipped(kind, s.file)
		},
	}
}

// unpack reads what comes out of a compression.
func (w *walk) unpack(s stream, c compression, br *bufio.Reader) bool {
	if s.depth == maxDepth {
		return w.tooDeep(s)
	}
	s.depth++
	from := s.r
	taken := func() int64 { return bytesOf(from) - int64(br.Buffered()) }
	zr, err := c.open(br)
	if err != nil {
		d := damaged(s.file, c.name, 0, err)
		d.packed = taken()
		return w.emitDamage(d)
	}
	defer zr.Close() // its errors were those of Read
	layer := &layerReader{r: zr, guard: s.guard, depth: s.depth, file: s.file, form: c.name, taken: taken}
	s.r, s.at, s.resume = layer, nil, nil
	if g, ok := zr.(*gzipReader); ok {
		s.resume = func() bool {
			if s.guard.bomb != nil || !g.skip() {
				return false
			}
			layer.err = nil
			return true
		}
	}
	return w.read(s)
}

// bytesOf returns how many bytes a stream's reader has read.
func bytesOf(r io.Reader) int64 {
	switch r := r.(type) {
	case *outsideReader:
		return r.guard.in
	case *layerReader:
		return r.n
	}
	return 0
}

func (w *walk) tooDeep(s stream) bool {
	return w.fail(s.file, fmt.Sprintf("is packed more than %d layers deep", maxDepth), "unpack it", nil)
}

// unknown passes over a file whose form is not known, or reports it where the
// user named it.
func (w *walk) unknown(s stream, head []byte) bool {
	if !s.named {
		w.skipped(extensionOf(s.name), s.file)
		return w.ctx.Err() == nil
	}
	if isBinary(head) {
		return w.emit(record{}, binaryFile(s.file))
	}
	what := "has a form that newsdex does not read"
	if ext := extensionOf(s.name); ext != "" {
		what = "has the extension " + ext + ", a form that newsdex does not read"
	}
	return w.fail(s.file, what, "give "+formatNames(), nil)
}

// binaryFile is the error of a file that is no text.
func binaryFile(file string) error {
	return &rawError{File: file, Problem: "holds binary bytes, not text", Remedy: "give text: newsdex reads " + formatNames()}
}

// baseName returns what of a file's name tells its form.
func baseName(name string) string {
	if name == "" {
		return ""
	}
	return unpackedName(filepath.Base(name))
}

// unpackedPath returns an Article.Path without the extensions of compressions.
func unpackedPath(p string) string {
	if p == "" {
		return ""
	}
	return p[:len(p)-len(path.Base(p))] + unpackedName(path.Base(p))
}
