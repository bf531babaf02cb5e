package main

import (
	"cmp"
	"context"

	"github.com/spf13/cobra"

	"github.com/newsdex/newsdex/cmd/newsdex/internal/render"
)

// renewing completes a command that renews the articles of an index from its contents
// by the function do, and prints the result of do, if there is one.
func renewing(s *session, r *articleReader, c *cobra.Command, do func(ctx context.Context, s *session, r *articleReader, path string) (*render.Totals, error)) *cobra.Command {
	var path string
	var asJSON bool
	c.ValidArgsFunction = noFiles
	c.RunE = func(c *cobra.Command, args []string) error {
		switch {
		case len(args) > 0:
			return misused(c, "name the index with -i: %s -i %s", c.CommandPath(), args[0])
		case path == "":
			return misused(c, "name the index: %s -i INDEX", c.CommandPath())
		}
		t, err := do(c.Context(), s, r, path)
		if t == nil {
			return err
		}
		if asJSON {
			return cmp.Or(render.JSON(s.stdout, t), err)
		}
		t.Print(s.stdout)
		return err
	}
	c.Flags().SortFlags = false
	c.Flags().StringVarP(&path, "index", "i", "", "the index: a `FOLDER`")
	r.languageFlag(c)
	r.cleaningFlags(c)
	c.Flags().BoolVar(&asJSON, "json", false, "print the totals as one JSON object")
	suggestFolders(c, "index")
	return c
}
