package index

import (
	"context"
	"fmt"
	"hash/maphash"
	"iter"
	"runtime"
	"sync"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/document"

	"github.com/newsdex/newsdex/ingest"
)

// batchBytes is the amount of text that makes one batch, and so one segment:
// several hundred articles. Smaller ones cost more merging; larger ones more
// memory, some 100 bytes for each byte of text while a batch is made, and a
// longer wait when a run is stopped.
const batchBytes = 2 << 20

// batchOriginBytes is the amount of compressed originals that makes a batch of
// fewer articles.
const batchOriginBytes = 16 << 20

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

// write applies articles until the sequence ends, ctx is done or a batch fails.
// The articles of one ID go to one worker, so that the last one stands.
func (w *writer) write(ctx context.Context, articles iter.Seq2[ingest.Article, error]) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	w.seed = maphash.MakeSeed()
	w.seen = make(map[uint64]struct{})

	var workers sync.WaitGroup
	queues := make([]chan item, max(2, runtime.GOMAXPROCS(0)))
	for i := range queues {
		queues[i] = make(chan item, 64)
		workers.Go(func() {
			if err := w.work(ctx, queues[i]); err != nil {
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
	return context.Cause(ctx)
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

// work collects the items of a queue into batches and applies them.
func (w *writer) work(ctx context.Context, queue <-chan item) error {
	var batch []item
	size, origins := 0, 0
	for it := range queue {
		if ctx.Err() != nil {
			continue // empty the queue
		}
		if it.idle == nil {
			if err := w.packOrigin(&it); err != nil {
				return err
			}
			batch = append(batch, it)
			size += len(it.article.Body) + len(it.article.Title) + len(it.article.Deck)
			origins += len(it.origin)
		}
		if size >= batchBytes || origins >= batchOriginBytes || it.idle != nil {
			if err := w.flush(ctx, batch); err != nil {
				return err
			}
			batch, size, origins = batch[:0], 0, 0
		}
		if it.idle != nil {
			it.idle <- struct{}{}
		}
	}
	if ctx.Err() != nil {
		return nil
	}
	return w.flush(ctx, batch)
}

// flush makes one Bleve batch of the items that change something.
func (w *writer) flush(ctx context.Context, items []item) error {
	if len(items) == 0 {
		return nil
	}
	stored, err := w.stored(items)
	if err != nil {
		return err
	}
	var stats Stats
	var totals Totals
	b := w.bleve.NewBatch()
	var docs []*document.Document
	for _, it := range items {
		if err := ctx.Err(); err != nil {
			return err
		}
		old, exists := stored[it.article.ID]
		if exists {
			if put := old.Article.Restored; len(put) > 0 && it.article.Restored == nil {
				it.article = it.article.RestoreAgain(put)
			}
			same, err := sameArticle(old.Article, it.article)
			if err != nil {
				return err
			}
			if same && (it.origin == nil || old.Original != 0) {
				stats.Unchanged++
				continue
			}
			if w.again {
				stats.Recleaned++
			} else {
				stats.Replaced++
			}
			totals.add(old.Lengths, -1)
		} else {
			stats.Added++
		}
		original, err := w.keepOrigin(it, old)
		if err != nil {
			return err
		}
		doc, rec, err := newDocument(it.article, original)
		if err != nil {
			return err
		}
		totals.add(rec.Lengths, +1)
		stored[it.article.ID] = rec
		docs = append(docs, doc)
		if err := b.IndexAdvanced(doc); err != nil {
			return fmt.Errorf("article %s: %w", it.article.ID, err)
		}
	}
	if b.Size() > 0 {
		if err := w.apply(b); err != nil {
			return err // and Bleve may still be at it
		}
	}
	for _, doc := range docs {
		releaseDocument(doc)
	}
	w.mu.Lock()
	w.stats.merge(stats)
	w.totals.merge(totals)
	w.mu.Unlock()
	return nil
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
	if err := w.delete(w.o.Delete); err != nil {
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
	return w.prune(w.o.Prune)
}
