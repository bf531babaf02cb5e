package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/newsdex/newsdex/cmd/newsdex/internal/render"
	"github.com/newsdex/newsdex/cmd/newsdex/internal/terminal"
	"github.com/newsdex/newsdex/index"
	"github.com/newsdex/newsdex/ingest"
)

// A restoreJob is one run of newsdex restore.
type restoreJob struct {
	path, id string
	rule     string // "" is any
	line     int    // 0 is any
	undo     bool
}

func restoreCommand(s *session) *cobra.Command {
	r := newArticleReader(s)
	var job restoreJob
	var asJSON bool
	c := &cobra.Command{
		Use:   "restore -i INDEX ID",
		Short: "put text back into an article that cleaning took out",
		Long: `Restore puts what cleaning took out of an article of an index back into its place:
all of it, or what one rule or one line has lost. newsdex original -i INDEX ID piped
into newsdex clean - names the rules, and the lines.

What was put back stays: when the article is read or cleaned again it is put back
again. With --undo that ends, and the article is cleaned as all others.`,
		Example: `newsdex restore -i news.idx musk.txt
newsdex restore -i news.idx musk.txt --rule call-to-action
newsdex restore -i news.idx musk.txt --undo`,
		ValidArgsFunction: noFiles,
		RunE: func(c *cobra.Command, args []string) error {
			switch {
			case job.path == "":
				return misused(c, "name the index: newsdex restore -i INDEX ID")
			case len(args) != 1:
				return misused(c, "give the ID of one article, as newsdex search prints it")
			case job.line < 0:
				return misused(c, "--line wants the number of a line, from 1")
			case job.undo && (job.rule != "" || job.line > 0):
				return misused(c, "--undo is for all that was put back; leave out --rule and --line")
			}
			job.id = args[0]
			back, err := job.run(c.Context(), r)
			if err != nil {
				return err
			}
			if asJSON {
				return render.JSON(s.stdout, back)
			}
			back.print(s.stdout)
			return nil
		},
	}
	c.Flags().SortFlags = false
	c.Flags().StringVarP(&job.path, "index", "i", "", "the index: a `FOLDER`")
	c.Flags().StringVar(&job.rule, "rule", "", "put back what the rule of that `NAME` took out")
	c.Flags().IntVar(&job.line, "line", 0, "put back what was taken out of line `N` of the article's text as it was found")
	c.Flags().BoolVar(&job.undo, "undo", false, "take out again what was put back")
	r.languageFlag(c)
	r.cleaningFlags(c)
	c.Flags().BoolVar(&asJSON, "json", false, "print one JSON object: id, restored, each with rule, line and text")
	suggestFolders(c, "index")
	return c
}

// A restored is the output of newsdex restore.
type restored struct {
	ID       string    `json:"id"`
	Restored []putBack `json:"restored"` // restored text, by this run and earlier ones
}

type putBack struct {
	Rule string `json:"rule"`
	Line int    `json:"line"`
	Text string `json:"text"`
}

// run runs the command.
func (job restoreJob) run(ctx context.Context, r *articleReader) (*restored, error) {
	x, err := index.Open(job.path)
	if err != nil {
		return nil, readError(job.path, err)
	}
	defer x.Close()
	art, err := x.Get(job.id)
	if err != nil {
		return nil, fmt.Errorf("%w; newsdex search prints the IDs", err)
	}
	if err := r.useTemplates(x); err != nil {
		return nil, err
	}
	if job.undo {
		if art, err = cleanAgain(r, art); err != nil {
			return nil, err
		}
	} else {
		n := 0
		art, n = art.Restore(func(was ingest.Removal) bool {
			return (job.rule == "" || was.Rule == job.rule) && (job.line == 0 || was.Line == job.line)
		})
		if n == 0 {
			return nil, failed("nothing like that was taken out of %s: see newsdex clean, which names what goes and the rules", job.id)
		}
	}
	_, err = x.Put(ctx, art)
	switch {
	case errors.Is(err, context.Canceled):
		return nil, interrupted("the index %s is as it was", job.path)
	case err != nil:
		return nil, writeError(err)
	}
	back := &restored{ID: art.ID, Restored: []putBack{}}
	for _, p := range art.Restored {
		back.Restored = append(back.Restored, putBack{p.Rule, p.Line, p.Text})
	}
	return back, nil
}

// cleanAgain cleans a stored article without its restored text.
func cleanAgain(r *articleReader, art ingest.Article) (ingest.Article, error) {
	if len(art.Restored) == 0 {
		return art, failed("nothing was put back into %s", art.ID)
	}
	art.Restored = nil
	cleaned, err := ingest.Clean(art.Raw(), r.options())
	cleaned.Restored = []ingest.Removal{} // so that the index's list is not taken over
	return cleaned, err
}

func (r *restored) print(out *terminal.Output) {
	if len(r.Restored) == 0 {
		fmt.Fprintf(out, "%s: nothing is put back any more\n", terminal.Visible(r.ID))
		return
	}
	fmt.Fprintf(out, "%s: %s put back\n", terminal.Visible(r.ID), terminal.Amount(len(r.Restored), "piece"))
	for _, p := range r.Restored {
		fmt.Fprintf(out, "  line %d, %s: %s\n", p.Line, terminal.Visible(p.Rule), terminal.Visible(p.Text))
	}
}
