package index

import (
	"context"
	"errors"
	"runtime"
	"sync"

	"github.com/newsdex/newsdex/index/internal/record"
	"github.com/newsdex/newsdex/ingest"
)

// Entries that the index may hold are looked up in groups, and each group is then added to
// a batch. The constants limit a group by its text and by its bytes of compressed
// originals. Other entries need no group.
const (
	groupBytes       = 1 << 20
	groupOriginBytes = 16 << 20
)

// An item is an entry on its way to a worker.
type item struct {
	record record.Record
	// original is the article's original; packOrigin turns it into origin, its stored
	// form. Both are nil if there is none.
	original *ingest.Origin
	origin   []byte
	// known reports that the index may hold the entry, or another with its base ID.
	known bool
	again bool // the entry has come before in this run
	// settled reports that the record is to be stored as it is, with its ID.
	settled bool
	// idle is set on an item without an article. The worker sends on it when all items
	// before this one are applied.
	idle chan<- struct{}
	// taken is closed when the worker has taken a long article; nil for other articles.
	taken chan struct{}
}

// workers returns the number of workers.
func (w *writer) workers() int { return min(max(2, runtime.GOMAXPROCS(0)), claimWorker) }

// isLong reports whether an item is a group of its own.
func (it *item) isLong() bool {
	size := it.textSize()
	if it.original != nil {
		size += len(it.original.Data)
	}
	return size >= groupBytes
}

// textSize returns the size of the texts of an article, in bytes.
func (it *item) textSize() int {
	a := &it.record.Article
	return len(a.Title) + len(a.Deck) + len(a.Body)
}

// work collects the items of a queue into batches and applies them, except the last
// batch, which it returns.
func (w *writer) work(ctx context.Context, queue <-chan item) (*batch, error) {
	b := w.newBatch()
	var group []item
	size, origins := 0, 0
	for it := range queue {
		if ctx.Err() != nil {
			continue // empty the queue
		}
		if it.idle == nil {
			if err := w.packOrigin(&it); err != nil {
				return nil, err
			}
			group = append(group, it)
			size += it.textSize()
			origins += len(it.origin)
		}
		if !it.known || size >= groupBytes || origins >= groupOriginBytes {
			if err := b.take(ctx, group); err != nil {
				return nil, err
			}
			clear(group)
			group, size, origins = group[:0], 0, 0
		}
		if b.full() || it.idle != nil {
			if err := b.apply(ctx); err != nil {
				return nil, err
			}
			b = w.newBatch()
		}
		if it.idle != nil {
			it.idle <- struct{}{}
		}
		if it.taken != nil {
			close(it.taken)
		}
	}
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	return b, b.take(ctx, group)
}

// idle waits until the workers have applied all items in their queues. It returns false
// if ctx is done first.
func idle(ctx context.Context, queues []chan item) bool {
	done := make(chan struct{}, len(queues))
	for _, q := range queues {
		select {
		case q <- item{idle: done}:
		case <-ctx.Done():
			return false
		}
	}
	for range queues {
		select {
		case <-done:
		case <-ctx.Done():
			return false
		}
	}
	return true
}

// applyAll applies the workers' last batches: as one segment if nothing was applied
// before, or if they have less than small bytes. So a new index that fits in memory needs
// no merging, and an update makes one segment.
func (w *writer) applyAll(ctx context.Context, rest []*batch, small int64) error {
	var applied sync.WaitGroup
	errs := make([]error, len(rest)+1)
	apply := func(i int, b *batch) { applied.Go(func() { errs[i] = b.apply(ctx) }) }
	join := !w.applied.Load()
	one := w.newBatch()
	for i, b := range rest {
		if join || b.builder.Size+one.builder.Size < small {
			one.join(b)
		} else {
			apply(i, b)
		}
	}
	apply(len(rest), one)
	applied.Wait()
	return errors.Join(errs...)
}
