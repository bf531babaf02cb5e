package index

import (
	"context"
	"slices"
	"sync"

	"github.com/newsdex/newsdex/index/internal/record"
	"github.com/newsdex/newsdex/index/postings"
)

// smallRewrite is the size up to which batches of rewritten entries are joined into one
// segment, in bytes of memory. Each segment of a new index makes its merging dearer.
const smallRewrite = 4 * smallBatch

// A rewrite is an entry that is to be stored in another state, perhaps under another ID.
type rewrite struct {
	old, rec record.Record
	origin   []byte // a new original in its stored form, or nil
	isNew    bool   // old does not exist
}

// rewrite stores entries in another state. produce calls yield for each of them, with the
// state before in the given reader; what does not change is not stored. No two of them may
// get one ID. An ID that an entry leaves and no other takes is deleted at the end.
func (w *writer) rewrite(ctx context.Context, produce func(v *postings.Reader, yield func(rewrite) bool) error) error {
	v, err := w.view()
	if err != nil {
		return err
	}
	defer v.Close() // only read from
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)

	queue := make(chan rewrite, 8*w.workers())
	rest, left := w.rewriteWorkers(ctx, cancel, queue)
	taken := map[string]bool{}
	var before []string
	err = produce(v.Reader, func(c rewrite) bool {
		same := false
		var serr error
		if !c.isNew {
			if same, serr = sameEntry(&c.old, &c.rec); serr != nil {
				cancel(serr)
				return false
			}
		}
		if same && c.origin == nil {
			return true
		}
		id := c.rec.DocumentID()
		taken[id] = true
		if old := c.old.DocumentID(); !c.isNew && old != id {
			before = append(before, old)
		}
		select {
		case queue <- c:
			return true
		case <-ctx.Done():
			return false
		}
	})
	close(queue)
	left.Wait()
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	if err != nil {
		return err
	}
	if err := w.applyAll(ctx, *rest, smallRewrite); err != nil {
		return err
	}
	before = slices.DeleteFunc(before, func(id string) bool { return taken[id] })
	for some := range slices.Chunk(before, deleteBatch) {
		b := w.bleve.NewBatch()
		for _, id := range some {
			b.Delete(id)
		}
		if err := w.apply(b); err != nil {
			return err
		}
	}
	return nil
}

// rewriteWorkers starts the workers that store rewrites. Their last batches are in rest
// when all have left.
func (w *writer) rewriteWorkers(ctx context.Context, cancel context.CancelCauseFunc, queue <-chan rewrite) (rest *[]*batch, left *sync.WaitGroup) {
	left = new(sync.WaitGroup)
	all := make([]*batch, w.workers())
	for i := range all {
		left.Go(func() {
			b := w.newBatch()
			for c := range queue {
				if ctx.Err() != nil {
					continue // empty the queue
				}
				err := b.rewrite(ctx, c)
				if err == nil && b.full() {
					err = b.apply(ctx)
					b = w.newBatch()
				}
				if err != nil {
					cancel(err)
				}
			}
			all[i] = b
		})
	}
	return &all, left
}

// rewrite adds the new state of an entry.
func (b *batch) rewrite(ctx context.Context, c rewrite) error {
	c.rec.Original = c.old.Original
	if c.origin != nil {
		var err error
		if c.rec.Original, err = b.w.keepOrigin(item{origin: c.origin}, c.old); err != nil {
			return err
		}
	}
	return b.write(ctx, c.rec, c.old, !c.isNew)
}
