package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"github.com/newsdex/newsdex/cmd/newsdex/internal/render"
	"github.com/newsdex/newsdex/cmd/newsdex/internal/terminal"
	"github.com/newsdex/newsdex/index"
)

func versionCommand(s *session) *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "version",
		Short: "print the versions of newsdex, Go and Bleve",
		Long: `Version prints the version of newsdex, of the index format that it writes, and of
the Go and the Bleve that it was built with.`,
		ValidArgsFunction: noFiles,
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) > 0 {
				return misused(c, "version takes no arguments")
			}
			return printVersion(s.stdout, asJSON)
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print one JSON object: version, format, go, bleve")
	return c
}

// versions are the output of newsdex version.
type versions struct {
	Newsdex string `json:"version"`
	Format  int    `json:"format"`
	Go      string `json:"go"`
	Bleve   string `json:"bleve"`
}

func printVersion(out *terminal.Output, asJSON bool) error {
	v := versions{index.Version(), index.Format, runtime.Version(), dependency("github.com/blevesearch/bleve/v2")}
	if asJSON {
		return render.JSON(out, v)
	}
	_, err := fmt.Fprintf(out, "newsdex %s (index format %d, %s, Bleve %s)\n", v.Newsdex, v.Format, v.Go, v.Bleve)
	return err
}

// dependency returns the version of a module in this program.
func dependency(path string) string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	for _, d := range info.Deps {
		if d.Path == path {
			if d.Replace != nil {
				d = d.Replace
			}
			return d.Version
		}
	}
	return "unknown"
}
