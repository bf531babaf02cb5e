package index

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"maps"
	"path/filepath"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/index/internal/record"
	"github.com/newsdex/newsdex/index/postings"
	"github.com/newsdex/newsdex/index/schema"
	"github.com/newsdex/newsdex/ingest"
)

// The templates of outlets ([ingest.Templates]) are a JSON file in each generation. At the
// end of a run, those of each outlet whose articles have changed are learned anew from a
// sample of its articles ([ingest.TemplateSample]), so they are a function of the articles.
// The articles that a change of the templates concerns are cleaned again from their stored
// text.

// Templates returns a copy of the index's templates; empty if it has learned none.
func (x *Index) Templates() (*ingest.Templates, error) {
	s, err := x.Snapshot()
	if err != nil {
		return nil, err
	}
	defer s.Close()
	t, _, err := s.gen.templates()
	if err == nil && t == nil {
		t = new(ingest.Templates)
	}
	return t, err
}

// templates returns the templates of a generation and their encoded form; nil if it has
// none.
func (g *generation) templates() (*ingest.Templates, []byte, error) {
	if g.dir == "" {
		if g.learned == nil {
			return nil, nil, nil
		}
		t := new(ingest.Templates)
		return t, g.learned, json.Unmarshal(g.learned, t)
	}
	return readTemplates(g.dir)
}

// readTemplates reads the templates of a generation folder; nil if it has none.
func readTemplates(dir string) (*ingest.Templates, []byte, error) {
	name := filepath.Join(dir, disk.TemplatesFile)
	b, err := disk.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, err
	}
	t := new(ingest.Templates)
	if err := json.Unmarshal(b, t); err != nil {
		return nil, nil, &disk.CorruptError{Path: name, Problem: "the templates cannot be read", Err: err}
	}
	return t, b, nil
}

// A learner holds the templates of a run.
type learner struct {
	before *ingest.Templates // templates of the index; nil if it has none
	kept   []byte            // as they are kept
	now    *ingest.Templates // nil: before is kept
	clean  ingest.Options    // options for cleaning articles again
	// samples has lines of articles that were written in this run, so that they need not
	// be read again for learning.
	samples *ingest.TemplateSamples
}

func newLearner(before *ingest.Templates, kept []byte, o Options) learner {
	return learner{before: before, kept: kept, now: o.Templates, clean: o.Clean, samples: new(ingest.TemplateSamples)}
}

// encode returns the encoded templates, and whether they have changed; nil if there are
// none.
func (l *learner) encode() (b []byte, changed bool, err error) {
	if l.now == nil {
		return l.kept, false, nil
	}
	if b, err = json.Marshal(l.now); err != nil {
		return nil, false, fmt.Errorf("keep the templates: %w", err)
	}
	if none, err := json.Marshal(new(ingest.Templates)); err != nil || bytes.Equal(b, none) {
		b = nil
	}
	return b, !bytes.Equal(b, l.kept), nil
}

// observe keeps the lines of an article that is written, so that it need not be read for
// learning from it.
func (w *writer) observe(rec *record.Record) {
	if w.learner.now != nil && !rec.Aside {
		w.learner.samples.Add(rec.SampleNumber(), &rec.Article)
	}
}

// settleTemplates learns the templates of the outlets whose articles have changed, and
// cleans the articles again that are changed by templates which this run added or removed.
func (w *writer) settleTemplates(ctx context.Context) error {
	l := &w.learner
	if l.now == nil {
		return nil
	}
	v, err := w.view()
	if err != nil {
		return err
	}
	defer v.Close() // only read from
	for _, outlet := range slices.Sorted(maps.Keys(w.touched)) {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if err := w.relearn(v.Reader, outlet); err != nil {
			return fmt.Errorf("learn the templates of %s: %w", outlet, err)
		}
	}
	clear(w.touched)
	change := l.now.Since(l.before)
	if change.IsEmpty() {
		return nil
	}
	return w.recleanConcerned(ctx, change)
}

// relearn learns the templates of an outlet from its articles.
func (w *writer) relearn(v *postings.Reader, outlet string) error {
	at := map[uint64]located{}
	for _, s := range v.Segments() {
		err := s.Numbers(schema.Sample, outlet, func(doc uint32, number uint64) { at[number-1] = located{s, doc} })
		if err != nil {
			return err
		}
	}
	return w.learner.now.Relearn(outlet, slices.Collect(maps.Keys(at)), w.learner.samples, func(key uint64) (ingest.Article, error) {
		rec, err := at[key].entry()
		return rec.Article, err
	})
}

// recleanConcerned cleans the entries again that a change of the templates concerns.
func (w *writer) recleanConcerned(ctx context.Context, change ingest.TemplateChange) error {
	o := w.learner.clean
	o.Templates = w.learner.now
	before := w.writes.Load()
	err := w.rewrite(ctx, func(v *postings.Reader, yield func(rewrite) bool) error {
		src := &concerned{view: v, change: change}
		for a, err := range ingest.Read(ctx, src, o) {
			if err != nil {
				if ctx.Err() != nil {
					return context.Cause(ctx)
				}
				w.fail(err)
				continue
			}
			rec := src.last
			id, earlier := rec.Article.ID, rec.Article.Earlier
			rec.Article = a
			rec.Article.ID, rec.Article.Earlier = id, earlier
			if same, err := sameEntry(&src.last, &rec); err != nil || same {
				continue
			}
			w.unsettle(&rec)
			if !yield(rewrite{old: src.last, rec: rec}) {
				return nil
			}
		}
		return nil
	})
	w.stats.Recleaned += int(w.writes.Load() - before)
	return err
}

// A concerned is the source of the texts of a view that a change of templates concerns, in
// their state before cleaning.
type concerned struct {
	view   *postings.Reader
	change ingest.TemplateChange
	last   record.Record // the entry that was yielded last
}

// Articles implements [ingest.Source].
func (c *concerned) Articles(ctx context.Context) iter.Seq2[ingest.Article, error] {
	return func(yield func(ingest.Article, error) bool) {
		for _, s := range c.view.Entries() {
			docs, err := c.of(s)
			if err != nil {
				yield(ingest.Article{}, err)
				return
			}
			for it := docs.Iterator(); it.HasNext(); {
				if err := ctx.Err(); err != nil {
					yield(ingest.Article{}, err)
					return
				}
				var a ingest.Article
				var err error
				c.last, err = s.Record(it.Next())
				if err == nil && !c.change.Concerns(&c.last.Article) {
					continue
				}
				if err == nil {
					a = c.last.Article.Raw()
				}
				if !yield(a, err) {
					return
				}
			}
		}
	}
}

// of returns the documents of a segment that may be concerned: the articles of the outlets
// whose templates have changed, and all entries aside.
func (c *concerned) of(s *postings.Segment) (*roaring.Bitmap, error) {
	docs, err := s.Docs(schema.Aside, schema.AsideTerm)
	if err != nil {
		return nil, err
	}
	for _, outlet := range c.change.Outlets() {
		more, err := s.Docs(schema.Sample, outlet)
		if err != nil {
			return nil, err
		}
		docs.Or(more)
	}
	return docs, nil
}
