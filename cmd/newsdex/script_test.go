package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/newsdex/newsdex/index"
)

var update = flag.Bool("update", false, "write what the scripts compare with anew")

// commands are the programs that this one is under other names.
var commands = map[string]func(){
	"newsdex":        main,
	"newsdex-runner": serveCommands,
	"newsdex-hasty":  func() { os.Exit(withSignals(hasty)) },
}

func TestMain(m *testing.M) { testscript.Main(m, commands) }

// hasty is like run but makes checkpoints of an index all the time.
func hasty(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	s := newSession(args, stdin, stdout, stderr)
	s.checkpoint = time.Nanosecond
	return execute(ctx, s)
}

// Linux only: whether a file system may be mounted, and the command that does it. Nil
// elsewhere.
var (
	mayMount func() bool
	mount    func(*testscript.TestScript, bool, []string)
)

// TestScripts runs testdata/script/*.txtar. $ARTICLES is testdata/articles, and
// $FORMATS is testdata/format, with an index of each older format that can be
// converted. NO_COLOR is not set, and no stream is a terminal.
func TestScripts(t *testing.T) {
	data, err := filepath.Abs("../../testdata")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 "../../testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       *update,
		Setup: func(env *testscript.Env) error {
			env.Setenv("ARTICLES", filepath.Join(data, "articles"))
			env.Setenv("FORMATS", filepath.Join(data, "format"))
			env.Setenv("GORACE", "atexit_sleep_ms=0") // otherwise each command takes a second with -race
			return nil
		},
		Condition: func(name string) (bool, error) {
			switch name {
			case "root":
				return os.Geteuid() == 0, nil
			case "mounts":
				return mayMount != nil && mayMount(), nil
			}
			return false, errors.New("unknown condition " + name)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":     exits,
			"finds":     finds,
			"next":      nextPage,
			"five":      five,
			"sparse":    sparse,
			"interrupt": interrupt,
			"articles":  articlesFile,
			"killed":    killed,
			"tmpfs":     mount,
		},
	})
}

// exits runs newsdex and checks its exit code: exits CODE [ARG...] [>FILE]. FILE
// receives standard output. Most commands run in an existing process (runner_test.go);
// exec newsdex starts a new one.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 1 {
		ts.Fatalf("usage: exits CODE [ARG...]")
	}
	if needsProcess(args[1:]) {
		checkCode(ts, exitCode(ts, ts.Exec("newsdex", args[1:]...)), args[0])
		return
	}
	checkCode(ts, runOnRunner(ts, args[1:]), args[0])
}

// exitCode returns the exit code of a command from its error, which may be nil.
func exitCode(ts *testscript.TestScript, err error) int {
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		return exit.ExitCode()
	}
	ts.Check(err)
	return 0
}

func checkCode(ts *testscript.TestScript, code int, want string) {
	if strconv.Itoa(code) != want {
		ts.Fatalf("exit code %d, want %s", code, want)
	}
}

// nextPage sets $NEXT to the token that the last search printed for the next page, and adds
// the page to a file: next FILE
func nextPage(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: next FILE")
	}
	const before = "--after "
	said := ts.ReadFile("stderr")
	at := strings.LastIndex(said, before)
	if at < 0 {
		ts.Fatalf("no next page: %s", said)
	}
	ts.Setenv("NEXT", strings.TrimSpace(said[at+len(before):]))
	f, err := os.OpenFile(ts.MkAbs(args[0]), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	ts.Check(err)
	_, err = f.WriteString(ts.ReadFile("stdout"))
	ts.Check(errors.Join(err, f.Close()))
}

// finds searches and checks the articles found, in any order: finds INDEX QUERY [ID...]
func finds(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: finds INDEX QUERY [ID...]")
	}
	var out, errs bytes.Buffer
	search := []string{"search", "--json", "--copies", "-n", "1000", "-i", ts.MkAbs(args[0]), "--", args[1]}
	if code := run(context.Background(), search, nil, &out, &errs); code != exitOK {
		ts.Fatalf("exit code %d: %s", code, errs.String())
	}
	want := slices.Sorted(slices.Values(args[2:]))
	var got []string
	d := json.NewDecoder(&out)
	for d.More() {
		var hit struct{ ID string }
		ts.Check(d.Decode(&hit))
		got = append(got, strings.TrimSuffix(hit.ID, ".txt"))
	}
	slices.Sort(got)
	if !slices.Equal(got, want) {
		ts.Fatalf("%s: found %v, want %v", args[1], got, want)
	}
}

