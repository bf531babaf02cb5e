package main

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/newsdex/newsdex/cmd/newsdex/internal/terminal"
	"github.com/newsdex/newsdex/index"
)

func originalCommand(s *session) *cobra.Command {
	var path string
	c := &cobra.Command{
		Use:   "original -i INDEX ID",
		Short: "write out what an article of an index was made of",
		Long: `Original writes what an article of an index was made of, byte for byte: the page,
the text or the Markdown file. Of a record of a larger file it is a file of that
form with this record alone: a line of JSON Lines, an array of one object, a header
with one row, a feed of one item, one WARC record; in UTF-8, if the file was in
another charset and is no WARC.

An index keeps it unless it was made with --no-originals.`,
		Example: `newsdex original -i news.idx 2025/musk.html > musk.html
newsdex original -i news.idx 2025/musk.html | newsdex clean --diff -`,
		ValidArgsFunction: noFiles,
		RunE: func(c *cobra.Command, args []string) error {
			switch {
			case path == "":
				return misused(c, "name the index: newsdex original -i INDEX ID")
			case len(args) != 1:
				return misused(c, "give the ID of one article, as newsdex search prints it")
			}
			return original(s.stdout, path, args[0])
		},
	}
	c.Flags().StringVarP(&path, "index", "i", "", "the index: a `FOLDER`")
	suggestFolders(c, "index")
	return c
}

// original writes the original of an article to out. On a terminal it makes control
// characters visible.
func original(out *terminal.Output, path, id string) error {
	x, err := index.Open(path)
	if err != nil {
		return readError(path, err)
	}
	defer x.Close()
	o, err := x.Original(id)
	switch {
	case errors.Is(err, index.ErrNotFound):
		return fmt.Errorf("%w; newsdex search prints the IDs", err)
	case errors.Is(err, index.ErrNoOriginal):
		return fmt.Errorf("%w; read the article again from its source with newsdex index, and without --no-originals", err)
	case err != nil:
		return err
	}
	if out.IsTerminal() {
		for line := range bytes.Lines(o.Data) {
			fmt.Fprintln(out, terminal.Visible(string(bytes.TrimRight(line, "\r\n"))))
		}
		return nil
	}
	_, err = out.Write(o.Data)
	return err
}
