package index

import (
	"context"
	"fmt"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/index/scorch/mergeplan"
)

// A search asks each segment for each of its words; a new index has few segments,
// so that this is quick. Its segments are merged up to maxSegmentArticles, which
// bounds the memory and the time of a merge.
const maxSegmentArticles = 500_000

// compact merges the segments of a Bleve index that nobody reads yet.
func compact(ctx context.Context, b bleve.Index, async <-chan error) error {
	adv, err := b.Advanced()
	if err != nil {
		return err
	}
	s, ok := adv.(*scorch.Scorch)
	if !ok {
		return fmt.Errorf("the index is a %T and not scorch's", adv)
	}
	plan := mergeplan.SingleSegmentMergePlanOptions
	plan.MaxSegmentSize = maxSegmentArticles
	for before := -1; ; {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		// What is still in memory only is left out of a merge.
		now, inMemory, err := segmentsOf(b)
		if err != nil || now <= 1 || now == before && !inMemory {
			return err
		}
		if inMemory {
			select {
			case <-ctx.Done():
			case err := <-async:
				return fmt.Errorf("merge the segments: %w", err)
			case <-time.After(10 * time.Millisecond):
			}
			continue
		}
		before = now
		done := make(chan error, 1)
		go func() { done <- s.ForceMerge(ctx, &plan) }()
		select {
		case err := <-done:
			if err != nil {
				return fmt.Errorf("merge the segments: %w", err)
			}
		case err := <-async:
			return fmt.Errorf("merge the segments: %w", err)
		}
	}
}

// segmentsOf returns the number of segments, and whether one is not on disk yet.
func segmentsOf(b bleve.Index) (n int, inMemory bool, err error) {
	v, err := newView(b, newCache(0))
	if err != nil {
		return 0, false, err
	}
	for _, s := range v.segments {
		if _, onDisk := s.seg.(interface{ Path() string }); !onDisk {
			inMemory = true
		}
	}
	return len(v.segments), inMemory, v.close()
}

// tidy opens and closes a Bleve index: files that merges have left go with that.
func tidy(store string, async asyncWatch) error {
	b, err := bleve.OpenUsing(store, async.config())
	if err != nil {
		return fmt.Errorf("open what was written: %w", err)
	}
	return b.Close()
}
