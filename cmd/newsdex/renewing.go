package main

import (
	"cmp"
	"context"

	"github.com/spf13/cobra"
)

// renewing completes a command that makes the articles of an index anew from what it
// holds, by do. What that returns is printed, if there is anything.
func (a *app) renewing(c *cobra.Command, do func(ctx context.Context, path string) (*totals, error)) *cobra.Command {
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
		t, err := do(c.Context(), path)
		if t == nil {
			return err
		}
		if asJSON {
			return cmp.Or(a.stdout.json(t), err)
		}
		t.print(a.stdout)
		return err
	}
	c.Flags().SortFlags = false
	c.Flags().StringVarP(&path, "index", "i", "", "the index: a `FOLDER`")
	a.languageFlagOf(c)
	a.cleaningFlagsOf(c)
	c.Flags().BoolVar(&asJSON, "json", false, "print the totals as one JSON object")
	suggestFolders(c, "index")
	return c
}
