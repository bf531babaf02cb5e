package main

import (
	"context"
	"errors"
	"fmt"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/newsdex/newsdex/cmd/newsdex/internal/terminal"
	"github.com/newsdex/newsdex/query"
)

// The exit codes; helpExitCodes describes them for users.
const (
	exitOK          = 0
	exitFailed      = 1
	exitUsage       = 2
	exitSomeUnread  = 3
	exitInterrupted = 130 // like a shell: 128 + SIGINT
)

const helpExitCodes = `0    it worked
1    it failed
2    the command line is wrong, or the query cannot be searched
3    it worked, but some inputs could not be read
130  it was interrupted (Ctrl-C, or SIGTERM); an index is as it was before`

// A failure ends the run with its own exit code. Any other error ends it with
// exitFailed.
type failure struct {
	code int
	msg  string // "" if the problem was printed already
}

func (f *failure) Error() string { return f.msg }

// errSomeUnread ends a run that could read only some of its inputs.
var errSomeUnread = &failure{code: exitSomeUnread}

// failed returns the failure of a run with a message.
func failed(format string, args ...any) error {
	return &failure{exitFailed, fmt.Sprintf(format, args...)}
}

// misused returns the failure of a wrong command line.
func misused(c *cobra.Command, format string, args ...any) error {
	return &failure{exitUsage, fmt.Sprintf(format, args...) + "; see " + c.CommandPath() + " --help"}
}

// interrupted returns the failure of a run that was ended by a signal.
func interrupted(format string, args ...any) error {
	return &failure{exitInterrupted, "interrupted: " + fmt.Sprintf(format, args...)}
}

// exitStatus prints the error, if there is one, and returns the exit code.
func exitStatus(m *terminal.Messages, err error) int {
	var f *failure
	switch {
	case err == nil, errors.Is(err, syscall.EPIPE):
		return exitOK
	case errors.As(err, &f):
		if f.msg != "" {
			m.Say("%s", f.msg)
		}
		return f.code
	case errors.Is(err, query.ErrInvalid):
		m.Say("%v", err)
		return exitUsage
	case errors.Is(err, context.Canceled):
		m.Say("interrupted")
		return exitInterrupted
	}
	m.Say("%v", advise(err))
	return exitFailed
}
