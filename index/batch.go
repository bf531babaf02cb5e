package index

import (
	"context"

	"github.com/newsdex/newsdex/index/internal/record"
	"github.com/newsdex/newsdex/index/internal/segment"
)

// smallBatch is the size up to which batches become one segment, in bytes of memory:
// some thousand articles.
const smallBatch = 16 << 20

// A batch collects what some articles change, until it is applied: as one segment.
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

// take takes in the items that change something. The batch holds nothing of them
// afterwards but what it has made of them.
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

// record returns the record of the article with an ID that is in the batch.
func (b *batch) record(id string) (rec record.Record, ok bool, err error) {
	value, ok := b.builder.Stored(id)
	if ok {
		err = rec.Decode(value)
	}
	return rec, ok, err
}

// put takes in an item in the place of old, if that exists.
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

// join takes in what another batch holds, of other articles.
func (b *batch) join(o *batch) {
	b.builder.Join(o.builder)
	b.stats.merge(o.stats)
	b.totals.merge(o.totals)
}

// apply makes a segment of the batch, which is on disk when this returns.
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
			return err // and Bleve may still be at it
		}
	}
	b.w.mu.Lock()
	defer b.w.mu.Unlock()
	b.w.stats.merge(b.stats)
	b.w.totals.merge(b.totals)
	return nil
}
