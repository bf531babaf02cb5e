package index

import (
	"context"
	"errors"
	"iter"

	"github.com/newsdex/newsdex/index/postings"
	"github.com/newsdex/newsdex/ingest"
)

// finish calls Finish of the options, after the last article, and applies its result.
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

// writeAgain writes articles that the index holds already, with a writer of its own,
// and adds the number of changed ones to n. They keep their originals, teach nothing,
// and do not count as read or replaced.
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
