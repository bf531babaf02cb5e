package source

import (
	"context"
	"crypto/sha256"
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
	Unchanged  func(File) bool
	OnFile     func(File)
	Check      func(path string) error
}

// DefaultMaxArticle is the default limit of one article in bytes.
const DefaultMaxArticle = 16 << 20

// Read yields the records of every path, in the order of the paths, and a [*format.Error]
// for each input that cannot be read. If ctx is done, its error is the last element.
func Read(ctx context.Context, paths []string, o Options, yield func(format.Record, error) bool) {
	w := walk{
		ctx: ctx, options: o, yield: yield,
		folders: map[string]bool{}, files: map[string]bool{},
		skips: map[string]*Skipped{},
	}
	if w.checkFields() {
		w.findRoots(paths)
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

	roots   []string        // real paths of the folders among the arguments
	folders map[string]bool // folders that were read, by node.key
	files   map[string]bool // files that were read, by node.key
	errors  int             // errors that were yielded
}

func (w *walk) emit(a format.Record, err error) bool {
	if w.ctx.Err() != nil {
		return false
	}
	if err != nil {
		w.errors++
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

// StdinRoot is the root of the records of standard input, StdinPath their place. They have
// no other files beside them.
const (
	StdinRoot = "-"
	StdinPath = "stdin"
)

// argument reads one of the paths that Read was given.
func (w *walk) argument(p string) bool {
	if w.options.Check != nil {
		if err := w.options.Check(p); err != nil {
			return w.emit(format.Record{}, err)
		}
	}
	if p == "-" {
		r := w.options.Stdin
		if r == nil {
			r = os.Stdin
		}
		g := &guard{file: "standard input"}
		return w.read(stream{
			r:    &outsideReader{ctx: w.ctx, guard: g, r: r},
			path: StdinPath, file: g.file, named: true, guard: g, root: StdinRoot, place: StdinPath,
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
	real, err := RealPath(p)
	if err != nil {
		return w.unreadable(p, err)
	}
	n := w.rooted(p, real)
	if !info.IsDir() {
		return w.file(n, named)
	}
	before := w.met
	if !w.folder(n) {
		return false
	}
	if w.met == before {
		return w.fail(p, "is a folder without articles", "give a folder that holds "+format.FormatNames(), nil)
	}
	return true
}

// folder reads a folder.
func (w *walk) folder(n node) bool {
	if w.folders[n.key()] {
		w.met++
		return true
	}
	w.folders[n.key()] = true
	entries, err := os.ReadDir(n.name) // sorted
	if err != nil && !w.unreadable(n.name, err) {
		return false
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".") {
			continue
		}
		child := n.child(e.Name())
		mode := e.Type()
		if mode&fs.ModeSymlink != 0 {
			info, err := os.Stat(child.name)
			if err == nil {
				mode = info.Mode()
				child, err = child.settle()
			}
			if err != nil {
				if !w.unreadable(child.name, err) {
					return false
				}
				continue
			}
		}
		if skip := w.options.Skip; skip != nil && skip(child.name, mode.IsDir()) {
			continue
		}
		ok := true
		switch {
		case mode.IsDir():
			ok = w.folder(child)
		case mode.IsRegular():
			ok = w.file(child, false)
		default:
			ok = w.fail(child.name, "is no ordinary file", "name it by itself to read it", nil)
		}
		if !ok {
			return false
		}
	}
	return true
}

// file reads one file, unless it has been read already.
func (w *walk) file(n node, named bool) bool {
	base := BaseName(n.name)
	if !named && !isKnown(base) {
		w.skipped(format.ExtensionOf(base), n.name)
		return w.ctx.Err() == nil
	}
	w.met++
	if w.files[n.key()] {
		return w.ctx.Err() == nil
	}
	w.files[n.key()] = true
	f, err := openFile(n.name)
	if err != nil {
		return w.unreadable(n.name, err)
	}
	defer f.Close() // only read from
	place := EscapeName(filepath.ToSlash(n.rel))
	g := &guard{file: n.name}
	r := &outsideReader{ctx: w.ctx, guard: g, r: f}
	s := stream{
		r: r, name: base, file: n.name, named: named, guard: g,
		root: n.root, place: place, path: UnpackedPath(place),
	}
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return w.read(s)
	}
	state := stateOf(n.root, place, n.name, info)
	if w.options.Unchanged != nil && w.options.Unchanged(state) {
		return w.ctx.Err() == nil
	}
	r.size, s.size, g.most = info.Size(), info.Size(), info.Size()
	s.at = &outsideAt{w.ctx, g, f}
	if w.options.OnFile == nil {
		return w.read(s)
	}
	hashing := &hashingReader{r: f, h: sha256.New()}
	r.r = hashing
	before := w.errors
	if !w.read(s) {
		return false
	}
	if w.errors > before {
		return true // it is read again the next time
	}
	if state.Hash, err = hashing.sum(f, info.Size()); err == nil {
		w.options.OnFile(state)
	}
	return true
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
