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

func verifyCommand(s *session) *cobra.Command {
	var path string
	var asJSON bool
	c := &cobra.Command{
		Use:   "verify -i INDEX",
		Short: "look whether an index is what was written",
		Long: `Verify compares every file of an index with its checksum, and analyses the stored
articles again to see whether the words, dates, names and totals of the index are
theirs. It names all that is wrong, changes nothing, and may run while the index is
searched and written. It takes about as long as making the index.

Searches check what they read of the index too, before they answer, and end with an
error where it is not what was written; what they do not read may be damaged without
their knowing. newsdex repair saves what can be read of a damaged index.`,
		Example: `newsdex verify -i news.idx
newsdex verify -i news.idx --json`,
		ValidArgsFunction: noFiles,
		RunE: func(c *cobra.Command, args []string) error {
			switch {
			case len(args) > 0:
				return misused(c, "name the index with -i: newsdex verify -i %s", args[0])
			case path == "":
				return misused(c, "name the index: newsdex verify -i INDEX")
			}
			v, err := index.Verify(c.Context(), path)
			switch {
			case errors.Is(err, context.Canceled):
				return interrupted("the index %s was not looked at to the end", path)
			case err != nil:
				return readError(path, err)
			}
			if len(v.Problems) > 0 {
				err = failed("the index %s is damaged; save what can be read with: newsdex repair -i %s", path, path)
			}
			if asJSON {
				return cmp.Or(render.JSON(s.stdout, v), err)
			}
			printVerification(s.stdout, path, v)
			return err
		},
	}
	c.Flags().StringVarP(&path, "index", "i", "", "the index: a `FOLDER`")
	c.Flags().BoolVar(&asJSON, "json", false, "print one JSON object: generation, files, bytes, articles, terms, postings, problems")
	suggestFolders(c, "index")
	return c
}

func printVerification(out *terminal.Output, path string, v index.Verification) {
	for _, p := range v.Problems {
		fmt.Fprintln(out, terminal.Visible(p.String()))
	}
	if len(v.Problems) == 0 {
		fmt.Fprintf(out, "%s: all is well: %s of %s, %s with %s of %s\n", terminal.Visible(path), terminal.Amount(v.Files, "file"), terminal.Size(v.Bytes),
			terminal.Amount(v.Articles, "article"), terminal.Amount(int(v.Postings), "posting"), terminal.Amount(int(v.Terms), "term"))
	}
}
