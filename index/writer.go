package index

import (
	"context"
	"errors"
	"fmt"
	"hash/maphash"
	"iter"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"github.com/blevesearch/bleve/v2"

	"github.com/newsdex/newsdex/ingest"
)

// DefaultMemory is the default of [Options].Memory.
const DefaultMemory = 1_000_000_000

// memoryOfAll is about what a run takes whatever the size of the batches is, for
// analysis, compression and merging; and leastForBatches is what there is for these
// in any case.
const (
	memoryOfAll     = 100_000_000
	leastForBatches = 16 << 20
)

// memoryOfBatches is the part of the memory, one of so many, that the batches may
// take in which workers collect articles. While a segment is made of one, and until
// it is on disk, it takes as much again; and the garbage collector lets the heap grow
// to the double of what is in use.
const memoryOfBatches = 4

// smallBatch is the size up to which batches become one segment, in bytes of memory:
// some thousand articles.
const smallBatch = 16 << 20

// A group of articles is looked up in the index at one time, and then taken into a
// batch: so much text, or so many bytes of compressed originals.
const (
	groupBytes       = 1 << 20
	groupOriginBytes = 16 << 20
)

// A writer applies articles to a Bleve index and keeps the totals. It may be
// used for one sequence and one list of deletions.
type writer struct {
	bleve bleve.Index
	async *asyncFailure // of Bleve's background workers; nil in memory
	fresh bool          // the index was empty before
	o     Options
	// originals keeps what articles were made of; nil where nothing is kept.
	originals *originalKeeper
	learner   learner
	base      *view // the index before the run, once it is asked
	again     bool  // what comes is cleaned again, and not new

	// Of a run that has a name: save keeps what was done, every so often.
	save    func() error
	every   time.Duration
	resumed *resumption // from a run that was stopped, or nil

	applied atomic.Bool // a batch was

	seed maphash.Seed
	seen map[uint64]struct{} // the IDs of this run, hashed

	mu     sync.Mutex // guards what follows
	stats  Stats
	totals Totals
	failed failedInputs
}

// An item is an article on its way to a worker.
type item struct {
	article ingest.Article
	// origin is what the article was made of, as it is kept; nil for nothing.
	origin []byte
	// known says that the index may hold an article with this ID.
	known bool
	// idle is told when all items before this one, which has no article, are
	// applied.
	idle chan<- struct{}
}

// workers returns how many workers there are.
func (w *writer) workers() int { return max(2, runtime.GOMAXPROCS(0)) }

// write applies articles until the sequence ends, ctx is done or a batch fails.
// The articles of one ID go to one worker, so that the last one stands.
func (w *writer) write(ctx context.Context, articles iter.Seq2[ingest.Article, error]) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	w.seed = maphash.MakeSeed()
	w.seen = make(map[uint64]struct{})

	var workers sync.WaitGroup
	queues := make([]chan item, w.workers())
	rest := make([]*batch, len(queues))
	for i := range queues {
		queues[i] = make(chan item, 64)
		workers.Go(func() {
			var err error
			if rest[i], err = w.work(ctx, queues[i]); err != nil {
				cancel(err)
			}
		})
	}
	saved := time.Now()
	for a, err := range articles {
		if ctx.Err() != nil {
			break
		}
		if w.save != nil && time.Since(saved) >= w.every && idle(ctx, queues) {
			if err := w.save(); err != nil {
				cancel(err)
				break
			}
			saved = time.Now()
		}
		if err == nil {
			a, err = normalized(a)
		}
		if err != nil {
			if ctx.Err() == nil {
				w.fail(err)
			}
			continue
		}
		h := maphash.String(w.seed, a.ID)
		_, again := w.seen[h]
		if !again && !w.again && w.learner.now != nil {
			if err := w.learn(a); err != nil {
				cancel(err)
				break
			}
		}
		w.seen[h] = struct{}{}
		select {
		case queues[h%uint64(len(queues))] <- item{article: a, known: again || !w.fresh}:
		case <-ctx.Done():
		}
	}
	for _, q := range queues {
		close(q)
	}
	workers.Wait()
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return w.applyAll(ctx, rest)
}

// applyAll applies what is left of the workers' batches: as one segment where they
// are all there is, or small. Then a new index that memory has room for needs no
// merging, and an update makes one segment.
func (w *writer) applyAll(ctx context.Context, rest []*batch) error {
	var applied sync.WaitGroup
	errs := make([]error, len(rest)+1)
	apply := func(i int, b *batch) { applied.Go(func() { errs[i] = b.apply(ctx) }) }
	join := !w.applied.Load()
	one := w.newBatch()
	for i, b := range rest {
		if join || b.builder.size+one.builder.size < smallBatch {
			one.join(b)
		} else {
			apply(i, b)
		}
	}
	apply(len(rest), one)
	applied.Wait()
	return errors.Join(errs...)
}

// idle waits until the workers have applied all that is in their queues. It is
// false when ctx is done before.
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

// fail counts and reports an error element of the sequence.
func (w *writer) fail(err error) {
	w.mu.Lock()
	w.stats.Errors++
	w.failed.add(err)
	w.mu.Unlock()
	if w.o.OnError != nil {
		w.o.OnError(err)
	}
}

// work collects the items of a queue into batches and applies them, but for the
// last one, which it returns.
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
			size += len(it.article.Body) + len(it.article.Title) + len(it.article.Deck)
			origins += len(it.origin)
		}
		if size >= groupBytes || origins >= groupOriginBytes || it.idle != nil {
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
	}
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	return b, b.take(ctx, group)
}

// apply executes a batch, and returns when it is on disk. Bleve's background workers
// tell; where one of them has an error, or has died, that ends the wait. After a
// failed write Bleve may panic.
func (w *writer) apply(b *bleve.Batch) error {
	persisted := make(chan error, 1)
	b.SetPersistedCallback(func(err error) { persisted <- err })
	done := make(chan error, 1)
	go func() {
		defer func() {
			if p := recover(); p != nil {
				done <- fmt.Errorf("write a batch: Bleve panicked: %v", p)
			}
		}()
		done <- w.bleve.Batch(b)
	}()
	for waiting := done; ; waiting = persisted {
		select {
		case err := <-waiting:
			if err != nil || waiting == persisted || w.async == nil {
				return err
			}
		case <-w.async.wait():
			return fmt.Errorf("write a batch: %w", w.async.err)
		}
	}
}

// run applies deletions, articles and pruning, in that order.
func (w *writer) run(ctx context.Context, articles iter.Seq2[ingest.Article, error]) error {
	if err := w.delete(ctx, w.o.Delete); err != nil {
		return err
	}
	if err := w.write(ctx, articles); err != nil {
		return err
	}
	if w.resumed != nil {
		if err := w.setBack(ctx); err != nil {
			return err
		}
	}
	if err := w.settleTemplates(ctx); err != nil {
		return err
	}
	if len(w.o.Prune) == 0 {
		return nil
	}
	return w.prune(ctx, w.o.Prune)
}
