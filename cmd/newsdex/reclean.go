package main

import (
	"context"
	"errors"
	"fmt"
	"iter"

	"github.com/spf13/cobra"

	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/ingest"
)

func recleanCommand(a *app) *cobra.Command {
	return a.renewing(&cobra.Command{
		Use:   "reclean -i INDEX",
		Short: "clean the articles of an index anew, without their sources",
		Long: `Reclean makes the articles of an index again of what they were made of and cleans
them: by the rules of this newsdex, and those of the flags. The files that they came
from are not needed: the index holds them, unless it was made with --no-originals.
Then, and where that cannot be read, everything that was taken out of an article is
put back, and its text is cleaned again. Articles that come out as they were stay as
they are; the others are replaced. What newsdex restore put back is put back again.

Readers see the old index until the new one is complete. When the run fails or is
interrupted, the old index stays as it was.`,
		Example: `newsdex reclean -i news.idx
newsdex reclean -i news.idx --level careful
newsdex reclean -i news.idx --templates news.templates`,
	}, a.reclean)
}

// reclean does it. The totals are nil when nothing came of it.
func (a *app) reclean(ctx context.Context, path string) (*totals, error) {
	x, err := index.Open(path)
	if err != nil {
		return nil, readError(path, err)
	}
	defer x.Close()
	s, err := x.Snapshot()
	if err != nil {
		return nil, err
	}
	defer s.Close()
	if err := a.useTemplates(x); err != nil {
		return nil, err
	}
	var report ingest.Report
	bad := a.problems()
	line := a.progress(ctx, "cleaned", nil)
	articles := line.watch(report.Watch(ingest.Read(ctx, storedSource{s, bad}, a.ingestOptions())))
	o := index.Options{OnError: bad.tell, KeepOriginals: true}
	a.resume(&o)
	stats, err := x.Update(ctx, articles, o)
	line.stop()
	bad.sum()
	switch {
	case errors.Is(err, context.Canceled):
		return nil, interrupted("the index %s is as it was", path)
	case err != nil:
		return nil, writeError(err)
	}
	t := newTotals(path, stats, report, nil)
	if bad.n > 0 {
		return t, errSomeUnread
	}
	return t, nil
}

// A storedSource yields the articles of a snapshot as they were before they were
// cleaned, made again of their originals. Of what is wrong with one of these bad is
// told.
type storedSource struct {
	*index.Snapshot
	bad *problems
}

func (s storedSource) Articles(ctx context.Context) iter.Seq2[ingest.Article, error] {
	return func(yield func(ingest.Article, error) bool) {
		for art, err := range s.WithOriginals(ctx) {
			if err == nil {
				again, err := ingest.Again(ctx, art)
				if err != nil && ctx.Err() == nil {
					s.bad.tell(fmt.Errorf("%s: %w; its text was cleaned as it was read then", art.ID, err))
				}
				again.Origin = nil // it stays
				art = again
			}
			if !yield(art, err) {
				return
			}
		}
	}
}
