package main

import (
	"errors"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/newsdex/newsdex/cmd/newsdex/internal/terminal"
)

// flagError describes a wrong flag in one line.
func flagError(c *cobra.Command, err error) error {
	var (
		unknown *pflag.NotExistError
		empty   *pflag.ValueRequiredError
		invalid *pflag.InvalidValueError
	)
	switch {
	case errors.Is(err, pflag.ErrHelp):
		return err
	case errors.As(err, &unknown):
		return unknownFlag(c, unknown)
	case errors.As(err, &empty):
		return misused(c, "%s wants a value", flagName(empty.GetFlag()))
	case errors.As(err, &invalid):
		want := invalid.GetFlag().Value.Type()
		switch want {
		case "int":
			want = "a whole number"
		case (*terminal.Age)(nil).Type():
			want = "an age such as 12h, 30d, 2w or 1y"
		case (*memory)(nil).Type():
			want = "a size such as 500MB or 2GB, of 200MB at least"
		}
		return misused(c, "%s wants %s, and %q is not", flagName(invalid.GetFlag()), want, invalid.GetValue())
	}
	return misused(c, "%v", err)
}

func unknownFlag(c *cobra.Command, err *pflag.NotExistError) error {
	flag := "--" + err.GetSpecifiedName()
	if letters := err.GetSpecifiedShortnames(); letters != "" {
		flag = "-" + letters
		if c.Flags().Lookup(letters) != nil {
			return misused(c, "there is no flag %s (did you mean --%s?)", flag, letters)
		}
	}
	if !c.HasParent() {
		return misused(c, "there is no flag %s here; flags come after the command's name", flag)
	}
	return misused(c, "there is no flag %s", flag)
}

// flagName returns a flag as it is typed, by its letter if it has one.
func flagName(f *pflag.Flag) string {
	if f.Shorthand != "" {
		return "-" + f.Shorthand
	}
	return "--" + f.Name
}

// suggest completes the values of a flag with the given ones.
func suggest(c *cobra.Command, flag string, values ...string) {
	must(c.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp)))
}

// suggestFolders completes the values of a flag with folders.
func suggestFolders(c *cobra.Command, flag string) {
	must(c.MarkFlagDirname(flag))
}

// noFiles keeps a shell from completing arguments with files.
func noFiles(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return nil, cobra.ShellCompDirectiveNoFileComp
}

// must panics if a flag is defined wrongly, which would happen in every run.
func must(err error) {
	if err != nil {
		panic(err)
	}
}
