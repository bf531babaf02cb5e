package main

import (
	"context"
	"errors"

	"github.com/newsdex/newsdex/cmd/newsdex/internal/terminal"
	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/ingest"
)

// useTemplates sets the templates of the index x for cleaning, unless --templates names
// others.
func (r *articleReader) useTemplates(x *index.Index) error {
	if r.cleaning.templates != "" {
		return nil
	}
	var err error
	r.cleaning.known, err = x.Templates()
	return err
}

// ofIndex lists the templates of an index. Before that it saves the user's decisions
// about lines, and the articles that contain these lines are cleaned again.
func (job templatesJob) ofIndex(ctx context.Context, s *session, r *articleReader) error {
	x, err := index.Open(job.index)
	if err != nil {
		return readError(job.index, err)
	}
	defer x.Close()
	known, err := x.Templates()
	if err != nil {
		return err
	}
	changed, err := job.decide(known)
	if err != nil {
		return err
	}
	if changed {
		none := func(func(ingest.Article, error) bool) {}
		stats, err := x.Update(ctx, none, index.Options{Templates: known, Clean: r.options()})
		switch {
		case errors.Is(err, context.Canceled):
			return interrupted("the index %s is as it was", job.index)
		case err != nil:
			return writeError(err)
		}
		s.stderr.Say("%s cleaned again", terminal.Amount(stats.Recleaned, "article"))
	}
	return job.print(s, known)
}
