package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
)

// subcommands is the table of all subcommands. Each makes its command for one
// run.
var subcommands = []func(*app) *cobra.Command{
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

// An app is one run of the command: what it was given, and where it speaks.
type app struct {
	args   []string
	stdin  io.Reader
	stdout *stdout
	stderr *stderr
	lang   languageFlag // of articles that do not say theirs: --lang

	cleaning cleaning // of articles that are read

	fields  fieldsFlag     // the names of the fields of records
	origins bool           // articles that are read carry what they were made of
	skipped map[string]int // what of the inputs was passed over, by kind

	checkpoint time.Duration // of runs that write an index, for tests; 0 for the default
}

// run is the command: it does what args say and returns the exit code. When ctx
// is done it stops early and leaves everything as it was.
func run(ctx context.Context, args []string, in io.Reader, out, errs io.Writer) int {
	return new(app).run(ctx, args, in, out, errs)
}

func (a *app) run(ctx context.Context, args []string, in io.Reader, out, errs io.Writer) int {
	a.args, a.stdin, a.stdout, a.stderr = args, in, newStdout(out), newStderr(errs)
	root := rootCommand(a)
	root.SetArgs(append([]string{}, args...)) // not nil, which would mean os.Args
	err := root.ExecuteContext(ctx)
	if ferr := a.stdout.Flush(); ferr != nil {
		err = ferr
	}
	return a.exit(err)
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

func rootCommand(a *app) *cobra.Command {
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
		Args:          cobra.ArbitraryArgs, // else cobra words the error
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE: func(c *cobra.Command, args []string) error {
			switch {
			case showVersion:
				return printVersion(a, false)
			case len(args) == 0:
				return misused(c, "give a command: %s", strings.Join(names(c), ", "))
			}
			return unknownCommand(c, args[0])
		},
		PersistentPreRun: func(*cobra.Command, []string) { a.stdout.setColor(color.value) },
	}
	c.CompletionOptions.DisableDefaultCmd = true
	c.SuggestionsMinimumDistance = 2
	c.Flags().BoolVar(&showVersion, "version", false, "print the version, as newsdex version does")
	c.PersistentFlags().Var(&color, "color", "colour results: `WHEN` is auto, always or never; auto is on a terminal, unless NO_COLOR is set")
	suggest(c, "color", colors...)
	c.SetFlagErrorFunc(flagError)
	c.SetHelpFunc(func(c *cobra.Command, _ []string) { printHelp(a.stdout, c) })
	c.SetHelpCommand(helpCommand())
	for _, sub := range subcommands {
		c.AddCommand(sub(a))
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
