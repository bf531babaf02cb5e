package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
)

// shells is the table of shells that completions are made for.
var shells = []struct {
	name  string
	write func(root *cobra.Command, w io.Writer) error
}{
	{"bash", func(root *cobra.Command, w io.Writer) error { return root.GenBashCompletionV2(w, true) }},
	{"zsh", func(root *cobra.Command, w io.Writer) error { return root.GenZshCompletion(w) }},
	{"fish", func(root *cobra.Command, w io.Writer) error { return root.GenFishCompletion(w, true) }},
}

func completionCommand(a *app) *cobra.Command {
	var names []string
	for _, s := range shells {
		names = append(names, s.name)
	}
	return &cobra.Command{
		Use:   "completion SHELL",
		Short: "print the completions for bash, zsh or fish",
		Long: `Completion prints the script by which a shell completes newsdex commands, flags
and the folders that flags name. SHELL is ` + strings.Join(names, ", ") + `.`,
		Example: `source <(newsdex completion bash)                  # this bash; put it into ~/.bashrc
newsdex completion zsh >"${fpath[1]}/_newsdex"     # every new zsh
newsdex completion fish >~/.config/fish/completions/newsdex.fish`,
		ValidArgs: names,
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) != 1 {
				return misused(c, "give one shell: %s", strings.Join(names, ", "))
			}
			for _, s := range shells {
				if s.name == args[0] {
					return s.write(c.Root(), a.stdout)
				}
			}
			return misused(c, "there are no completions for %s, only for %s", fmt.Sprintf("%q", args[0]), strings.Join(names, ", "))
		},
	}
}
