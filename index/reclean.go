package index

import (
	"context"
	"fmt"
	"iter"

	"github.com/newsdex/newsdex/index/internal/originals"
	"github.com/newsdex/newsdex/index/internal/record"
	"github.com/newsdex/newsdex/index/postings"
	"github.com/newsdex/newsdex/ingest"
)

// Reclean cleans the articles of the index again without their sources, and the earlier
// texts with them: from their originals, or else from their texts with the removed text
// put back. Articles that do not change are not written. The templates are learned again
// where the lines of articles have changed. Reclean does not prune.
func (x *Index) Reclean(ctx context.Context, o IngestOptions) (IngestStats, error) {
	o.Prune = nil
	in, err := newIntake(x, o)
	if err != nil {
		return IngestStats{}, err
	}
	in.o.NoOriginals, in.o.KeepOriginals = false, true
	s, err := x.Snapshot()
	if err != nil {
		return IngestStats{}, err
	}
	defer s.Close()
	in.o.reclean = &recleaning{in: in, originals: s.gen.originals}
	none := func(func(ingest.Article, error) bool) {}
	stats, err := x.update(ctx, none, in.o, nil)
	return in.done(stats), err
}

// A recleaning cleans all entries of an index again.
type recleaning struct {
	in        *intake
	originals *originals.Originals // nil if none are kept
}

// recleanAll cleans all entries again, if that is the work of the run.
func (w *writer) recleanAll(ctx context.Context) error {
	if w.o.reclean == nil {
		return nil
	}
	in := w.o.reclean.in
	return w.rewrite(ctx, func(v *postings.Reader, yield func(rewrite) bool) error {
		src := &recleaned{recleaning: *w.o.reclean, view: v, w: w}
		articles := in.stats.Report.Watch(ingest.Read(ctx, src, in.read))
		if in.asked.Watch != nil {
			articles = in.asked.Watch(articles)
		}
		for a, err := range articles {
			if ctx.Err() != nil {
				return context.Cause(ctx)
			}
			if err != nil {
				w.fail(err)
				continue
			}
			rec := src.last
			rec.Article = kept(a, &src.last.Article)
			if put := src.last.Article.Restored; len(put) > 0 && rec.Article.Restored == nil {
				rec.Article = rec.Article.RestoreAgain(put)
			}
			w.seen[w.hash(nameOf(&rec))] = struct{}{}
			same, err := sameEntry(&src.last, &rec)
			if err != nil {
				return err
			}
			w.mu.Lock()
			switch {
			case rec.Aside:
			case same:
				w.stats.Unchanged++
			default:
				w.stats.Replaced++
			}
			w.mu.Unlock()
			if same {
				continue
			}
			w.unsettle(&rec)
			if !yield(rewrite{old: src.last, rec: rec}) {
				return nil
			}
		}
		return nil
	})
}

// kept returns an article that was cleaned again with the names of its entry.
func kept(a ingest.Article, old *ingest.Article) ingest.Article {
	a.ID, a.Path, a.Place, a.File, a.Source = old.ID, old.Path, old.Place, old.File, old.Source
	a.Item, a.Digest, a.Earlier, a.Origin = old.Item, old.Digest, old.Earlier, nil
	return a
}

// A recleaned is the source of all entries of a view before cleaning, made again from
// their originals.
type recleaned struct {
	recleaning
	view *postings.Reader
	w    *writer
	last record.Record // the entry that was yielded last
}

// Articles implements [ingest.Source].
func (c *recleaned) Articles(ctx context.Context) iter.Seq2[ingest.Article, error] {
	return func(yield func(ingest.Article, error) bool) {
		for _, s := range c.view.Entries() {
			for it := s.All().Iterator(); it.HasNext(); {
				if err := ctx.Err(); err != nil {
					yield(ingest.Article{}, err)
					return
				}
				var a ingest.Article
				var err error
				if c.last, err = s.Record(it.Next()); err == nil {
					a = c.again(ctx)
				}
				if !yield(a, err) {
					return
				}
			}
		}
	}
}

// again returns the last entry before cleaning. If its original cannot be used, it is its
// text with the removed text put back.
func (c *recleaned) again(ctx context.Context) ingest.Article {
	a := c.last.Article
	var err error
	if c.last.Original != 0 && c.originals != nil {
		a.Origin, err = c.originals.Get(c.last.Original)
	}
	again, aerr := ingest.Again(ctx, a)
	if err == nil {
		err = aerr
	}
	if err != nil && ctx.Err() == nil && c.w.o.OnError != nil {
		c.w.o.OnError(fmt.Errorf("%s: %w; its text was cleaned as it was read then", a.ID, err))
	}
	return again
}
