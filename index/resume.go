package index

import (
	"context"
	"errors"
	"hash/maphash"
	"path/filepath"

	"github.com/newsdex/newsdex/index/internal/record"
	"github.com/newsdex/newsdex/index/postings"
)

// A resumption is the state of a run that continues from a checkpoint.
type resumption struct {
	path, base string
	before     Stats // results of the stopped run
}

// resume makes w continue from the checkpoint of a run with the results before.
func (w *writer) resume(before Stats, path, base string) {
	w.resumed = &resumption{path: path, base: base, before: before}
	w.stats.Added, w.stats.Replaced, w.stats.Deleted = before.Added, before.Replaced, before.Deleted
	w.stats.Resumed = before.Added + before.Replaced
}

// setBack undoes the changes of the stopped run that this run, after all its articles,
// has not made again.
func (w *writer) setBack(ctx context.Context) error {
	base, err := w.resumed.open()
	if err != nil {
		return err
	}
	deleted := make(map[string]bool, len(w.o.Delete))
	for _, id := range w.o.Delete {
		deleted[id] = true
	}
	held := make(map[uint64]struct{}, w.totals.Articles)
	var gone, others []string // IDs that are not in the base, and IDs with other content there
	var again []item
	err = w.visit(func(s *postings.Segment) error {
		for it := s.All().Iterator(); it.HasNext(); {
			if ctx.Err() != nil {
				return context.Cause(ctx)
			}
			doc := it.Next()
			id, err := s.ID(doc)
			if err != nil {
				return err
			}
			h := maphash.String(w.seed, id)
			held[h] = struct{}{}
			if _, seen := w.seen[h]; seen {
				continue
			}
			old, found, err := base.Find(id)
			if err != nil {
				return err
			}
			if !found {
				gone = append(gone, id)
				continue
			}
			rec, err := s.Record(doc)
			if err != nil {
				return err
			}
			same, err := sameArticle(old.Article, rec.Article)
			if err != nil {
				return err
			}
			if !same {
				others = append(others, id)
				origin, err := base.origin(old)
				if err != nil {
					return err
				}
				again = append(again, item{article: old.Article, origin: origin})
			}
		}
		return nil
	})
	if err != nil {
		return errors.Join(err, base.close())
	}
	undeleted := 0
	for _, s := range base.Segments() {
		for it := s.All().Iterator(); it.HasNext(); {
			doc := it.Next()
			id, err := s.ID(doc)
			if err != nil {
				return errors.Join(err, base.close())
			}
			if _, is := held[maphash.String(w.seed, id)]; is || deleted[id] {
				continue
			}
			rec, err := s.Record(doc)
			if err != nil {
				return errors.Join(err, base.close())
			}
			origin, err := base.origin(rec)
			if err != nil {
				return errors.Join(err, base.close())
			}
			undeleted++
			again = append(again, item{article: rec.Article, origin: origin})
		}
	}
	if err := base.close(); err != nil {
		return err
	}
	stats := w.stats
	if err := w.delete(ctx, append(gone, others...)); err != nil {
		return err
	}
	const group = 500
	b := w.newBatch()
	for ; len(again) > 0; again = again[min(group, len(again)):] {
		if err := b.take(ctx, again[:min(group, len(again))]); err != nil {
			return err
		}
	}
	if err := b.apply(ctx); err != nil {
		return err
	}
	w.stats = stats
	w.stats.Added -= len(gone)
	w.stats.Replaced -= len(others)
	w.stats.Deleted -= undeleted
	w.stats.Resumed -= len(gone) + len(others)
	w.stats.Unchanged = max(0, w.stats.Unchanged-w.stats.Resumed)
	return nil
}

// A baseView is the articles that an index had before a run.
type baseView struct {
	*postings.Reader
	gen *generation
}

// open opens the base; without a base the view has no segments.
func (r *resumption) open() (baseView, error) {
	if r.base == "" {
		return baseView{Reader: &postings.Reader{}}, nil
	}
	m, err := readManifest(filepath.Join(r.path, r.base), Format)
	if err != nil {
		return baseView{}, err
	}
	g, err := openFiles(r.path, m, postings.NewCache(0), nil)
	if err != nil {
		return baseView{}, err
	}
	return baseView{Reader: g.view, gen: g}, nil
}

func (b baseView) close() error {
	if b.gen == nil {
		return nil
	}
	return b.gen.release()
}

// origin returns the original of an article of the base in its stored form; nil if it
// has none.
func (b baseView) origin(rec record.Record) ([]byte, error) {
	if rec.Original == 0 || b.gen == nil {
		return nil, nil
	}
	return b.gen.originals.Frame(rec.Original)
}
