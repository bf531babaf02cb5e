package index

import (
	"context"
	"iter"
	"reflect"
	"sync"
	"time"

	"github.com/newsdex/newsdex/index/internal/record"
)

// The entries of a run go to workers, each of which has a queue. Entries with the same base
// ID go to the same worker, in their order, because a worker sees no batch of another one. An
// entry whose base ID is new goes where there is room, so that no worker waits for another.

// queueLength is the number of items that wait for a worker.
const queueLength = 64

// A claim is the first entry with a page or a base ID: a hash of its name, and the number of
// its worker in the lowest bits. An entry that a program made is marked.
type claim uint64

const (
	claimWorker  = 1<<10 - 1
	claimProgram = 1 << 10
	claimName    = ^claim(1<<11 - 1)
)

// worker returns the number of the worker.
func (c claim) worker() int { return int(c & claimWorker) }

// meet notes that an entry has come, and reports whether it has come before in this run,
// and to which worker entries with its base ID go; -1 for any. Entries with its page or
// base ID are settled after the last article. It appends the hashes of new claims, which
// lack a worker, to claimed.
func (w *writer) meet(rec *record.Record, claimed []uint64) (again bool, worker int, _ []uint64) {
	name := w.hash(nameOf(rec))
	_, again = w.seen[name]
	w.seen[name] = struct{}{}
	base, page := rec.BaseID(), rec.Page()
	worker = -1
	if first, ok := w.claims[w.hash(base)]; ok {
		worker = first.worker()
	}
	if rec.Source != 0 {
		if w.resumed != nil && !rec.InPlace() {
			// The stopped run may have added it in the place of a text of the base.
			w.mu.Lock()
			w.renewed[base] = struct{}{}
			w.mu.Unlock()
		}
		if text := w.unplaced[rec.Article.Digest]; text != nil {
			text.met = true
		}
	}
	for _, text := range []string{base, page} {
		if text == "" || rec.Source == 0 && text != base {
			continue
		}
		h := w.hash(text)
		mine := claim(name) & claimName
		if rec.Source == 0 {
			mine |= claimProgram
		}
		first, ok := w.claims[h]
		switch {
		case !ok:
			w.claims[h] = mine
			claimed = append(claimed, h)
		case rec.Source == 0:
		case first&claimProgram != 0:
			w.claims[h] = mine | first&claimWorker
		case first&claimName != mine&claimName:
			w.unsettle(rec)
		}
	}
	return again, worker, claimed
}

// write applies items until the sequence ends, ctx is done or a batch fails. Entries with
// the same base ID go to the same worker, in their order.
func (w *writer) write(ctx context.Context, items iter.Seq2[item, error]) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)

	var workers sync.WaitGroup
	queues := make([]chan item, w.workers())
	rest := make([]*batch, len(queues))
	for i := range queues {
		queues[i] = make(chan item, queueLength)
		workers.Go(func() {
			var err error
			if rest[i], err = w.work(ctx, queues[i]); err != nil {
				cancel(err)
			}
		})
	}
	saved := time.Now()
	var claimed []uint64
	for it, err := range items {
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
		if err != nil {
			if ctx.Err() == nil {
				w.fail(err)
			}
			continue
		}
		worker := 0
		it.again, worker, claimed = w.meet(&it.record, claimed[:0])
		it.known = it.again || worker >= 0 || !w.fresh
		if it.isLong() {
			it.taken = make(chan struct{})
		}
		worker = give(ctx, queues, worker, it)
		for _, h := range claimed {
			w.claims[h] |= claim(worker)
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
	return w.applyAll(ctx, rest, smallBatch)
}

// give puts an item into the queue of a worker, or into the one with the most room if
// worker is negative, and returns the number of the worker. It waits while they are full,
// and until ctx is done.
func give(ctx context.Context, queues []chan item, worker int, it item) int {
	if worker >= 0 {
		select {
		case queues[worker] <- it:
		case <-ctx.Done():
		}
		return worker
	}
	worker = 0
	for i, q := range queues {
		if len(q) < len(queues[worker]) {
			worker = i
		}
	}
	select {
	case queues[worker] <- it:
		return worker
	default:
	}
	ways := make([]reflect.SelectCase, 0, len(queues)+1)
	for _, q := range queues {
		ways = append(ways, reflect.SelectCase{Dir: reflect.SelectSend, Chan: reflect.ValueOf(q), Send: reflect.ValueOf(it)})
	}
	ways = append(ways, reflect.SelectCase{Dir: reflect.SelectRecv, Chan: reflect.ValueOf(ctx.Done())})
	worker, _, _ = reflect.Select(ways)
	return worker % len(queues)
}
