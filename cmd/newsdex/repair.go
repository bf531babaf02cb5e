package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/newsdex/newsdex/cmd/newsdex/internal/render"
	"github.com/newsdex/newsdex/cmd/newsdex/internal/terminal"
	"github.com/newsdex/newsdex/index"
)

func repairCommand(s *session) *cobra.Command {
	var path string
	var asJSON bool
	c := &cobra.Command{
		Use:   "repair -i INDEX",
		Short: "save what can be read of a damaged index",
		Long: `Repair makes a damaged index anew from the articles that can still be read from
it. An article that cannot be read is read and cleaned again from its original, if
that is kept and can be found. Repair lists the articles that are lost, and those of
which only the original bytes are. An index that is not damaged stays as it is, and
so does one of which nothing can be read. One that an older newsdex made is refused
where it is not damaged: newsdex rebuild makes it anew. The exit code is 3 where
something is lost, or where an article is saved that may have been deleted before.

What is lost comes back with newsdex index, from the files that it came from.`,
		Example: `newsdex repair -i news.idx
newsdex repair -i news.idx --json`,
		ValidArgsFunction: noFiles,
		RunE: func(c *cobra.Command, args []string) error {
			switch {
			case len(args) > 0:
				return misused(c, "name the index with -i: newsdex repair -i %s", args[0])
			case path == "":
				return misused(c, "name the index: newsdex repair -i INDEX")
			}
			r, err := index.Repair(c.Context(), path, index.Options{})
			switch {
			case errors.Is(err, context.Canceled):
				return interrupted("the index %s is as it was", path)
			case errors.Is(err, index.ErrNoArticles):
				return failed("nothing can be read from %s any more, and it is as it was; make it again from the articles: newsdex index --fresh -o %s ARTICLES", path, path)
			case err != nil:
				return writeError(openError(path, err))
			}
			if len(r.Lost)+len(r.LostOriginals) > 0 || lostArticles(r) != 0 || r.Uncertain > 0 || r.LostTemplates != "" {
				err = errSomeUnread
			}
			if asJSON {
				return cmp.Or(render.JSON(s.stdout, r), err)
			}
			printRepaired(s.stdout, path, r)
			return err
		},
	}
	c.Flags().StringVarP(&path, "index", "i", "", "the index: a `FOLDER`")
	c.Flags().BoolVar(&asJSON, "json", false, "print one JSON object: sound, generation, expected, uncertain, remade, lost, lost_originals, lost_templates, stats")
	suggestFolders(c, "index")
	return c
}

// lostArticles returns the number of lost articles; -1 if it is unknown whether any is
// lost.
func lostArticles(r index.Repaired) int {
	switch {
	case r.Sound:
		return 0
	case r.Expected >= 0:
		return max(0, r.Expected-r.Stats.Articles)
	case len(r.Lost) > 0:
		return len(r.Lost)
	}
	return -1
}

func printRepaired(out *terminal.Output, path string, r index.Repaired) {
	if r.Sound {
		fmt.Fprintf(out, "%s: nothing is damaged: %s\n", terminal.Visible(path), terminal.Amount(r.Expected, "article"))
		return
	}
	for _, l := range r.Lost {
		fmt.Fprintf(out, "lost: %s: %s: %s\n", terminal.Visible(cmp.Or(l.ID, "an article")), terminal.Visible(l.Path), l.Problem)
	}
	for _, l := range r.LostOriginals {
		fmt.Fprintf(out, "lost: the original of %s, which is saved: %s: %s\n", terminal.Visible(l.ID), terminal.Visible(l.Path), l.Problem)
	}
	if r.LostTemplates != "" {
		fmt.Fprintf(out, "lost: the templates of outlets, with what was pinned or refused; they are learned again: %s\n", r.LostTemplates)
	}
	fmt.Fprintf(out, "%s: %s saved in %.1f s", terminal.Visible(path), terminal.Amount(r.Stats.Articles, "article"), r.Stats.Elapsed.Seconds())
	switch n := lostArticles(r); {
	case n < 0:
		fmt.Fprint(out, "; how many it had is not known")
	case n > 0:
		fmt.Fprintf(out, ", %s lost", terminal.Grouped(n))
	}
	if r.Remade > 0 {
		fmt.Fprintf(out, "; %s of them made again from their originals", terminal.Grouped(r.Remade))
	}
	if r.Uncertain > 0 {
		fmt.Fprintf(out, "; %s of them may have been deleted or replaced before", terminal.Grouped(r.Uncertain))
	}
	fmt.Fprintln(out)
}
