package index

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/newsdex/newsdex/index/internal/record"
	"github.com/newsdex/newsdex/index/postings"
	"github.com/newsdex/newsdex/index/schema"
	"github.com/newsdex/newsdex/ingest"
)

// storedEntries are entries that the index holds: by the ID of their documents, unless they
// are aside, and by key.
type storedEntries struct{ byID, byKey map[string]record.Record }

// stored returns the entries of items, and those that have their base IDs.
func (w *writer) stored(items []item) (storedEntries, error) {
	found := storedEntries{map[string]record.Record{}, map[string]record.Record{}}
	var ids, terms []string
	for i := range items {
		if !items[i].known {
			continue
		}
		ids = append(ids, items[i].record.BaseID())
		if term := items[i].record.Term(); term != "" {
			terms = append(terms, term)
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
		for _, term := range terms {
			more, err := s.Docs(schema.Place, term)
			if err != nil {
				return err
			}
			docs.Or(more)
		}
		return eachRecord(s, docs, func(rec record.Record) {
			if !rec.Aside {
				found.byID[rec.Article.ID] = rec
			}
			if key := rec.Key(); key != "" {
				found.byKey[key] = rec
			}
		})
	})
}

// visit calls f for every segment of the present index, with the entries aside.
func (w *writer) visit(f func(*postings.Segment) error) error {
	v, err := w.view()
	if err != nil {
		return err
	}
	for _, s := range v.Entries() {
		if err := f(s); err != nil {
			return errors.Join(err, v.Close())
		}
	}
	return v.Close()
}

// eachRecord calls f for the records of some documents of a segment.
func eachRecord(s *postings.Segment, docs *roaring.Bitmap, f func(record.Record)) error {
	for it := docs.Iterator(); it.HasNext(); {
		rec, err := s.Record(it.Next())
		if err != nil {
			return err
		}
		f(rec)
	}
	return nil
}

// deleteBatch is the number of entries that are deleted at once.
const deleteBatch = 2000

// deleteArticles deletes the articles with the given IDs, with all their texts; unknown
// IDs are ignored. Their files are read again the next time.
func (w *writer) deleteArticles(ctx context.Context, ids []string) error {
	for some := range slices.Chunk(ids, deleteBatch) {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		var gone []record.Record
		err := w.visit(func(s *postings.Segment) error {
			docs, err := s.DocsOf(some)
			if err != nil {
				return err
			}
			return eachRecord(s, docs, func(rec record.Record) { gone = append(gone, rec) })
		})
		if err != nil {
			return err
		}
		others, err := w.otherTexts(gone)
		if err != nil {
			return err
		}
		gone = append(gone, others...)
		for i := range gone {
			w.sources.forget(&gone[i])
		}
		if err := w.deleteEntries(gone); err != nil {
			return err
		}
	}
	return nil
}

// deleteEntries deletes entries. Those that stood count as deleted articles.
func (w *writer) deleteEntries(entries []record.Record) error {
	for some := range slices.Chunk(entries, deleteBatch) {
		b := w.bleve.NewBatch()
		var totals Totals
		n := 0
		for i := range some {
			rec := &some[i]
			b.Delete(rec.DocumentID())
			w.dropOrigin(*rec)
			w.unsettle(rec)
			if !rec.Aside {
				w.touch(rec)
				totals.add(rec.Lengths, -1)
				n++
			}
		}
		if err := w.apply(b); err != nil {
			return err
		}
		w.writes.Add(int64(len(some)))
		w.mu.Lock()
		w.stats.Deleted += n
		w.totals.merge(totals)
		w.mu.Unlock()
	}
	return nil
}

// sameEntry reports whether two entries are stored as the same bytes, but for their
// originals.
func sameEntry(a, b *record.Record) (bool, error) {
	if a.Source != b.Source || a.Base != b.Base || a.Aside != b.Aside {
		return false, nil
	}
	return sameArticle(a.Article, b.Article)
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