// five makes a folder of the five articles under short names: five DIR
func five(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: five DIR")
	}
	dir := ts.MkAbs(args[0])
	ts.Check(os.MkdirAll(dir, 0o777))
	files, err := filepath.Glob(filepath.Join(ts.Getenv("ARTICLES"), "*.txt"))
	ts.Check(err)
	for _, f := range files {
		b, err := os.ReadFile(f)
		ts.Check(err)
		ts.Check(os.WriteFile(filepath.Join(dir, filepath.Base(f)[:3]+".txt"), b, 0o666))
	}
}

// sparse makes a file of one line of text followed by zeros up to a size in MB, which
// take no space on disk: sparse FILE MB
func sparse(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: sparse FILE MB")
	}
	mb, err := strconv.Atoi(args[1])
	ts.Check(err)
	f, err := os.Create(ts.MkAbs(args[0]))
	ts.Check(err)
	_, err = f.WriteString(`{"text": "` + strings.Repeat("All of it stands on one line. ", 2000))
	ts.Check(err)
	ts.Check(f.Truncate(int64(mb) << 20))
	ts.Check(f.Close())
}

// interrupt runs newsdex with a standard input that provides some articles and then
// stays open, sends it a signal after it has read them, and checks the exit code:
// interrupt CODE SIGNAL ARG...
func interrupt(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 3 {
		ts.Fatalf("usage: interrupt CODE SIGNAL ARG...")
	}
	signal, ok := map[string]os.Signal{"INT": os.Interrupt, "TERM": syscall.SIGTERM}[args[1]]
	if !ok || runtime.GOOS == "windows" {
		ts.Fatalf("no signal %s", args[1])
	}
	bin := filepath.SplitList(ts.Getenv("PATH"))[0] // where testscript puts its commands
	cmd := exec.Command(filepath.Join(bin, "newsdex"), args[2:]...)
	cmd.Dir = ts.MkAbs(".")
	for _, name := range []string{"PATH", "HOME", "TMPDIR", "GORACE"} {
		cmd.Env = append(cmd.Env, name+"="+ts.Getenv(name))
	}
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	in, err := cmd.StdinPipe()
	ts.Check(err)
	ts.Check(cmd.Start())
	// Once the write is done, all but the pipe's buffer has been read.
	for i := range 4000 {
		_, err := in.Write([]byte(`{"id":"slow-` + strconv.Itoa(i) + `","title":"Slow news","text":"It came in ` + strconv.Itoa(i) + ` parts, each later than the one before."}` + "\n"))
		ts.Check(err)
	}
	ts.Check(cmd.Process.Signal(signal))
	done := make(chan error, 1)
	go func() { done <- cmd.Wait() }() // Wait closes in
	select {
	case err = <-done:
	case <-time.After(time.Minute):
		ts.Check(cmd.Process.Kill())
		ts.Fatalf("it did not end")
	}
	ts.Logf("[stdout]\n%s[stderr]\n%s", out.String(), errs.String())
	ts.Check(os.WriteFile(ts.MkAbs("interrupted.txt"), errs.Bytes(), 0o666))
	checkCode(ts, exitCode(ts, err), args[0])
}

// articlesFile makes a file of records: articles FILE COUNT
func articlesFile(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: articles FILE COUNT")
	}
	count, err := strconv.Atoi(args[1])
	ts.Check(err)
	var b strings.Builder
	for i := range count {
		fmt.Fprintf(&b, `{"id":"a%d","title":"Number %d","text":"%s"}`+"\n", i, i, strings.Repeat(fmt.Sprintf("The %d houses of street %d were sold. ", i+2, i%50), 20))
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(b.String()), 0o666))
}

// killed runs newsdex-hasty until it has made a checkpoint of an index, and kills it:
// killed INDEX ARG...
func killed(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: killed INDEX ARG...")
	}
	bin := filepath.SplitList(ts.Getenv("PATH"))[0]
	cmd := exec.Command(filepath.Join(bin, "newsdex-hasty"), args[1:]...)
	cmd.Dir = ts.MkAbs(".")
	cmd.Env = []string{"PATH=" + ts.Getenv("PATH"), "HOME=" + ts.Getenv("HOME"), "TMPDIR=" + ts.Getenv("TMPDIR")}
	ts.Check(cmd.Start())
	for begin := time.Now(); !index.CanResume(ts.MkAbs(args[0])); time.Sleep(time.Millisecond) {
		if time.Since(begin) > time.Minute {
			ts.Check(cmd.Process.Kill())
			ts.Fatalf("nothing was kept")
		}
	}
	ts.Check(cmd.Process.Kill())
	if err := cmd.Wait(); err == nil {
		ts.Fatalf("it had ended before it could be killed")
	}
}
