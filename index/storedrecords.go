package index

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"slices"

	"github.com/newsdex/newsdex/index/internal/record"
	"github.com/newsdex/newsdex/index/postings"
	"github.com/newsdex/newsdex/ingest"
)

// stored returns the records of the items' articles that the index holds.
func (w *writer) stored(items []item) (map[string]record.Record, error) {
	found := make(map[string]record.Record)
	var ids []string
	for _, it := range items {
		if it.known {
			ids = append(ids, it.article.ID)
		}
	}
	if len(ids) == 0 {
		return found, nil
	}
	return found, w.visit(func(s *postings.Segment) error {
		docs, err := s.DocsOf(ids)
		if err != nil {
			return err
		}
		for it := docs.Iterator(); it.HasNext(); {
			rec, err := s.Record(it.Next())
			if err != nil {
				return err
			}
			found[rec.Article.ID] = rec
		}
		return nil
	})
}

// visit calls f for every segment of the present index.
func (w *writer) visit(f func(*postings.Segment) error) error {
	v, err := postings.NewReader(w.bleve, postings.NewCache(0), nil)
	if err != nil {
		return err
	}
	for _, s := range v.Segments() {
		if err := f(s); err != nil {
			return errors.Join(err, v.Close())
		}
	}
	return v.Close()
}

// deleteBatch is the number of articles that are deleted at once; that many are in
// memory.
const deleteBatch = 2000

// delete deletes the articles with the given IDs; unknown IDs are ignored.
func (w *writer) delete(ctx context.Context, ids []string) error {
	for some := range slices.Chunk(ids, deleteBatch) {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if err := w.deleteSome(some); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) deleteSome(ids []string) error {
	known := make([]item, len(ids))
	for i, id := range ids {
		known[i] = item{article: ingest.Article{ID: id}, known: true}
	}
	stored, err := w.stored(known)
	if err != nil || len(stored) == 0 {
		return err
	}
	b := w.bleve.NewBatch()
	var totals Totals
	for id, rec := range stored {
		b.Delete(id)
		w.dropOrigin(rec)
		totals.add(rec.Lengths, -1)
	}
	if err := w.apply(b); err != nil {
		return err
	}
	w.mu.Lock()
	w.stats.Deleted += len(stored)
	w.totals.merge(totals)
	w.mu.Unlock()
	return nil
}

// sameArticle reports whether two articles are stored as the same bytes.
func sameArticle(a, b ingest.Article) (bool, error) {
	x, err := json.Marshal(a)
	if err != nil {
		return false, err
	}
	y, err := json.Marshal(b)
	return bytes.Equal(x, y), err
}
