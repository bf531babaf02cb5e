package main

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/spf13/pflag"

	"github.com/newsdex/newsdex/cmd/newsdex/internal/terminal"
)

// TestSubcommands checks every row of the table: a file with its name, help with prose
// and examples, explained flags, checked arguments, and a command line that does not
// panic.
func TestSubcommands(t *testing.T) {
	root := rootCommand(&session{})
	if len(root.Commands()) < len(subcommands) {
		t.Fatalf("%d commands of %d rows", len(root.Commands()), len(subcommands))
	}
	for _, c := range root.Commands() {
		t.Run(c.Name(), func(t *testing.T) {
			if _, err := os.Stat(c.Name() + ".go"); err != nil {
				t.Error(err)
			}
			if c.Short == "" || strings.HasSuffix(c.Short, ".") || strings.ToLower(c.Short[:1]) != c.Short[:1] {
				t.Errorf("Short is %q", c.Short)
			}
			if c.Name() != "help" && c.Name() != "version" && !strings.Contains(c.Example, "newsdex "+c.Name()) {
				t.Errorf("its examples do not call it: %s", c.Example)
			}
			for line := range strings.Lines(c.Long) {
				if n := terminal.Columns(strings.TrimSpace(line)); n > 86 {
					t.Errorf("a line of its prose has %d columns: %s", n, line)
				}
			}
			c.Flags().VisitAll(func(f *pflag.Flag) {
				if f.Usage == "" {
					t.Errorf("--%s has no explanation", f.Name)
				}
			})
			var out, errs bytes.Buffer
			if code := run(t.Context(), []string{c.Name(), "--help"}, nil, &out, &errs); code != exitOK || errs.Len() > 0 {
				t.Errorf("--help: code %d, %s", code, errs.String())
			}
			if !strings.HasPrefix(out.String(), "Usage: newsdex "+c.Name()) {
				t.Errorf("--help says %s", out.String())
			}
			out.Reset()
			if code := run(t.Context(), []string{c.Name(), "--no-such-flag"}, nil, &out, &errs); code != exitUsage || out.Len() > 0 || strings.Count(errs.String(), "\n") != 1 {
				t.Errorf("an unknown flag: code %d, %s%s", code, out.String(), errs.String())
			}
		})
	}
}
