package index

import (
	"context"

	"github.com/newsdex/newsdex/index/internal/record"
	"github.com/newsdex/newsdex/index/internal/segment"
)

// smallBatch is the size up to which batches are joined into one segment, in bytes of
// memory: some thousand articles.
const smallBatch = 16 << 20

// A batch collects the changes of some articles, which are applied together as one
// segment.
type batch struct {
	w       *writer
	builder *segment.Builder
	stats   Stats
	totals  Totals
	most    int64 // bytes
}

func (w *writer) newBatch() *batch {
	return &batch{w: w, builder: segment.NewBuilder(), most: batchBytes(w.o.Memory, w.workers())}
}

// full reports whether the batch is large enough to be applied.
func (b *batch) full() bool { return b.builder.Size >= b.most }

// take adds the items that change something. The batch keeps no reference to them.
func (b *batch) take(ctx context.Context, items []item) error {
	stored, err := b.w.stored(items)
	if err != nil {
		return err
	}
	for _, it := range items {
		if err := ctx.Err(); err != nil {
			return err
		}
		old, exists, err := b.record(it.article.ID)
		if err != nil {
			return err
		}
		if !exists {
			old, exists = stored[it.article.ID]
		}
		if err := b.put(ctx, it, old, exists); err != nil {
			return err
		}
	}
	return nil
}

// record returns the record of an article in the batch by ID.
func (b *batch) record(id string) (rec record.Record, ok bool, err error) {
	value, ok := b.builder.Stored(id)
	if ok {
		err = rec.Decode(value)
	}
	return rec, ok, err
}

// put adds an item that replaces old, if that exists.
func (b *batch) put(ctx context.Context, it item, old record.Record, exists bool) error {
	if exists {
		if put := old.Article.Restored; len(put) > 0 && it.article.Restored == nil {
			it.article = it.article.RestoreAgain(put)
		}
		same, err := sameArticle(old.Article, it.article)
		if err != nil {
			return err
		}
		if same && (it.origin == nil || old.Original != 0) {
			b.stats.Unchanged++
			return nil
		}
		b.stats.Replaced++
		b.totals.add(old.Lengths, -1)
	} else {
		b.stats.Added++
	}
	original, err := b.w.keepOrigin(it, old)
	if err != nil {
		return err
	}
	doc, rec, err := record.NewDocument(ctx, it.article, original)
	if err != nil {
		return err
	}
	b.totals.add(rec.Lengths, +1)
	b.builder.Add(doc)
	doc.Release()
	return nil
}

// join adds the contents of another batch, which has other articles.
func (b *batch) join(o *batch) {
	b.builder.Join(o.builder)
	b.stats.merge(o.stats)
	b.totals.merge(o.totals)
}

// apply makes a segment of the batch. The segment is on disk when apply returns.
func (b *batch) apply(ctx context.Context) error {
	if b.builder.Len() > 0 {
		b.w.applied.Store(true)
		changes := b.w.bleve.NewBatch()
		for _, doc := range (&segment.Batch{Ctx: ctx, Builder: b.builder}).Documents() {
			if err := changes.IndexAdvanced(doc); err != nil {
				return err
			}
		}
		if err := b.w.apply(changes); err != nil {
			return err // Bleve may still be using the batch
		}
	}
	b.w.mu.Lock()
	defer b.w.mu.Unlock()
	b.w.stats.merge(b.stats)
	b.w.totals.merge(b.totals)
	return nil
}
