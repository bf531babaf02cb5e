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
// are others now. They keep what they were made of, teach nothing, and count neither
// as read nor as replaced. A writer of their own writes them.
func (w *writer) writeAgain(ctx context.Context, articles iter.Seq2[ingest.Article, error], n *int) error {
	o := w.o
	o.KeepOriginals = true
	again := &writer{store: w.store, o: o}
	err := again.write(ctx, articles)
	w.stats.Added += again.stats.Added
	w.stats.Errors += again.stats.Errors
	w.failed.merge(again.failed)
	*n += again.stats.Replaced
	return err
}
