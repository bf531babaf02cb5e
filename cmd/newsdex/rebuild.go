package main

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"github.com/newsdex/newsdex/cmd/newsdex/internal/render"
	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/ingest"
)

func rebuildCommand(s *session) *cobra.Command {
	r := newArticleReader(s)
	return renewing(s, r, &cobra.Command{
		Use:   "rebuild -i INDEX",
		Short: "make an index anew from the articles in it",
		Long: `Rebuild analyses the articles of an index anew and makes a new index of them in its
place: what an index wants that was made by a newsdex with another analysis or an
older format, which this one refuses to search. The files that the articles came from
are not needed; what they were made of, the templates of outlets, and what was pinned
or refused of these stay.
Where they were cleaned by other rules than those of this newsdex, they are cleaned
again too, as newsdex reclean does it.

Readers see the old index until the new one is complete. When the run fails or is
interrupted, the old index stays as it was.`,
		Example: `newsdex rebuild -i news.idx`,
	}, rebuild)
}

// rebuild rebuilds the index at path. The totals are nil if there is no result.
func rebuild(ctx context.Context, s *session, r *articleReader, path string) (*render.Totals, error) {
	run := resume(s)
	stats, err := index.Rebuild(ctx, path, index.Options{Resume: run.name, Checkpoint: run.checkpoint, OnResume: run.onResume})
	switch {
	case errors.Is(err, context.Canceled):
		return nil, interrupted("the index %s is as it was", path)
	case err != nil:
		return nil, writeError(openError(path, err))
	}
	old, err := cleanedBefore(path)
	switch {
	case err != nil:
		return nil, err
	case old:
		return reclean(ctx, s, r, path)
	}
	return render.NewTotals(path, index.IngestStats{Stats: stats}, nil), nil
}

// cleanedBefore reports whether articles of an index were cleaned by another version of
// cleaning.
func cleanedBefore(path string) (bool, error) {
	x, err := index.Open(path)
	if err != nil {
		return false, err
	}
	defer x.Close()
	s, err := x.Snapshot()
	if err != nil {
		return false, err
	}
	defer s.Close()
	return s.Manifest().Fingerprints.Cleaning != ingest.CleaningVersion, nil
}
