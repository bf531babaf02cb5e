package index

import (
	"context"
	"errors"
	"iter"

	"github.com/newsdex/newsdex/index/postings"
	"github.com/newsdex/newsdex/ingest"
)

// finish does what the run is told to do when its articles have ended.
func (w *writer) finish(ctx context.Context) error {
	if w.o.Finish == nil {
		return nil
	}
	if err := w.closeBase(); err != nil {
		return err
	}
	v, err := postings.NewReader(w.bleve, postings.NewCache(0), nil)
	if err != nil {
		return err
	}
	replace, remove := w.o.Finish(func(id string) (ingest.Article, error) { return get(v, id) })
	if replace != nil {
		err = w.writeAgain(ctx, replace, &w.finished)
	}
	if err == nil {
		err = w.delete(ctx, remove)
	}
	return errors.Join(err, v.Close())
}

// writeAgain writes articles that the index holds already, and adds to n how many
// are others now. They keep what they were made of, and count neither as read nor as
// replaced.
func (w *writer) writeAgain(ctx context.Context, articles iter.Seq2[ingest.Article, error], n *int) error {
	seed, seen, fresh, keep, save, stats := w.seed, w.seen, w.fresh, w.o.KeepOriginals, w.save, w.stats
	w.fresh, w.o.KeepOriginals, w.again, w.save = false, true, true, nil
	err := w.write(ctx, articles)
	w.fresh, w.o.KeepOriginals, w.again, w.save = fresh, keep, false, save
	w.seed, w.seen = seed, seen // what was read, for pruning
	stats.Added, stats.Errors = w.stats.Added, w.stats.Errors
	changed := w.stats.Replaced - stats.Replaced
	w.stats = stats
	*n += changed
	return err
}
