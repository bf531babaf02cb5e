package index

import (
	"context"

	"github.com/newsdex/newsdex/index/internal/record"
	"github.com/newsdex/newsdex/index/internal/segment"
	"github.com/newsdex/newsdex/ingest"
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
		if err := b.put(ctx, it, stored); err != nil {
			return err
		}
	}
	return nil
}

// record returns the record of a document in the batch by the document's ID.
func (b *batch) record(id string) (rec record.Record, ok bool, err error) {
	value, ok := b.builder.Stored(id)
	if ok {
		err = rec.Decode(value)
	}
	return rec, ok, err
}

// before returns the stored state of an entry, and whether its base ID is that of a
// document of another entry.
func (b *batch) before(it *item, stored storedEntries) (old record.Record, exists, taken bool, err error) {
	rec := &it.record
	key := rec.Key()
	base := rec.BaseID()
	at, found, err := b.record(base)
	if err != nil {
		return old, false, false, err
	}
	if !found {
		at, found = stored.byID[base]
	}
	if key == "" { // its ID is its name, whatever the index has under it
		return at, found, false, nil
	}
	if found && (at.Key() == key || at.Source == record.Unplaced) {
		return at, true, false, nil
	}
	taken = found
	old, exists, err = b.record(record.AsideID(key))
	if err == nil && !exists {
		old, exists = stored.byKey[key]
	}
	return old, exists, taken, err
}

// put adds an item that may replace the stored state of its entry. An entry that is new,
// and whose base ID another one has, waits aside until the entries are settled.
func (b *batch) put(ctx context.Context, it item, stored storedEntries) error {
	old, exists, taken, err := b.before(&it, stored)
	if err != nil {
		return err
	}
	rec := it.record
	switch {
	case it.settled:
		b.stats.Added++
		if rec.Aside || rec.Base != "" {
			b.w.unsettle(&rec)
		}
	case !exists:
		rec.Aside = taken
		if taken || !b.w.fresh && rec.Source != 0 {
			b.w.unsettleBy(&rec, false)
		}
		if !b.w.fresh {
			b.w.noteAdded(&rec)
		}
		b.stats.Added++
	default:
		if it.again && rec.Source != 0 && isOlder(&rec, &old) {
			return nil // the same text with an older date
		}
		if put := old.Article.Restored; len(put) > 0 && rec.Article.Restored == nil {
			rec.Article = rec.Article.RestoreAgain(put)
		}
		base := rec.BaseID()
		rec.Aside, rec.Article.Earlier = old.Aside, old.Article.Earlier
		if rec.Source == 0 { // written by a program: it stays the text of its source
			rec.Source, rec.Article.Place, rec.Base = old.Source, old.Article.Place, old.Base
			rec.Article.Path, rec.Article.Item, rec.Article.Digest = old.Article.Path, old.Article.Item, old.Article.Digest
			if old.Source != 0 {
				rec.Article.Source, rec.Article.File = "", ""
			}
		} else {
			rec.Article.ID, rec.Base = base, ""
			if !old.Aside {
				rec.SetID(old.Article.ID)
			}
		}
		same, err := sameEntry(&old, &rec)
		if err != nil {
			return err
		}
		if same && (it.origin == nil || old.Original != 0) {
			if !old.Aside {
				b.stats.Unchanged++
			}
			return nil
		}
		if !old.Aside {
			b.stats.Replaced++
		}
		if old.Source != 0 || rec.Source != 0 {
			b.w.unsettle(&old)
			b.w.unsettle(&rec)
		}
	}
	if rec.Original, err = b.w.keepOrigin(it, old); err != nil {
		return err
	}
	return b.write(ctx, rec, old, exists)
}

// write adds the document of an entry that replaces old, if that exists.
func (b *batch) write(ctx context.Context, rec, old record.Record, exists bool) error {
	if exists {
		if !old.Aside {
			b.totals.add(old.Lengths, -1)
		}
		b.w.touch(&old)
	}
	b.w.touch(&rec)
	b.w.observe(&rec)
	b.w.writes.Add(1)
	doc, rec, err := record.NewDocument(ctx, rec)
	if err != nil {
		return err
	}
	if !rec.Aside {
		b.totals.add(rec.Lengths, +1)
	}
	b.builder.Add(doc)
	doc.Release()
	return nil
}

// noteAdded notes that an entry was added.
func (w *writer) noteAdded(rec *record.Record) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.added[w.hash(nameOf(rec))] = struct{}{}
	if rec.Source != 0 && !rec.InPlace() {
		w.renewed[rec.BaseID()] = struct{}{}
	}
}

// isOlder reports whether the text of an entry is older than its stored state, which came
// in the same run: a file may have one text of a page twice, with different dates.
func isOlder(rec, old *record.Record) bool {
	a, b := ingest.NewPageText(&rec.Article), ingest.NewPageText(&old.Article)
	return a.Compare(&b) < 0
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
