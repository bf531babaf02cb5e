package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/newsdex/newsdex/cmd/newsdex/internal/terminal"
)

// helpWidth is the width of the flags' help in columns; prose is wrapped in the source.
const helpWidth = 80

// printHelp writes the help of c: usage, prose, examples, flags.
func printHelp(out *terminal.Output, c *cobra.Command) {
	bold := out.Style.Bold
	use := c.CommandPath()
	if _, rest, ok := strings.Cut(c.Use, " "); ok {
		use += " " + rest
	}
	fmt.Fprintf(out, "%s %s\n\n%s\n", bold("Usage:"), use, c.Long)
	if c.Example != "" {
		fmt.Fprintf(out, "\n%s\n%s\n", bold("Examples:"), indented(c.Example))
	}
	if c.HasAvailableSubCommands() {
		fmt.Fprintf(out, "\n%s\n", bold("Commands:"))
		for _, sub := range c.Commands() {
			if sub.IsAvailableCommand() {
				fmt.Fprintf(out, "  %-12s %s\n", sub.Name(), sub.Short)
			}
		}
	}
	flags := pflag.NewFlagSet(c.Name(), pflag.ContinueOnError)
	flags.SortFlags = false
	flags.AddFlagSet(c.LocalFlags())
	flags.AddFlagSet(c.InheritedFlags())
	fmt.Fprintf(out, "\n%s\n%s", bold("Flags:"), flags.FlagUsagesWrapped(helpWidth))
	if !c.HasParent() {
		fmt.Fprintf(out, "\n%s\n%s\n", bold("Exit codes:"), indented(helpExitCodes))
		fmt.Fprintf(out, "\n“newsdex help COMMAND” says more about a command.\n")
	}
}

func indented(s string) string { return "  " + strings.ReplaceAll(s, "\n", "\n  ") }

func helpCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND]",
		Short: "say how a command is used",
		Long:  "Help says how a command is used, or newsdex as a whole.",
		ValidArgsFunction: func(c *cobra.Command, args []string, prefix string) ([]string, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return names(c.Root()), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(c *cobra.Command, args []string) error {
			root := c.Root()
			about := root
			if len(args) > 1 {
				return misused(c, "help is about one command at a time")
			}
			if len(args) == 1 {
				var err error
				if about, _, err = root.Find(args); err != nil || about == root {
					return unknownCommand(root, args[0])
				}
			}
			about.InitDefaultHelpFlag()
			return about.Help()
		},
	}
}
