package main

import (
	"context"
	"errors"
	"iter"

	"github.com/spf13/cobra"

	"github.com/newsdex/newsdex/cmd/newsdex/internal/render"
	"github.com/newsdex/newsdex/cmd/newsdex/internal/terminal"
	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/ingest"
)

func recleanCommand(s *session) *cobra.Command {
	r := newArticleReader(s)
	return renewing(s, r, &cobra.Command{
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
	}, reclean)
}

// reclean cleans the articles of the index at path again. The totals are nil if there
// is no result.
func reclean(ctx context.Context, s *session, r *articleReader, path string) (*render.Totals, error) {
	x, err := index.Open(path)
	if err != nil {
		return nil, readError(path, err)
	}
	defer x.Close()
	bad := newProblems(s.stderr)
	line := terminal.StartProgress(ctx, s.stderr, "cleaned", nil)
	o := index.IngestOptions{Read: r.options(), OnError: bad.tell}
	o.Watch = func(articles iter.Seq2[ingest.Article, error]) iter.Seq2[ingest.Article, error] {
		return watch(line, articles)
	}
	resume(s).of(&o)
	stats, err := x.Reclean(ctx, o)
	line.Stop()
	bad.sum()
	switch {
	case errors.Is(err, context.Canceled):
		return nil, interrupted("the index %s is as it was", path)
	case err != nil:
		return nil, writeError(err)
	}
	t := render.NewTotals(path, stats, nil)
	if bad.n > 0 {
		return t, errSomeUnread
	}
	return t, nil
}
