package index

import (
	"context"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/index/scorch/mergeplan"

	"github.com/newsdex/newsdex/index/internal/disk"
	"github.com/newsdex/newsdex/index/internal/segment"
	"github.com/newsdex/newsdex/index/postings"
)

// A search looks each of its words up in every segment, so a new index has few
// segments. Its segments are merged up to maxSegmentArticles, which limits the memory
// and the time of a merge.
const maxSegmentArticles = 500_000

// waitForDisk is the time between two checks whether everything is on disk, and
// maxWaits the number of checks: a minute in all.
const (
	waitForDisk = 10 * time.Millisecond
	maxWaits    = 6000
)

// compact merges the segments of a Bleve index that has no readers yet.
func compact(ctx context.Context, b bleve.Index, async *asyncFailure) error {
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
	plan.SegmentsPerMergeTask = math.MaxInt
	plan.ScoreSegments = func(segments []mergeplan.Segment, _ *mergeplan.MergePlanOptions) float64 {
		return -float64(len(segments)) // all at once, so that nothing is merged twice
	}
	for before, waits := -1, 0; ; {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		// A merge leaves out segments that are only in memory, and unpersisted ones
		// would be lost when the index is closed.
		now, inMemory, err := segmentsOf(b)
		if err != nil {
			return err
		}
		if inMemory || !isPersisted(s) {
			if waits++; waits > maxWaits {
				return nil // a merge is not worth a longer wait
			}
			select {
			case <-ctx.Done():
			case <-async.wait():
				return fmt.Errorf("merge the segments: %w", async.err)
			case <-time.After(waitForDisk):
			}
			continue
		}
		if now <= 1 || now == before {
			return nil
		}
		before = now
		if err := forceMerge(ctx, s, &plan, async); err != nil {
			return fmt.Errorf("merge the segments: %w", err)
		}
	}
}

// forceMerge makes Bleve merge segments by a plan. The heap that nobody uses any more is
// given back first: a merge reads through files, which count as memory too.
func forceMerge(ctx context.Context, s *scorch.Scorch, plan *mergeplan.MergePlanOptions, async *asyncFailure) error {
	debug.FreeOSMemory()
	done := make(chan error, 1)
	go func() { done <- s.ForceMerge(ctx, plan) }()
	select {
	case err := <-done:
		return err
	case <-async.wait():
		return async.err
	}
}

// isPersisted reports whether the last state of an index is on disk.
func isPersisted(s *scorch.Scorch) bool {
	m := s.StatsMap()
	return m["CurRootEpoch"] == m["LastPersistedEpoch"]
}

// segmentsOf returns the number of segments, and whether one of them is not on disk
// yet.
func segmentsOf(b bleve.Index) (n int, inMemory bool, err error) {
	v, err := postings.NewReader(b, postings.NewCache(0))
	if err != nil {
		return 0, false, err
	}
	for _, s := range v.Segments() {
		inMemory = inMemory || s.Path() == ""
	}
	return len(v.Segments()), inMemory, v.Close()
}

// tidy removes the files of segments that are no longer part of a closed Bleve index,
// which merges and deletions leave behind. Bleve removes them in the background, but
// those left when it is closed would be linked into the next generation.
func tidy(store string) error {
	files, err := os.ReadDir(store)
	if err != nil {
		return err
	}
	live, err := liveSegments(store)
	if err != nil {
		return fmt.Errorf("open what was written: %w", err)
	}
	for _, file := range files {
		name := file.Name()
		is := slices.ContainsFunc(live, func(s segment.Live) bool { return s.File == name })
		if filepath.Ext(name) != ".zap" || is || disk.IsDesktop(name, file.Type()) {
			continue
		}
		if err := disk.Remove(filepath.Join(store, name)); err != nil {
			return err
		}
	}
	return nil
}
