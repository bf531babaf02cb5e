package index

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/newsdex/newsdex/index/internal/record"
	"github.com/newsdex/newsdex/index/postings"
	"github.com/newsdex/newsdex/index/schema"
	"github.com/newsdex/newsdex/ingest"
)

// Before a run reads, it finds out which of the sources of the index its folders are:
//
//   - a folder that is known, or below a known one, is that source;
//   - a folder with the name that the user gives is the source of that name, wherever that
//     was;
//   - a folder is the source whose place is gone, if it has the files of that source;
//   - any other folder is a new source. Sources below it become a part of it.

// placeSources finds the sources of the folders and files of a run.
func (in *intake) placeSources(ctx context.Context) error {
	var roots []string
	for _, p := range in.asked.paths {
		real, isFolder, err := realPath(p)
		if err != nil {
			continue // the reading says so
		}
		if in.asked.SourceName != "" {
			if err := in.nameSource(ctx, real, !isFolder); err != nil {
				return err
			}
		}
		if isFolder {
			roots = append(roots, real)
		}
	}
	t := in.w.sources
	slices.SortFunc(roots, func(a, b string) int { return len(a) - len(b) })
	for _, root := range roots {
		if t.at(root) != nil {
			continue
		}
		if outer, _ := t.around(root); outer != nil {
			continue
		}
		if in.findMoved(root) {
			continue
		}
		s := t.add("", root, false)
		if err := in.absorb(ctx, s); err != nil {
			return err
		}
	}
	return nil
}

// findMoved finds the sources that were moved to a folder, or with it to a folder below it.
// It reports whether the folder is a source now.
func (in *intake) findMoved(root string) bool {
	t := in.w.sources
	move := func(to string) {
		if s := in.movedTo(to); s != nil {
			in.stats.Moved = append(in.stats.Moved, Moved{Name: s.name, From: s.place, To: to})
			s.place, t.changed = to, true
		}
	}
	if move(root); t.at(root) != nil {
		return true
	}
	names := map[string]bool{} // of the folders that are gone
	for _, s := range t.sources {
		if _, err := os.Lstat(s.place); !s.isFile && s.place != "" && errors.Is(err, fs.ErrNotExist) {
			names[filepath.Base(s.place)] = true
		}
	}
	for name := range names {
		for _, pattern := range []string{"", "*", "*/*"} {
			found, err := filepath.Glob(filepath.Join(escapeGlob(root), pattern, escapeGlob(name)))
			if err != nil {
				continue
			}
			for _, to := range found {
				if real, isFolder, err := realPath(to); err == nil && isFolder && real == to {
					move(to)
				}
			}
		}
	}
	return false
}

