package index

import (
	"context"
	"fmt"
	"hash/maphash"
	"iter"
	"sync"
	"sync/atomic"
	"time"

	"github.com/blevesearch/bleve/v2"

	"github.com/newsdex/newsdex/index/internal/originals"
	"github.com/newsdex/newsdex/index/internal/record"
	"github.com/newsdex/newsdex/index/postings"
	"github.com/newsdex/newsdex/ingest"
)

// A store is the Bleve index that a run writes, with its shared state.
type store struct {
	bleve bleve.Index
	async *asyncFailure // failure of Bleve's background workers; nil in memory
	// originals stores the originals of articles; nil if none are kept.
	originals *originals.Keeper

	applied atomic.Bool // a batch was applied

	mu     sync.Mutex // guards the fields below, and the counts of its writers
	totals Totals
}

// A writer applies articles to a store and counts its changes. It may be used for one
// sequence and one list of deletions.
type writer struct {
	*store
	fresh   bool // the index was empty before
	o       Options
	learner learner          // zero: learns nothing
	base    *postings.Reader // the index before the run, opened on first use

	// For a named run: save makes a checkpoint and is called at intervals.
	save    func() error
	every   time.Duration
	resumed *resumption // continues a stopped run, or nil

	seed maphash.Seed
	seen map[uint64]struct{} // hashes of the IDs of this run

	stats  Stats        // guarded by mu
	failed failedInputs // guarded by mu

	finished int // number of articles replaced after the end of the sequence
}

// changed reports whether the index has changed.
func (w *writer) changed() bool {
	s := &w.stats
	return s.Added+s.Replaced+s.Deleted+s.Recleaned+w.finished > 0
}

// write applies articles until the sequence ends, ctx is done or a batch fails.
// Articles with the same ID go to the same worker, so that the last one is kept.
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
			// An unchanged index needs no checkpoint; and a new Bleve index that is
			// closed at once may not have written its mapping.
			if w.changed() {
				if err := w.save(); err != nil {
					cancel(err)
					break
				}
			}
			saved = time.Now()
		}
		if err == nil {
			a, err = record.Normalized(a)
		}
		if err != nil {
			if ctx.Err() == nil {
				w.fail(err)
			}
			continue
		}
		h := maphash.String(w.seed, a.ID)
		_, again := w.seen[h]
		if !again && w.learner.now != nil {
			if err := w.learn(a); err != nil {
				cancel(err)
				break
			}
		}
		w.seen[h] = struct{}{}
		it := item{article: a, known: again || !w.fresh}
		if isLong(a) {
			it.taken = make(chan struct{})
		}
		select {
		case queues[h%uint64(len(queues))] <- it:
		case <-ctx.Done():
		}
		if it.taken != nil { // so that only one long article is in memory at a time
			select {
			case <-it.taken:
			case <-ctx.Done():
			}
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

// apply executes a batch, and returns when it is on disk, as Bleve's background workers
// report. An error or the death of a worker ends the wait. After a failed write Bleve
// may panic.
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
	if err := w.finish(ctx); err != nil {
		return err
	}
	if err := w.settleTemplates(ctx); err != nil {
		return err
	}
	if len(w.o.Prune) == 0 {
		return nil
	}
	return w.prune(ctx, w.o.Prune)
}
