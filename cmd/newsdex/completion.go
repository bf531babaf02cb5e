package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
)

// shells is the table of shells with completion.
var shells = []struct {
	name  string
	write func(root *cobra.Command, w io.Writer) error
}{
	{"bash", func(_ *cobra.Command, w io.Writer) error { _, err := io.WriteString(w, bashCompletion); return err }},
	{"zsh", func(root *cobra.Command, w io.Writer) error { return root.GenZshCompletion(w) }},
	{"fish", func(root *cobra.Command, w io.Writer) error { return root.GenFishCompletion(w, true) }},
}

// bashCompletion asks newsdex for completions, like the scripts of cobra, but works in
// a plain bash: cobra's script fails if the package bash-completion is not loaded. The
// last line of the answer is a colon and a sum of cobra.ShellCompDirective: 16 asks for
// folders, 4 for no files.
const bashCompletion = `# bash completion for newsdex
_newsdex() {
    local cur=${COMP_WORDS[COMP_CWORD]} answer directive
    answer=$("${COMP_WORDS[0]}" __completeNoDesc "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null) || return
    directive=${answer##*:}
    local IFS=$'\n'
    if ((directive & 16)); then
        compopt -o filenames
        COMPREPLY=($(compgen -d -- "$cur"))
        return
    fi
    COMPREPLY=($(compgen -W "${answer%:*}" -- "$cur"))
    if ((${#COMPREPLY[@]} == 0 && !(directive & 4))); then
        compopt -o filenames
        COMPREPLY=($(compgen -f -- "$cur"))
    fi
}
complete -F _newsdex newsdex
`

func completionCommand(s *session) *cobra.Command {
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
			for _, shell := range shells {
				if shell.name == args[0] {
					return shell.write(c.Root(), s.stdout)
				}
			}
			return misused(c, "there are no completions for %s, only for %s", fmt.Sprintf("%q", args[0]), strings.Join(names, ", "))
		},
	}
}