// escapeGlob returns a pattern that matches only a path.
func escapeGlob(path string) string {
	return strings.NewReplacer(`\`, `\\`, `*`, `\*`, `?`, `\?`, `[`, `\[`).Replace(path)
}

// nameSource makes the folder or file at a place the source of the name that the user gave.
func (in *intake) nameSource(ctx context.Context, place string, isFile bool) error {
	t, name := in.w.sources, in.asked.SourceName
	s, there := t.named(name), t.at(place)
	switch {
	case s == nil && there == nil:
		s = t.add(name, place, isFile)
		return in.absorb(ctx, s)
	case s == nil:
		return in.rename(ctx, there, name)
	case s == there:
		return nil
	case there != nil:
		return &SourceError{Name: name, Place: place, Known: there.name}
	case s.isFile != isFile:
		return &SourceError{Name: name, Place: place, Known: s.place}
	}
	in.stats.Moved = append(in.stats.Moved, Moved{Name: s.name, From: s.place, To: place})
	s.place, t.changed = place, true
	return nil
}

// movedTo returns the source that was moved to a folder: its place is gone, and the most of
// its files are in the folder as they were. It returns nil if there is none.
func (in *intake) movedTo(root string) *knownSource {
	for _, s := range in.w.sources.sorted() {
		if s.isFile || s.place == "" || len(s.files) == 0 {
			continue
		}
		if _, err := os.Lstat(s.place); !errors.Is(err, fs.ErrNotExist) {
			continue
		}
		same := 0
		for file, k := range s.files {
			if !filepath.IsLocal(filepath.FromSlash(ingest.UnescapeName(file))) {
				continue // newsdex did not write this name
			}
			name := record.FileAt(root, false, file)
			info, err := os.Stat(name)
			if err != nil || !info.Mode().IsRegular() || info.Size() != k.size {
				continue
			}
			if info.ModTime().UnixNano() != k.modified {
				if hash, err := ingest.HashFile(name); err != nil || hash != k.hash {
					continue
				}
			}
			same++
		}
		if 2*same > len(s.files) {
			return s
		}
	}
	return nil
}

// absorb makes the sources below a new source a part of it.
func (in *intake) absorb(ctx context.Context, s *knownSource) error {
	t := in.w.sources
	for _, inner := range t.sorted() {
		if inner == s || inner.place == "" || s.isFile {
			continue
		}
		rel, err := filepath.Rel(s.place, inner.place)
		if err != nil || !filepath.IsLocal(rel) {
			continue
		}
		for file, k := range inner.files {
			s.files[below(ingest.Article{Place: file}, rel, inner.isFile).Place] = k
		}
		if err := in.rekey(ctx, rekeying{from: inner, to: s.number, rel: rel}); err != nil {
			return fmt.Errorf("take the source %s into %s: %w", inner.name, s.name, err)
		}
		delete(t.sources, inner.number)
	}
	return nil
}

// rename gives a source another name.
func (in *intake) rename(ctx context.Context, s *knownSource, name string) error {
	t := in.w.sources
	before := s.number
	delete(t.sources, before)
	renamed := t.add(name, s.place, s.isFile)
	renamed.files = s.files
	if err := in.rekey(ctx, rekeying{from: s, to: renamed.number, rel: "."}); err != nil {
		return fmt.Errorf("rename the source %s: %w", s.name, err)
	}
	return nil
}

// A rekeying moves the entries of a source to another one.
type rekeying struct {
	from *knownSource
	to   uint32 // number of the other source
	rel  string // where the source is below the other: "." for the same place
}

// rekeyed returns an entry of the source as one of the other source.
func (k rekeying) rekeyed(rec record.Record) record.Record {
	id, base := rec.Article.ID, rec.BaseID()
	rec.Article.ID = base
	rec.Article = k.moved(rec.Article)
	rec.Source, rec.Base = k.to, ""
	if !rec.Aside && id != base {
		rec.SetID(id)
	}
	return rec
}

// moved returns an article of the source with its place in the other source.
func (k rekeying) moved(a ingest.Article) ingest.Article {
	if k.rel == "." {
		return a
	}
	return below(a, k.rel, k.from.isFile)
}

// entriesOf yields the entries of a source with their documents.
func entriesOf(v *postings.Reader, source uint32) iter.Seq2[located, error] {
	return func(yield func(located, error) bool) {
		from := record.KeysOfSource(source)
		for _, seg := range v.Entries() {
			for key, err := range seg.Terms(schema.Place, from, from+"\xff") {
				var docs *roaring.Bitmap
				if err == nil {
					docs, err = seg.Docs(schema.Place, key)
				}
				if err != nil {
					yield(located{}, err)
					return
				}
				for it := docs.Iterator(); it.HasNext(); {
					if !yield(located{seg, it.Next()}, nil) {
						return
					}
				}
			}
		}
	}
}

// rekey moves the entries of a source to another one.
func (in *intake) rekey(ctx context.Context, k rekeying) error {
	return in.w.rewrite(ctx, func(v *postings.Reader, yield func(rewrite) bool) error {
		for at, err := range entriesOf(v, k.from.number) {
			if err != nil {
				return err
			}
			old, err := at.entry()
			if err != nil {
				return err
			}
			in.w.unsettle(&old)
			rec := k.rekeyed(old)
			in.w.unsettle(&rec)
			if !rec.Aside && rec.Base == "" && rec.Article.ID != old.Article.ID {
				// Another entry may have that ID until all are settled.
				rec.SetID(record.AsideID(rec.Key()) + "\x00")
			}
			if !yield(rewrite{old: old, rec: rec}) {
				return nil
			}
		}
		return nil
	})
}

// A Moved is a source that was found in another place.
type Moved struct {
	Name string `json:"name"` // its name
	From string `json:"from"` // where it was
	To   string `json:"to"`   // where it is
}

// A SourceError reports that a folder or file cannot be the source of a name that the user
// gave.
type SourceError struct {
	Name  string // the name
	Place string // the folder or file
	Known string // the name by which the index knows it, or the place of the source of that name
}

// Error names the source and the place.
func (e *SourceError) Error() string {
	return fmt.Sprintf("%s cannot be the source %q: the index knows %s; give another name", e.Place, e.Name, e.Known)
}
