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

// A Stream is a file, or a member of an archive, on its way to its decoder.
type Stream struct {
	R    io.Reader
	At   io.ReaderAt // the same bytes by offset; nil if they come only once
	Size int64       // of at

	Name  string // its extension tells the form; "" if it has none
	Path  string // becomes Article.Path
	File  string // becomes Article.File
	Named bool   // the user named it: an unknown form is an error

	depth  int // layers of packing around it
	Guard  *Guard
	resume func() bool // goes on after damage of the data; nil if nothing can
}

// readers are buffers to look ahead in: each member of an archive needs one.
var readers = sync.Pool{New: func() any { return bufio.NewReaderSize(nil, 64<<10) }}

// Read decodes one opened file: out of its packing, as many layers as it has,
// and then by the form that its name or its content tells.
func (w *Walk) Read(s Stream) bool {
	br := readers.Get().(*bufio.Reader)
	br.Reset(s.R)
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
		return w.emit(format.Record{}, format.EmptyFile(s.File))
	}
	if c, ok := CompressionOf(head); ok {
		return w.unpack(s, c, br)
	}
	if a, ok := archiveOf(s.Name, head); ok {
		if s.depth == MaxDepth {
			return w.tooDeep(s)
		}
		return w.members(s, a, br)
	}
	cs := format.FileCharset(br)
	if cs != nil {
		head = []byte(cs.Decode(head))
	}
	f, ok := format.FormatOf(s.Name, head)
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
	if !ok || !s.Named && format.ExtensionOf(s.Name) == "" && charset.IsBinary(head) {
		return w.unknown(s, head)
	}
	for a, err := range f.Decode(w.Ctx, in) {
		switch err {
		case format.ErrOtherForm:
			return w.unknown(s, head)
		case format.ErrBinary:
			err = binaryFile(s.File)
		}
		s.Guard.record(s.depth)
		if cs != nil && err == nil {
			a.Repairs = append(slices.Clip(a.Repairs), charset.DecodedRepairs(cs, a.Title, a.Deck, a.Body)...)
		}
		if !w.emit(a, err) {
			return false
		}
	}
	return w.Ctx.Err() == nil
}

// input returns what a format's decode gets of a stream.
func (w *Walk) input(s Stream, br *bufio.Reader) format.Input {
	limit := w.O.MaxArticle
	if limit <= 0 {
		limit = DefaultMaxArticle
	}
	return format.Input{
		R: br, Path: s.Path, File: s.File, Limit: limit, Fields: format.FieldMap{Users: w.O.Fields}, Resume: s.resume,
		Origins: w.O.Origins,
		Passed: func(kind string) {
			s.Guard.record(s.depth)
			w.skipped(kind, s.File)
		},
	}
}

// unpack reads what comes out of a compression.
func (w *Walk) unpack(s Stream, c compression, br *bufio.Reader) bool {
	if s.depth == MaxDepth {
		return w.tooDeep(s)
	}
	s.depth++
	from := s.R
	taken := func() int64 { return bytesOf(from) - int64(br.Buffered()) }
	zr, err := c.open(br)
	if err != nil {
		d := format.Damaged(s.File, c.Name, 0, err)
		d.Packed = taken()
		return w.emitDamage(d)
	}
	defer zr.Close() // its errors were those of Read
	layer := &layerReader{r: zr, guard: s.Guard, depth: s.depth, file: s.File, form: c.Name, taken: taken}
	s.R, s.At, s.resume = layer, nil, nil
	if g, ok := zr.(*gzipReader); ok {
		s.resume = func() bool {
			if s.Guard.bomb != nil || !g.skip() {
				return false
			}
			layer.err = nil
			return true
		}
	}
	return w.Read(s)
}

// bytesOf returns how many bytes a stream's reader has read.
func bytesOf(r io.Reader) int64 {
	switch r := r.(type) {
	case *OutsideReader:
		return r.Guard.in
	case *layerReader:
		return r.n
	}
	return 0
}

func (w *Walk) tooDeep(s Stream) bool {
	return w.fail(s.File, fmt.Sprintf("is packed more than %d layers deep", MaxDepth), "unpack it", nil)
}

// unknown passes over a file whose form is not known, or reports it where the
// user named it.
func (w *Walk) unknown(s Stream, head []byte) bool {
	if !s.Named {
		w.skipped(format.ExtensionOf(s.Name), s.File)
		return w.Ctx.Err() == nil
	}
	if charset.IsBinary(head) {
		return w.emit(format.Record{}, binaryFile(s.File))
	}
	what := "has a form that newsdex does not read"
	if ext := format.ExtensionOf(s.Name); ext != "" {
		what = "has the extension " + ext + ", a form that newsdex does not read"
	}
	return w.fail(s.File, what, "give "+format.FormatNames(), nil)
}

// binaryFile is the error of a file that is no text.
func binaryFile(file string) error {
	return &format.Error{File: file, Problem: "holds binary bytes, not text", Remedy: "give text: newsdex reads " + format.FormatNames()}
}

// BaseName returns what of a file's name tells its form.
func BaseName(name string) string {
	if name == "" {
		return ""
	}
	return UnpackedName(filepath.Base(name))
}

// UnpackedPath returns an Article.Path without the extensions of compressions.
func UnpackedPath(p string) string {
	if p == "" {
		return ""
	}
	return p[:len(p)-len(path.Base(p))] + UnpackedName(path.Base(p))
}

// isKnown reports whether a file of that name, out of any compression, is worth
// opening: its extension is that of a form or of an archive, or it has none.
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
