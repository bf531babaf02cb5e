package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/rogpeppe/go-internal/testscript"
)

// A runner is a process that runs commands of scripts one after another. Starting a
// process takes .2 s, with the race detector a second, mostly for tables of a module
// that the command may not need (ingest, doc.go). A runner is this program under the
// name newsdex-runner, which reads commands and writes outcomes, as JSON. Only the race
// detector or a panic writes to its standard error.
type runner struct {
	cmd  *exec.Cmd
	in   io.WriteCloser
	out  *json.Decoder
	errs lockedBuffer
}

// A runnerCommand is a command for a runner.
type runnerCommand struct {
	Dir  string
	Env  map[string]string
	Args []string
	// Stdout is the file for standard output; "" puts the output in the outcome.
	Stdout string
}

// A runnerOutcome is the result of a runnerCommand.
type runnerOutcome struct {
	Code           int
	Stdout, Stderr []byte
}

// runnerEnv are the script's environment variables that a command gets.
var runnerEnv = []string{"PATH", "HOME", "TMPDIR", "NO_COLOR"}

// serveCommands is the runner's side.
func serveCommands() {
	in, out := json.NewDecoder(os.Stdin), json.NewEncoder(os.Stdout)
	for {
		var c runnerCommand
		err := in.Decode(&c)
		if err == io.EOF {
			return
		}
		if err == nil {
			err = os.Chdir(c.Dir)
		}
		os.Clearenv()
		for name, value := range c.Env {
			err = cmp.Or(err, os.Setenv(name, value))
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		var stdout, stderr bytes.Buffer
		code := runTo(c, &stdout, &stderr)
		if err := os.Chdir(os.TempDir()); err != nil { // so that c.Dir can be removed
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		if err := out.Encode(runnerOutcome{code, stdout.Bytes(), stderr.Bytes()}); err != nil {
			os.Exit(1)
		}
	}
}

// runTo runs a command with standard output to its file, or else to stdout.
func runTo(c runnerCommand, stdout, stderr *bytes.Buffer) int {
	if c.Stdout == "" {
		return run(context.Background(), c.Args, strings.NewReader(""), stdout, stderr)
	}
	f, err := os.OpenFile(c.Stdout, os.O_WRONLY, 0)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	defer f.Close()
	return run(context.Background(), c.Args, strings.NewReader(""), f, stderr)
}

// A lockedBuffer may be written and read by two goroutines.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}

// idleRunners are the idle runners, at most as many as scripts ran at a time. They end
// with the tests, when their standard input does.
var idleRunners = make(chan *runner, 64)

func startRunner(ts *testscript.TestScript) *runner {
	bin := filepath.SplitList(ts.Getenv("PATH"))[0] // where testscript puts its commands
	r := &runner{cmd: exec.Command(filepath.Join(bin, "newsdex-runner"))}
	r.cmd.Env = append(os.Environ(), "GORACE=atexit_sleep_ms=0")
	r.cmd.Stderr = &r.errs
	var err error
	r.in, err = r.cmd.StdinPipe()
	ts.Check(err)
	out, err := r.cmd.StdoutPipe()
	ts.Check(err)
	r.out = json.NewDecoder(out)
	ts.Check(r.cmd.Start())
	return r
}

// runOnRunner runs newsdex and returns its exit code.
func runOnRunner(ts *testscript.TestScript, args []string) int {
	var r *runner
	select {
	case r = <-idleRunners:
	default:
		r = startRunner(ts)
	}
	c := runnerCommand{Dir: ts.MkAbs("."), Env: map[string]string{}, Args: args}
	if n := len(args) - 1; n >= 0 && strings.HasPrefix(args[n], ">") {
		c.Args, c.Stdout = args[:n], args[n][1:]
	}
	for _, name := range runnerEnv {
		c.Env[name] = ts.Getenv(name)
	}
	var o runnerOutcome
	err := json.NewEncoder(r.in).Encode(c)
	if err == nil {
		err = r.out.Decode(&o)
	}
	if err != nil {
		r.in.Close()
		r.cmd.Wait() // its error adds nothing
		ts.Fatalf("newsdex %s: %v: %s", strings.Join(args, " "), err, &r.errs)
	}
	if said := r.errs.String(); said != "" {
		ts.Fatalf("newsdex %s: %s", strings.Join(args, " "), said)
	}
	idleRunners <- r
	ts.Stdout().Write(o.Stdout)
	ts.Stderr().Write(o.Stderr)
	return o.Code
}

// needsProcess reports whether a command needs a process of its own because it reads
// standard input.
func needsProcess(args []string) bool { return slices.Contains(args, "-") }
