package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

// subcommands is the table of all subcommands. Each function makes its command for one
// run.
var subcommands = []func(*session) *cobra.Command{
	searchCommand,
	indexCommand,
	cleanCommand,
	recleanCommand,
	deleteCommand,
	restoreCommand,
	originalCommand,
	templatesCommand,
	tokensCommand,
	statusCommand,
	verifyCommand,
	repairCommand,
	rebuildCommand,
	evalCommand,
	versionCommand,
	completionCommand,
}

const helpRoot = `Newsdex turns a folder of scraped news articles into a clean, ranked search.

It takes out what is not the article (share bars, comments, navigation, promos,
repeated headlines), and says of each such line which rule took it and why. It
finds “nonprofit” where an article says “non-profit”, and “$97.4bn” where it says
“$97.4 billion”.

Articles are text, Markdown, HTML, feeds, JSON, JSON Lines, CSV and WARC, packed or
not (.gz, .zst, .bz2, .zip, .tar). Wherever a
command takes them, it takes files, folders with all below them, quoted patterns
such as 'news/*.txt', and - for standard input.`

func rootCommand(s *session) *cobra.Command {
	var showVersion bool
	color := colorFlag{value: "auto"}
	c := &cobra.Command{
		Use:   "newsdex COMMAND",
		Short: "clean, index and search scraped news",
		Long:  helpRoot,
		Example: `newsdex search -i articles/ 'musk bid for openai'
newsdex index -o news.idx articles/ more.jsonl.gz
newsdex search -i news.idx '"no thank you" outlet:"Unblock Media" after:2025-02-01'
newsdex clean articles/one.txt`,
		Args:          cobra.ArbitraryArgs, // otherwise cobra words the error
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE: func(c *cobra.Command, args []string) error {
			switch {
			case showVersion:
				return printVersion(s.stdout, false)
			case len(args) == 0:
				return misused(c, "give a command: %s", strings.Join(names(c), ", "))
			}
			return unknownCommand(c, args[0])
		},
		PersistentPreRun: func(*cobra.Command, []string) { s.stdout.SetColor(color.value) },
	}
	c.CompletionOptions.DisableDefaultCmd = true
	c.SuggestionsMinimumDistance = 2
	c.Flags().BoolVar(&showVersion, "version", false, "print the version, as newsdex version does")
	c.PersistentFlags().Var(&color, "color", "colour results: `WHEN` is auto, always or never; auto is on a terminal, unless NO_COLOR is set")
	suggest(c, "color", colors...)
	c.SetFlagErrorFunc(flagError)
	c.SetHelpFunc(func(c *cobra.Command, _ []string) { printHelp(s.stdout, c) })
	c.SetHelpCommand(helpCommand())
	for _, sub := range subcommands {
		c.AddCommand(sub(s))
	}
	return c
}

// names returns the names of c's subcommands.
func names(c *cobra.Command) []string {
	var all []string
	for _, sub := range c.Commands() {
		if sub.IsAvailableCommand() {
			all = append(all, sub.Name())
		}
	}
	return all
}

func unknownCommand(root *cobra.Command, name string) error {
	if near := root.SuggestionsFor(name); len(near) > 0 {
		return misused(root, "there is no command %q (did you mean %s?)", name, strings.Join(near, " or "))
	}
	return misused(root, "there is no command %q", name)
}

// colors are the values of --color.
var colors = []string{"auto", "always", "never"}

// A colorFlag is the value of --color.
type colorFlag struct{ value string }

func (f *colorFlag) String() string { return f.value }
func (f *colorFlag) Type() string   { return strings.Join(colors, ", ") }

func (f *colorFlag) Set(s string) error {
	if !slices.Contains(colors, s) {
		return fmt.Errorf("%q is none of %s", s, f.Type())
	}
	f.value = s
	return nil
}
