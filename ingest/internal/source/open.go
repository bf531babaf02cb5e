package source

import (
	"bufio"
	"fmt"
	"io"
	"path"
	"path/filepath"
	"slices"
	"sync"

	"github.com/newsdex/newsdex/ingest/internal/charset"
	"github.com/newsdex/newsdex/ingest/internal/format"
)

// A stream is a file, or a member of an archive, on its way to its decoder.
type stream struct {
	r    io.Reader
	at   io.ReaderAt // the same bytes by offset; nil if they come only once
	size int64       // size of at

	name  string // its extension determines the format; "" if it has none
	root  string // becomes Record.Source
	place string // begins Record.Place
	path  string // becomes Record.Path
	file  string // becomes Record.File
	named bool   // the user named it, so an unknown format is an error

	depth  int // layers of packing around it
	guard  *guard
	resume func() bool // continues after damage of the data; nil if that is impossible
}

// readers is a pool of look-ahead buffers: each member of an archive needs one.
var readers = sync.Pool{New: func() any { return bufio.NewReaderSize(nil, 64<<10) }}

// read decodes one opened file. It unpacks the file, layer by layer, and decodes it in
// the format that its name or its content indicates.
func (w *walk) read(s stream) bool {
	br := readers.Get().(*bufio.Reader)
	br.Reset(s.r)
	defer func() {
		br.Reset(nil)
		readers.Put(br)
	}()
	in := w.input(s, br)
	head, err := br.Peek(format.SniffBytes)
	if len(head) == 0 {
		if err != nil && err != io.EOF {
			return w.emit(format.Record{}, in.ReadError(0, err))
		}
		return w.emit(format.Record{}, format.EmptyFile(s.file))
	}
	if c, ok := CompressionOf(head); ok {
		return w.unpack(s, c, br)
	}
	if a, ok := archiveOf(s.name, head); ok {
		if s.depth == maxDepth {
			return w.tooDeep(s)
		}
		return w.members(s, a, br)
	}
	cs := format.FileCharset(br)
	if cs != nil {
		head = []byte(cs.Decode(head))
	}
	f, ok := format.FormatOf(s.name, head)
	in.Format = f.Name
	if f.Charset != format.OfFile {
		cs = nil
	}
	if cs != nil {
		in.Decoded = cs.Detail()
		if in.Origins && f.Whole {
			in = in.KeepUndecoded()
		}
		in = in.DecodedFrom(cs)
	}
	if !ok || !s.named && format.ExtensionOf(s.name) == "" && charset.IsBinary(head) {
		return w.unknown(s, head)
	}
	for a, err := range f.Decode(w.ctx, in) {
		switch err {
		case format.ErrOtherForm:
			return w.unknown(s, head)
		case format.ErrBinary:
			err = binaryFile(s.file)
		}
		s.guard.record(s.depth)
		a.Source, a.Place = s.root, s.placeOf(a.Path)
		if cs != nil && err == nil {
			a.Repairs = append(slices.Clip(a.Repairs), charset.DecodedRepairs(cs, a.Title, a.Deck, a.Body)...)
		}
		if !w.emit(a, err) {
			return false
		}
	}
	return w.ctx.Err() == nil
}

// input returns the input of a stream for a format's Decode.
func (w *walk) input(s stream, br *bufio.Reader) format.Input {
	limit := w.options.MaxArticle
	if limit <= 0 {
		limit = DefaultMaxArticle
	}
	return format.Input{
		R: br, Path: s.path, File: s.file, Limit: limit, Fields: format.FieldMap{Users: w.options.Fields}, Resume: s.resume,
		Origins: w.options.Origins,
		Passed: func(kind string) {
			s.guard.record(s.depth)
			w.skipped(kind, s.file)
		},
	}
}

// unpack reads the data unpacked from a compression.
func (w *walk) unpack(s stream, c compression, br *bufio.Reader) bool {
	if s.depth == maxDepth {
		return w.tooDeep(s)
	}
	s.depth++
	from := s.r
	taken := func() int64 { return bytesOf(from) - int64(br.Buffered()) }
	zr, err := c.open(br)
	if err != nil {
		d := format.Damaged(s.file, c.Name, 0, err)
		d.Packed = taken()
		return w.emitDamage(d)
	}
	defer zr.Close() // Read has returned its errors
	layer := &layerReader{r: zr, guard: s.guard, depth: s.depth, file: s.file, form: c.Name, taken: taken}
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

// unknown skips a file of an unknown format, or reports it if the user named it.
func (w *walk) unknown(s stream, head []byte) bool {
	if !s.named {
		w.skipped(format.ExtensionOf(s.name), s.file)
		return w.ctx.Err() == nil
	}
	if charset.IsBinary(head) {
		return w.emit(format.Record{}, binaryFile(s.file))
	}
	what := "has a form that newsdex does not read"
	if ext := format.ExtensionOf(s.name); ext != "" {
		what = "has the extension " + ext + ", a form that newsdex does not read"
	}
	return w.fail(s.file, what, "give "+format.FormatNames(), nil)
}

// binaryFile is the error of a file that is no text.
func binaryFile(file string) error {
	return &format.Error{File: file, Problem: "holds binary bytes, not text", Remedy: "give text: newsdex reads " + format.FormatNames()}
}

// BaseName returns the part of a file's name that determines its format.
func BaseName(name string) string {
	if name == "" {
		return ""
	}
	return UnpackedName(filepath.Base(name))
}

// UnpackedPath returns a Record.Path without the extensions of compressions.
func UnpackedPath(p string) string {
	if p == "" {
		return ""
	}
	return p[:len(p)-len(path.Base(p))] + UnpackedName(path.Base(p))
}

// isKnown reports whether a file of that unpacked name is worth opening: its extension is
// that of a format or an archive, or it has none.
func isKnown(name string) bool {
	ext := format.ExtensionOf(name)
	if ext == "" {
		return true
	}
	for _, f := range format.Formats {
		if slices.Contains(f.Extensions, ext) {
			return true
		}
	}
	for _, a := range Archives {
		if slices.Contains(a.extensions, ext) {
			return true
		}
	}
	return false
}
