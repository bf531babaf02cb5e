package index

import (
	"context"
	"errors"
	"hash/maphash"
	"path/filepath"
	"strings"

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
	if aerr != nil {
		f.unknown = true
		return
	}
	f.files = append(f.files, abs)
}

// merge adds the failed inputs of o.
func (f *failedInputs) merge(o failedInputs) {
	f.files = append(f.files, o.files...)
	f.unknown = f.unknown || o.unknown
}

// cover reports whether an article from file may be missing only because its input
// failed.
func (f *failedInputs) cover(file string) bool {
	if f.unknown {
		return true
	}
	for _, name := range f.files {
		if within(file, name) {
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

// prune deletes the articles that an earlier run read from one of the roots and that
// are not in this run.
func (w *writer) prune(ctx context.Context, roots []string) error {
	abs := make([]string, 0, len(roots))
	for _, r := range roots {
		a, err := filepath.Abs(r)
		if err != nil {
			return err
		}
		abs = append(abs, a)
	}
	gone := func(file string) bool {
		for _, root := range abs {
			if within(file, root) {
				return !w.failed.cover(file)
			}
		}
		return false
	}
	var ids []string
	err := w.visit(func(s *postings.Segment) error {
		for file, err := range s.Terms(schema.File, "", "") {
			if err != nil {
				return err
			}
			if !gone(file) {
				continue
			}
			docs, err := s.Docs(schema.File, file)
			if err != nil {
				return err
			}
			for it := docs.Iterator(); it.HasNext(); {
				id, err := s.ID(it.Next())
				if err != nil {
					return err
				}
				if _, seen := w.seen[maphash.String(w.seed, id)]; !seen {
					ids = append(ids, id)
				}
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return w.delete(ctx, ids)
}
