package source

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/newsdex/newsdex/ingest/internal/format"
)

// Options control how files are read. Their fields are those of the public FileSource.
type Options struct {
	Stdin      io.Reader
	MaxArticle int
	Fields     map[string][]string
	Skip       func(name string, folder bool) bool
	Origins    bool
	OnSkipped  func(Skipped)
}

// DefaultMaxArticle is the default limit of one article in bytes.
const DefaultMaxArticle = 16 << 20

// Read yields the records of every path, in the order of the paths, and a [*format.Error]
// for each input that cannot be read. If ctx is done, its error is the last element.
func Read(ctx context.Context, paths []string, o Options, yield func(format.Record, error) bool) {
	w := walk{
		ctx: ctx, options: o, yield: yield,
		folders: map[string]bool{}, files: map[string]bool{}, paths: map[string]bool{},
		skips: map[string]*Skipped{},
	}
	if w.checkFields() {
		for _, p := range paths {
			if !w.argument(p) {
				break
			}
		}
	}
	if !w.stopped {
		w.tellSkipped()
	}
	if err := ctx.Err(); err != nil && !w.stopped {
		yield(format.Record{}, err)
	}
}

// A walk is one pass over some paths. Its methods return false if the caller wants no
// more records or ctx is done.
type walk struct {
	ctx     context.Context
	options Options
	yield   func(format.Record, error) bool
	stopped bool                // the caller wants no more
	met     int                 // files of known formats, also those read before
	skips   map[string]*Skipped // by kind

	folders map[string]bool // real paths of folders that were read
	files   map[string]bool // real paths of files that were read
	paths   map[string]bool // Record.Paths in use, without line numbers
}

func (w *walk) emit(a format.Record, err error) bool {
	if w.ctx.Err() != nil {
		return false
	}
	if !w.yield(a, err) {
		w.stopped = true
		return false
	}
	return true
}

func (w *walk) fail(file, problem, remedy string, err error) bool {
	return w.emit(format.Record{}, &format.Error{File: file, Problem: problem, Remedy: remedy, Err: err})
}

// argument reads one of the paths that Read was given.
func (w *walk) argument(p string) bool {
	if p == "-" {
		r := w.options.Stdin
		if r == nil {
			r = os.Stdin
		}
		g := &guard{file: "standard input"}
		return w.read(stream{
			r:    &outsideReader{ctx: w.ctx, guard: g, r: r},
			path: w.claim("stdin", ""), file: g.file, named: true, guard: g,
		})
	}
	if _, err := os.Lstat(p); err == nil || !strings.ContainsAny(p, "*?[") {
		return w.given(p, true)
	}
	matches, err := filepath.Glob(p) // sorted
	switch {
	case err != nil:
		return w.fail(p, "is no glob pattern", "quote it, or name the files", err)
	case len(matches) == 0:
		return w.fail(p, "matches no file", "check the pattern", nil)
	}
	for _, m := range matches {
		if !w.given(m, false) {
			return false
		}
	}
	return true
}

// given reads a file or folder from the arguments; named says that the argument was its
// name and not a pattern.
func (w *walk) given(p string, named bool) bool {
	info, err := os.Stat(p)
	if err != nil {
		return w.unreadable(p, err)
	}
	real, err := filepath.EvalSymlinks(p)
	if err != nil {
		return w.unreadable(p, err)
	}
	if real, err = filepath.Abs(real); err != nil {
		return w.unreadable(p, err)
	}
	if !info.IsDir() {
		return w.file(p, filepath.Base(p), real, named)
	}
	before := w.met
	if !w.folder(p, ".", real) {
		return false
	}
	if w.met == before {
		return w.fail(p, "is a folder without articles", "give a folder that holds "+format.FormatNames(), nil)
	}
	return true
}

// folder reads a folder; rel is its path below the given one.
func (w *walk) folder(name, rel, real string) bool {
	if w.folders[real] {
		w.met++
		return true
	}
	w.folders[real] = true
	entries, err := os.ReadDir(name) // sorted
	if err != nil && !w.unreadable(name, err) {
		return false
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".") {
			continue
		}
		child, childRel := filepath.Join(name, e.Name()), filepath.Join(rel, e.Name())
		childReal := filepath.Join(real, e.Name())
		mode := e.Type()
		if mode&fs.ModeSymlink != 0 {
			info, err := os.Stat(child)
			if err == nil {
				mode = info.Mode()
				childReal, err = filepath.EvalSymlinks(childReal)
			}
			if err != nil {
				if !w.unreadable(child, err) {
					return false
				}
				continue
			}
		}
		if skip := w.options.Skip; skip != nil && skip(child, mode.IsDir()) {
			continue
		}
		ok := true
		switch {
		case mode.IsDir():
			ok = w.folder(child, childRel, childReal)
		case mode.IsRegular():
			ok = w.file(child, childRel, childReal, false)
		default:
			ok = w.fail(child, "is no ordinary file", "name it by itself to read it", nil)
		}
		if !ok {
			return false
		}
	}
	return true
}

// file reads one file, unless it has been read already.
func (w *walk) file(name, rel, real string, named bool) bool {
	base := BaseName(name)
	if !named && !isKnown(base) {
		w.skipped(format.ExtensionOf(base), name)
		return w.ctx.Err() == nil
	}
	w.met++
	if w.files[real] {
		return w.ctx.Err() == nil
	}
	w.files[real] = true
	f, err := openFile(name)
	if err != nil {
		return w.unreadable(name, err)
	}
	defer f.Close() // only read from
	g := &guard{file: name}
	r := &outsideReader{ctx: w.ctx, guard: g, r: f}
	s := stream{
		r: r, name: base, file: name, named: named, guard: g,
		path: w.claim(UnpackedPath(filepath.ToSlash(rel)), name),
	}
	if info, err := f.Stat(); err == nil && info.Mode().IsRegular() {
		r.size, s.size, g.most = info.Size(), info.Size(), info.Size()
		s.at = &outsideAt{w.ctx, g, f}
	}
	return w.read(s)
}

// claim returns a Path that no other file of the run has: rel, or the shortest longer
// suffix of the file's absolute path. Standard input has the name "".
func (w *walk) claim(rel, name string) string {
	abs := ""
	if w.paths[rel] && name != "" {
		if full, err := filepath.Abs(name); err == nil {
			name = full
		}
		abs = UnpackedPath(filepath.ToSlash(name))
	}
	for n := len(rel); w.paths[rel] && n < len(abs); {
		n++
		for n < len(abs) && abs[len(abs)-n-1] != '/' {
			n++
		}
		rel = abs[len(abs)-n:]
	}
	w.paths[rel] = true
	return rel
}

// unreadable reports a file or folder that the system does not let us read.
func (w *walk) unreadable(name string, err error) bool {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		err = pe.Err // the name is in the message already
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return w.fail(name, "does not exist", "check the path", format.Told{Err: err})
	case errors.Is(err, fs.ErrPermission):
		return w.fail(name, "cannot be read", "check its permissions", err)
	}
	return w.fail(name, "cannot be read", "check the file", err)
}

// checkFields reports names in Options.Fields that are no fields of an article.
func (w *walk) checkFields() bool {
	known := format.FieldNames()
	for _, field := range slices.Sorted(maps.Keys(w.options.Fields)) {
		if !slices.Contains(known, field) &&
			!w.fail(field, "is no field of an article", "give one of "+strings.Join(known, ", "), nil) {
			return false
		}
	}
	return true
}
