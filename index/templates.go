package index

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"path/filepath"

	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/index/postings"
	"github.com/newsdex/newsdex/ingest"
)

// The templates of outlets ([ingest.Templates]) are a JSON file in each generation.
// They learn from each article once, when it is added, in the order of the sequence. A
// line that becomes a template during a run is also removed from articles that were
// read earlier: those that have such a line are cleaned again from their stored text.
const templatesFile = "templates.json"

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
	name := filepath.Join(dir, templatesFile)
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
}

func newLearner(before *ingest.Templates, kept []byte, o Options) learner {
	return learner{before: before, kept: kept, now: o.Templates, clean: o.Clean}
}

// observe learns from an article that is added to the index.
func (l *learner) observe(a ingest.Article) {
	if l.now != nil {
		l.now.Observe(a)
	}
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

// learn learns from an article that is read, unless the index holds it already.
func (w *writer) learn(a ingest.Article) error {
	if !w.fresh {
		if w.base == nil {
			var err error
			if w.base, err = postings.NewReader(w.bleve, postings.NewCache(0), nil); err != nil {
				return err
			}
		}
		held, err := w.base.Holds(a.ID)
		if err != nil || held {
			return err
		}
	}
	w.learner.observe(a)
	return nil
}

// closeBase closes the view that learn uses.
func (w *writer) closeBase() error {
	if w.base == nil {
		return nil
	}
	v := w.base
	w.base = nil
	return v.Close()
}

// settleTemplates cleans the articles again that are changed by templates which this
// run added or removed.
func (w *writer) settleTemplates(ctx context.Context) error {
	if err := w.closeBase(); err != nil {
		return err
	}
	l := &w.learner
	if l.now == nil {
		return nil
	}
	change := l.now.Since(l.before)
	if change.IsEmpty() {
		return nil
	}
	v, err := postings.NewReader(w.bleve, postings.NewCache(0), nil)
	if err != nil {
		return err
	}
	o := l.clean
	o.Templates = l.now
	err = w.writeAgain(ctx, ingest.Read(ctx, concerned{v, change}, o), &w.stats.Recleaned)
	return errors.Join(err, v.Close())
}

// A concerned is the source of the articles of a view that a change of templates
// concerns, in their state before cleaning.
type concerned struct {
	view   *postings.Reader
	change ingest.TemplateChange
}

func (c concerned) Articles(ctx context.Context) iter.Seq2[ingest.Article, error] {
	return func(yield func(ingest.Article, error) bool) {
		for _, s := range c.view.Segments() {
			for it := s.All().Iterator(); it.HasNext(); {
				if err := ctx.Err(); err != nil {
					yield(ingest.Article{}, err)
					return
				}
				doc := it.Next()
				a, err := s.Shown(doc)
				if err == nil && !c.change.Outlet(&a) {
					continue
				}
				if err == nil {
					a, err = s.Article(doc)
				}
				if err == nil && !c.change.Concerns(&a) {
					continue
				}
				if err == nil {
					a = a.Raw()
				}
				if !yield(a, err) {
					return
				}
			}
		}
	}
}
