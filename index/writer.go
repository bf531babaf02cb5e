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
	"github.com/newsdex/newsdex/ingest"
)

// A store is the Bleve index that a run writes, with its shared state.
type store struct {
	bleve bleve.Index
	async *asyncFailure // failure of Bleve's background workers; nil in memory
	// originals stores the originals of articles; nil if none are kept.
	originals *originals.Keeper
	sources   *sourceTable // for the goroutine that reads articles

	applied atomic.Bool  // a batch was applied
	writes  atomic.Int64 // number of documents written and deleted

	mu     sync.Mutex // guards the fields below, and the counts of its writers
	totals Totals
	// unsettled are the pages and base IDs of the entries that have changed (settle.go),
	// and whether such an entry was replaced or deleted.
	unsettled map[string]bool
	// touched are the outlets of the articles that have changed (templates.go).
	touched map[string]struct{}
}

func newStore() *store {
	return &store{sources: newSourceTable(), unsettled: map[string]bool{}, touched: map[string]struct{}{}}
}

// unsettle notes that other entries may have to change because an entry has changed.
func (s *store) unsettle(rec *record.Record) { s.unsettleBy(rec, true) }

// unsettleBy is like unsettle; changed is false for an entry that was added.
func (s *store) unsettleBy(rec *record.Record, changed bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, name := range []string{rec.Page(), rec.BaseID()} {
		if name != "" {
			s.unsettled[name] = s.unsettled[name] || changed
		}
	}
}

// touch notes that an outlet has other articles because of an entry.
func (s *store) touch(rec *record.Record) {
	if rec.Aside {
		return
	}
	key := ingest.TemplateOutlet(&rec.Article)
	if key == "" {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.touched[key] = struct{}{}
}

// A writer applies articles to a store and counts its changes. It may be used for one
// sequence and one list of deletions.
type writer struct {
	*store
	fresh   bool // the index was empty before
	o       Options
	learner learner // zero: learns nothing
	// intake is the run of Ingest that this is a part of; nil if it is none.
	intake *intake

	// For a named run: save makes a checkpoint and is called at intervals.
	save    func() error
	every   time.Duration
	resumed *resumption // continues a stopped run, or nil

	seed maphash.Seed
	seen map[uint64]struct{} // hashes of the names of the entries of this run
	// claims are the first entries of this run with a page or a base ID, by its hash.
	claims map[uint64]claim

	stats  Stats        // guarded by mu
	failed failedInputs // guarded by mu

	// renewed are the base IDs of entries that were added, with a text of their own, to an
	// index that was not empty: guarded by mu. See deleteReplaced.
	renewed map[string]struct{}
	// unplaced are the entries whose places were lost, by digest; nil if there are none.
	unplaced map[string]*unplacedText
	added    map[uint64]struct{} // hashes of the names of the added entries, if the index was not empty; guarded by mu
	counted  bool                // the counts are corrected: see countGroup
}

// changed reports whether the index has changed.
func (w *writer) changed() bool {
	return w.writes.Load() > 0 || w.sources.changed
}

// hash returns the hash of a name in this run.
func (w *writer) hash(name string) uint64 { return maphash.String(w.seed, name) }

// isSeen reports whether an entry has come in this run, or a file that is known to hold it.
func (w *writer) isSeen(rec *record.Record) bool {
	if _, ok := w.seen[w.hash(nameOf(rec))]; ok {
		return true
	}
	return w.intake != nil && w.intake.hasPassed(rec.Key())
}

// nameOf returns the name by which an entry is met: its term, or else its ID.
func nameOf(rec *record.Record) string {
	if term := rec.Term(); term != "" {
		return term
	}
	return rec.Article.ID
}

// entryOf returns the entry of an article that was read, and its original.
func (w *writer) entryOf(a ingest.Article) (record.Record, *ingest.Origin, error) {
	a, err := record.Normalized(a)
	if err != nil {
		return record.Record{}, nil, err
	}
	origin := a.Origin
	a.Origin = nil
	rec := record.Record{}
	rec.Source, rec.Article = w.sources.settle(a)
	if rec.Source == 0 && w.intake != nil {
		rec.Source = record.Program
	}
	return rec, origin, nil
}

// items returns the items of articles that are read.
func (w *writer) items(articles iter.Seq2[ingest.Article, error]) iter.Seq2[item, error] {
	return func(yield func(item, error) bool) {
		for a, err := range articles {
			var it item
			if err == nil {
				it.record, it.original, err = w.entryOf(a)
			}
			if !yield(it, err) {
				return
			}
		}
	}
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

// run applies deletions, items and all that follows from them.
func (w *writer) run(ctx context.Context, items iter.Seq2[item, error]) error {
	w.seed = maphash.MakeSeed()
	w.seen, w.claims, w.added = make(map[uint64]struct{}), make(map[uint64]claim), make(map[uint64]struct{})
	w.renewed = make(map[string]struct{})
	if w.intake != nil {
		if err := w.intake.begin(ctx, w); err != nil {
			return err
		}
	}
	for _, step := range []func(context.Context) error{
		w.findUnplaced,
		func(ctx context.Context) error { return w.deleteArticles(ctx, w.o.Delete) },
		func(ctx context.Context) error { return w.write(ctx, items) },
		w.recleanAll,
		w.setBack,
		w.deleteReplaced,
		w.deleteUnplaced,
		w.deleteGone,
		w.settle,
		w.settleTemplates,
		w.settle, // the texts that were cleaned again may be listed with others
	} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}
