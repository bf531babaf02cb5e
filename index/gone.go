package index

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strings"

	"github.com/newsdex/newsdex/index/internal/record"
	"github.com/newsdex/newsdex/index/postings"
	"github.com/newsdex/newsdex/index/schema"
	"github.com/newsdex/newsdex/ingest"
)

// failedInputs remembers the inputs of a run that gave an error. Their articles are
// unknown and must not be taken for missing.
type failedInputs struct {
	files   []string // absolute
	unknown bool     // an error named no file
}

func (f *failedInputs) add(err error) {
	var in *ingest.InputError
	if !errors.As(err, &in) || in.File == "" {
		f.unknown = true
		return
	}
	abs, aerr := filepath.Abs(in.File)
	if real, rerr := ingest.RealPath(in.File); rerr == nil {
		abs, aerr = real, nil
	}
	if aerr != nil {
		f.unknown = true
		return
	}
	f.files = append(f.files, abs)
}

// cover reports whether an article from file may be missing only because its input
// failed.
func (f *failedInputs) cover(file string) bool {
	if f.unknown {
		return true
	}
	for _, name := range f.files {
		if within(file, name) || within(name, file) {
			return true
		}
	}
	return false
}

// within reports whether file is root or below the folder root.
func within(file, root string) bool {
	if file == root {
		return true
	}
	return strings.HasPrefix(file, strings.TrimSuffix(root, string(filepath.Separator))+string(filepath.Separator))
}

// deleteGone deletes the entries that are gone from their sources: those whose name is a
// place in a file that was read again without them, those of a file that was read again
// with other options, and those below the files and folders that are to be pruned. It
// counts the articles of the files that were passed over.
func (w *writer) deleteGone(ctx context.Context) error {
	prune, err := w.pruned()
	if err != nil {
		return err
	}
	if len(prune) == 0 && (w.intake == nil || !w.intake.metKnown()) {
		return nil
	}
	v, err := w.view()
	if err != nil {
		return err
	}
	var gone []record.Record
	for i, seg := range v.Entries() {
		if err = w.findGone(ctx, seg, v.Segments()[i], prune, &gone); err != nil {
			break
		}
	}
	if err := errors.Join(err, v.Close()); err != nil {
		return err
	}
	for _, s := range w.sources.sorted() {
		w.forgetPruned(s, prune)
	}
	w.countGone()
	return w.deleteEntries(gone)
}

// findGone finds the entries of a segment that are gone. standing is the segment without
// the entries aside.
func (w *writer) findGone(ctx context.Context, seg, standing *postings.Segment, prune []string, gone *[]record.Record) error {
	for key, err := range seg.Terms(schema.Place, "", "") {
		if err != nil || ctx.Err() != nil {
			return errors.Join(err, context.Cause(ctx))
		}
		isGone := w.isGone(key, prune)
		if !isGone {
			w.noteStale(key)
		}
		if !isGone && (w.intake == nil || !w.intake.hasPassed(key)) {
			continue
		}
		docs, err := seg.Docs(schema.Place, key)
		if err != nil {
			return err
		}
		if !isGone {
			shown, err := standing.Docs(schema.Place, key)
			if err != nil {
				return err
			}
			w.stats.Unchanged += int(shown.GetCardinality())
			continue
		}
		for it := docs.Iterator(); it.HasNext(); {
			rec, err := seg.Record(it.Next())
			if err != nil {
				return err
			}
			*gone = append(*gone, rec)
		}
	}
	return nil
}

// noteStale notes that the index holds an entry of a file which that file had no more when
// it was read, so that the file is read again when the entry is to be pruned.
func (w *writer) noteStale(key string) {
	if _, seen := w.seen[w.hash(key)]; seen || w.intake == nil {
		return
	}
	number, file, _ := record.ParseKey(key)
	if met, ok := w.intake.files[sourceFile{number, file}]; !ok || met.passed {
		return
	}
	s := w.sources.sources[number]
	if s == nil {
		return
	}
	if f, ok := s.files[file]; ok && !f.stale {
		f.stale = true
		s.files[file] = f
		w.sources.changed = true
	}
}

// pruned returns the absolute paths of the files and folders to prune.
func (w *writer) pruned() ([]string, error) {
	var all []string
	for _, p := range w.o.Prune {
		abs, err := filepath.Abs(p)
		if real, rerr := ingest.RealPath(p); rerr == nil {
			abs, err = real, nil
		}
		if err != nil {
			return nil, err
		}
		all = append(all, abs)
	}
	return all, nil
}

// isGone reports whether the entry with a key is gone.
func (w *writer) isGone(key string, prune []string) bool {
	if _, seen := w.seen[w.hash(key)]; seen {
		return false
	}
	number, file, inPlace := record.ParseKey(key)
	s := w.sources.sources[number]
	var met metFile
	wasMet := false
	if w.intake != nil {
		met, wasMet = w.intake.files[sourceFile{number, file}]
	}
	if met.passed || s == nil || s.place == "" {
		return false
	}
	name := record.FileAt(s.place, s.isFile, file)
	if met.wasKnown && (inPlace || met.newOptions) || wasMet && record.IsWithoutDigest(key) {
		return !w.failed.cover(name) // the last are of an older format, which had no digests
	}
	for _, root := range prune {
		if within(name, root) {
			return !w.failed.cover(name)
		}
	}
	return false
}

// countGone counts the files below the paths of a run that are known and were not met.
func (w *writer) countGone() {
	if w.intake == nil {
		return
	}
	var roots []string
	for _, p := range w.intake.asked.paths {
		if real, _, err := realPath(p); err == nil {
			roots = append(roots, real)
		}
	}
	for _, s := range w.sources.sorted() {
		for file := range s.files {
			if _, met := w.intake.files[sourceFile{s.number, file}]; met {
				continue
			}
			name := record.FileAt(s.place, s.isFile, file)
			if slices.ContainsFunc(roots, func(root string) bool { return within(name, root) }) {
				w.intake.stats.Gone++
			}
		}
	}
}

// forgetPruned forgets the files of a source that were pruned.
func (w *writer) forgetPruned(s *knownSource, prune []string) {
	for file := range s.files {
		name := record.FileAt(s.place, s.isFile, file)
		if w.intake == nil {
			continue
		}
		_, met := w.intake.files[sourceFile{s.number, file}]
		for _, root := range prune {
			if within(name, root) && !met && !w.failed.cover(name) {
				delete(s.files, file)
				w.sources.changed = true
			}
		}
	}
}
