package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/newsdex/newsdex/cmd/newsdex/internal/render"
	"github.com/newsdex/newsdex/cmd/newsdex/internal/terminal"
	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/query"
)

// A deleteJob is one run of newsdex delete.
type deleteJob struct {
	path, query string
	ids         []string
	yes         bool
}

func deleteCommand(s *session) *cobra.Command {
	var job deleteJob
	var asJSON bool
	c := &cobra.Command{
		Use:   "delete -i INDEX QUERY",
		Short: "delete the articles of an index that match a query",
		Long: `Delete says which articles of an index match QUERY, and with --yes deletes them, all
of them, copies among them. With --id it is those with the given IDs.

The query is that of newsdex search: of several words one is enough. One that is not
well formed is refused here. Articles whose sources are still there come back when
these are read again.`,
		Example: `newsdex delete -i news.idx 'outlet:"Unblock Media" before:2020'
newsdex delete -i news.idx --yes 'outlet:"Unblock Media" before:2020'
newsdex delete -i news.idx --yes --id musk.txt --id altman.txt`,
		ValidArgsFunction: noFiles,
		RunE: func(c *cobra.Command, args []string) error {
			job.query = strings.ToValidUTF8(strings.Join(args, " "), "\uFFFD")
			switch {
			case job.path == "":
				return misused(c, "name the index: newsdex delete -i INDEX QUERY")
			case job.query == "" && len(job.ids) == 0:
				return misused(c, "say what to delete: a query, or --id and the ID of an article, as newsdex search prints it")
			case job.query != "" && len(job.ids) > 0:
				return misused(c, "give a query or --id, not both")
			}
			d, err := job.run(c.Context(), s.stderr)
			if d == nil {
				return err
			}
			if asJSON {
				return errors.Join(render.JSON(s.stdout, d), err)
			}
			d.print(s.stdout)
			return err
		},
	}
	c.Flags().SortFlags = false
	c.Flags().StringVarP(&job.path, "index", "i", "", "the index: a `FOLDER`")
	c.Flags().StringArrayVar(&job.ids, "id", nil, "delete the article with that `ID`; may be repeated")
	c.Flags().BoolVarP(&job.yes, "yes", "y", false, "delete them; without it they are named only")
	c.Flags().BoolVar(&asJSON, "json", false, "print one JSON object: matched, deleted, articles (that the index holds then), and the first, each with id and title")
	suggestFolders(c, "index")
	return c
}

// A deleted is the output of newsdex delete.
type deleted struct {
	Matched  int            `json:"matched"`
	Deleted  int            `json:"deleted"`
	Articles int            `json:"articles"` // in the index, now
	First    []deletedTitle `json:"first"`

	more int // number of articles beyond First
}

type deletedTitle struct {
	ID    string `json:"id"`
	Title string `json:"title"`
}

// namedDeleted is the limit of deleted articles that are named.
const namedDeleted = 10

// run runs the command. It may return a result together with an error.
func (job deleteJob) run(ctx context.Context, m *terminal.Messages) (*deleted, error) {
	x, err := index.Open(job.path)
	if err != nil {
		return nil, readError(job.path, err)
	}
	defer x.Close()
	s, err := x.Snapshot()
	if err != nil {
		return nil, err
	}
	defer s.Close()
	ids, err := job.toDelete(ctx, m, x, s)
	if err != nil {
		return nil, err
	}
	d := &deleted{Matched: len(ids), Articles: s.Count(), First: []deletedTitle{}, more: max(len(ids)-namedDeleted, 0)}
	for _, id := range ids[:len(ids)-d.more] {
		art, err := x.Get(id)
		if err != nil {
			return nil, err
		}
		d.First = append(d.First, deletedTitle{id, art.Title})
	}
	if !job.yes || len(ids) == 0 {
		return d, nil
	}
	stats, err := x.Delete(ctx, ids...)
	switch {
	case errors.Is(err, context.Canceled):
		return nil, interrupted("the index %s is as it was", job.path)
	case err != nil:
		return nil, writeError(err)
	}
	d.Deleted, d.Articles = stats.Deleted, stats.Articles
	return d, nil
}

// toDelete returns the IDs of the articles to delete.
func (job deleteJob) toDelete(ctx context.Context, m *terminal.Messages, x *index.Index, s *index.Snapshot) ([]string, error) {
	if job.query == "" {
		for _, id := range job.ids {
			if _, err := x.Get(id); err != nil {
				return nil, fmt.Errorf("%w; newsdex search prints the IDs", err)
			}
		}
		slices.Sort(job.ids)
		return slices.Compact(job.ids), nil
	}
	q, notices, err := query.Interpret(job.query)
	if syntax := (*query.SyntaxError)(nil); errors.As(err, &syntax) {
		render.SyntaxError(m, job.query, syntax)
		return nil, &failure{code: exitUsage}
	} else if err != nil {
		return nil, err
	}
	if len(notices) > 0 {
		render.Notices(m, job.query, notices)
		return nil, &failure{exitUsage, "nothing is deleted: the query is not well formed"}
	}
	return query.IDs(ctx, s, q)
}

func (d *deleted) print(out *terminal.Output) {
	for _, t := range d.First {
		fmt.Fprintf(out, "%s  %s\n", terminal.Visible(t.ID), terminal.Visible(t.Title))
	}
	if d.more > 0 {
		fmt.Fprintf(out, "and %s more\n", terminal.Grouped(d.more))
	}
	switch {
	case d.Matched == 0:
		fmt.Fprintln(out, "no article matches")
	case d.Deleted == 0:
		fmt.Fprintf(out, "%s of %s would be deleted; add --yes to do it\n", terminal.Amount(d.Matched, "article"), terminal.Grouped(d.Articles))
	default:
		fmt.Fprintf(out, "deleted %s; the index holds %s\n", terminal.Amount(d.Deleted, "article"), terminal.Grouped(d.Articles))
	}
}
