package main

import (
	"context"
	"io"
	"time"

	"github.com/newsdex/newsdex/cmd/newsdex/internal/terminal"
)

// A session is one run of the command: its arguments and its streams.
type session struct {
	args   []string
	stdin  io.Reader
	stdout *terminal.Output
	stderr *terminal.Messages

	checkpoint time.Duration // checkpoint interval of index runs, for tests; 0 for the default
}

// run is the command: it executes args and returns the exit code. When ctx is done it
// stops early and leaves everything as it was.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	return execute(ctx, newSession(args, stdin, stdout, stderr))
}

func newSession(args []string, stdin io.Reader, stdout, stderr io.Writer) *session {
	return &session{args: args, stdin: stdin, stdout: terminal.NewOutput(stdout), stderr: terminal.NewMessages(stderr)}
}

// execute executes the arguments of s and returns the exit code.
func execute(ctx context.Context, s *session) int {
	root := rootCommand(s)
	root.SetArgs(append([]string{}, s.args...)) // cobra takes nil for os.Args
	root.SetOut(s.stdout)                       // for completions
	root.SetErr(s.stderr)
	err := root.ExecuteContext(ctx)
	if ferr := s.stdout.Flush(); ferr != nil {
		err = ferr
	}
	return exitStatus(s.stderr, err)
}
