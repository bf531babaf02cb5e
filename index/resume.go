package index

import (
	"context"
	"errors"
	"path/filepath"

	"github.com/newsdex/newsdex/index/internal/record"
	"github.com/newsdex/newsdex/index/postings"
	"github.com/newsdex/newsdex/index/schema"
	"github.com/newsdex/newsdex/ingest"
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
	w.writes.Store(1) // what the stopped run wrote
}

// setBack undoes the changes of the stopped run that this run, after all its articles,
// has not made again: entries that do not come again are those of the base, or are
// deleted. It notes all pages and IDs that entries claim, as the stopped run did.
func (w *writer) setBack(ctx context.Context) error {
	if w.resumed == nil {
		return nil
	}
	base, err := w.resumed.open()
	if err != nil {
		return err
	}
	if err = base.rekey(ctx, w.sources); err == nil {
		err = w.setBackTo(ctx, base)
	}
	err = errors.Join(err, base.close())
	if err != nil {
		return err
	}
	return w.unsettleAll(ctx)
}

// setBackTo sets the entries that this run has not seen back to those of the base.
func (w *writer) setBackTo(ctx context.Context, base baseView) error {
	var gone []record.Record
	replaced := 0
	err := w.rewrite(ctx, func(v *postings.Reader, yield func(rewrite) bool) error {
		for _, s := range v.Entries() {
			for it := s.All().Iterator(); it.HasNext(); {
				if ctx.Err() != nil {
					return context.Cause(ctx)
				}
				rec, err := s.Record(it.Next())
				if err != nil {
					return err
				}
				if w.isSeen(&rec) {
					continue
				}
				old, found, err := base.entry(&rec)
				if err != nil {
					return err
				}
				if !found {
					gone = append(gone, rec)
					continue
				}
				if old.DocumentID() != rec.DocumentID() {
					w.unsettle(&rec)
					w.unsettle(&old)
					old.SetID(old.BaseID())
					old.Aside = rec.Aside
					if !rec.Aside {
						old.SetID(rec.Article.ID)
					}
				}
				same, err := sameEntry(&old, &rec)
				if err != nil {
					return err
				}
				if same {
					continue
				}
				origin, err := base.origin(old)
				if err != nil {
					return err
				}
				replaced++
				w.unsettle(&rec)
				w.unsettle(&old)
				if !yield(rewrite{old: rec, rec: old, origin: origin}) {
					return nil
				}
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	deleted := w.stats.Deleted
	if err := w.deleteEntries(gone); err != nil {
		return err
	}
	w.stats.Deleted = deleted
	w.stats.Added = max(0, w.stats.Added-len(gone))
	w.stats.Replaced = max(0, w.stats.Replaced-replaced)
	w.stats.Resumed = max(0, w.stats.Resumed-len(gone)-replaced)
	w.stats.Unchanged = max(0, w.stats.Unchanged-w.stats.Resumed)
	return nil
}

// unsettleAll notes all names that entries claim, and the pages of all entries aside.
func (w *writer) unsettleAll(ctx context.Context) error {
	return w.visit(func(s *postings.Segment) error {
		for term, err := range s.Terms(schema.Claim, "", "") {
			if err != nil || ctx.Err() != nil {
				return errors.Join(err, context.Cause(ctx))
			}
			docs, err := s.Docs(schema.Claim, term)
			if err != nil {
				return err
			}
			if err := eachRecord(s, docs, func(rec record.Record) { w.unsettle(&rec) }); err != nil {
				return err
			}
		}
		// All outlets are learned again: the stopped run noted which had changed.
		for outlet, err := range s.Terms(schema.Sample, "", "") {
			if err != nil {
				return err
			}
			w.touched[outlet] = struct{}{}
		}
		return nil
	})
}

// A baseView is the articles that an index had before a run.
type baseView struct {
	*postings.Reader
	gen     *generation
	rekeyed map[string]rekeyedEntry // by the present key, those that the run has moved to another source
}

// A rekeyedEntry is an entry of the base that the run has moved to another source.
type rekeyedEntry struct {
	located
	rekeying
}

// rekey finds the entries of the sources that the run has renamed or taken into others;
// now are the present sources.
func (b *baseView) rekey(ctx context.Context, now *sourceTable) error {
	b.rekeyed = map[string]rekeyedEntry{}
	if b.gen == nil {
		return nil
	}
	for _, s := range b.gen.sources.sources {
		k, ok := now.rekeying(s)
		if !ok || k.to == s.number {
			continue
		}
		for at, err := range entriesOf(b.Reader, s.number) {
			if err == nil {
				err = context.Cause(ctx)
			}
			if err != nil {
				return err
			}
			old, err := at.entry()
			if err != nil {
				return err
			}
			rec := k.rekeyed(old)
			b.rekeyed[rec.Key()] = rekeyedEntry{at, k}
		}
	}
	return nil
}

// open opens the base; without a base the view has no segments.
func (r *resumption) open() (baseView, error) {
	if r.base == "" {
		return baseView{Reader: &postings.Reader{}}, nil
	}
	m, err := readManifest(filepath.Join(r.path, r.base), oldestOpened)
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

// entry returns the state of an entry in the base, and whether it is there.
func (b baseView) entry(rec *record.Record) (record.Record, bool, error) {
	key := rec.Key()
	if key == "" {
		return b.Find(rec.Article.ID)
	}
	if at, ok := b.rekeyed[key]; ok {
		old, err := at.entry()
		return at.rekeyed(withoutPlace(old)), err == nil, err
	}
	for _, s := range b.Entries() {
		docs, err := s.Docs(schema.Place, rec.Term())
		if err != nil {
			return record.Record{}, false, err
		}
		for it := docs.Iterator(); it.HasNext(); {
			old, err := s.Record(it.Next())
			if err != nil {
				return record.Record{}, false, err
			}
			if old = withoutPlace(old); old.Key() == key {
				return old, true, nil
			}
		}
	}
	if rec.Aside {
		return record.Record{}, false, nil
	}
	old, found, err := b.Find(rec.Article.ID) // it may have taken over an article whose place was lost
	return withoutPlace(old), found && old.Source == record.Unplaced, err
}

// rekeying returns where the entries of a source of the base are in a table made of the
// base's. ok is false if they are nowhere.
func (t *sourceTable) rekeying(s *knownSource) (k rekeying, ok bool) {
	k = rekeying{from: s, to: s.number, rel: "."}
	if t.sources[s.number] != nil {
		return k, true
	}
	to := t.at(s.place)
	if to == nil {
		to, k.rel = t.around(s.place)
	}
	if s.place == "" || to == nil {
		return k, false
	}
	k.to = to.number
	return k, true
}

// setStates makes the states of all files those of the base. A file that the stopped run
// has read is read again: what the base has of it may be gone.
func (t *sourceTable) setStates(base *sourceTable) {
	for _, s := range t.sources {
		s.files = map[string]fileState{}
	}
	for _, s := range base.sources {
		k, ok := t.rekeying(s)
		if !ok {
			continue
		}
		for file, state := range s.files {
			t.sources[k.to].files[k.moved(ingest.Article{Place: file}).Place] = state
		}
	}
}

// withoutPlace returns an entry as it is stored: a reader has said where its source is.
func withoutPlace(rec record.Record) record.Record {
	if rec.Source != 0 {
		rec.Article.Source, rec.Article.File = "", ""
	}
	return rec
}

// origin returns the original of an article of the base in its stored form; nil if it
// has none.
func (b baseView) origin(rec record.Record) ([]byte, error) {
	if rec.Original == 0 || b.gen == nil {
		return nil, nil
	}
	return b.gen.originals.Frame(rec.Original)
}
