package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/newsdex/newsdex/index"
)

// killCheckpoint is the checkpoint interval of the processes that TestKill kills: some
// of them make several checkpoints.
const killCheckpoint = 15 * time.Millisecond

// TestKill kills each command that changes an index at random moments. After each kill
// the index opens, is sound, and is as before the command or as after it. The same
// command, killed once more or not, then ends in the index that an uninterrupted run
// makes on a copy: the same articles, IDs, texts, earlier texts, templates, sources and
// scores. So does another reading of all sources afterwards. NEWSDEX_KILLS is the number
// of kills: 300 take a quarter of an hour.
func TestKill(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: kills processes that write")
	}
	kills, err := strconv.Atoi(os.Getenv("NEWSDEX_KILLS"))
	switch {
	case err == nil:
	case os.Getenv("NEWSDEX_LONG") != "":
		kills = len(killPlans)
	default:
		kills = 4 // of plans drawn at random
	}
	left := kills
	for i, at := range rand.Perm(len(killPlans)) {
		plan := killPlans[at]
		n := (left + len(killPlans) - i - 1) / (len(killPlans) - i)
		if left -= n; n > 0 {
			t.Run(plan.name, func(t *testing.T) { plan.test(t, n) })
		}
	}
}

// A killPlan is a command that is killed.
type killPlan struct {
	name    string
	prepare func(k *victim) // makes the sources and the index before the command
	args    []string
	between bool // a kill may leave a state between the two
	reread  []string
}

// A victim is a folder with sources and an index, news.idx, whose writer is killed.
type victim struct {
	t      *testing.T
	dir    string
	random *rand.Rand
}

func (p killPlan) test(t *testing.T, kills int) {
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	k := &victim{t: t, dir: filepath.Join(dir, "work"), random: rand.New(rand.NewPCG(uint64(len(p.name)), 5))}
	if err := os.Mkdir(k.dir, 0o755); err != nil {
		t.Fatal(err)
	}
	p.prepare(k)
	before, path, saved := k.state(), filepath.Join(k.dir, "news.idx"), filepath.Join(dir, "saved")
	copyFolder(t, path, saved)
	start := time.Now()
	if code, said := k.run(p.args, 0); code != 0 && code != exitSomeUnread {
		t.Fatalf("newsdex %s: %s", strings.Join(p.args, " "), said)
	}
	took := time.Since(start)
	after, again := k.state(), ""
	if before == after {
		t.Fatalf("newsdex %s does nothing", strings.Join(p.args, " "))
	}
	if p.reread != nil {
		k.must(p.reread...)
		again = k.state()
	}
	var befores, afters, betweens, resumed int
	for kill := 0; kill < kills; kill++ {
		copyFolder(t, saved, path)
		for done := false; !done; kill++ {
			wait := time.Duration(rand.N(int64(took)))
			code, said := k.run(p.args, wait)
			if strings.Contains(said, "going on from") {
				resumed++
			}
			state := k.state()
			switch {
			case state == after:
				afters++
			case state == before:
				befores++
			case p.between && !strings.Contains(state, "problem: "):
				betweens++
			default:
				t.Fatalf("killed after %v (of %v, exit code %d, %s), the index is neither as before:\n%s\nnor as after:\n%s",
					wait, took, code, said, difference(before, state), difference(after, state))
			}
			done = rand.N(2) == 0
		}
		kill--
		was := k.state()
		code, said := k.run(p.args, 0)
		if strings.Contains(said, "going on from") {
			resumed++
		}
		if code != 0 && code != exitSomeUnread && was != after {
			t.Fatalf("after a kill newsdex %s exits with %d: %s", strings.Join(p.args, " "), code, said)
		}
		if state := k.state(); state != after {
			t.Fatalf("after a kill newsdex %s ends in another index:\n%s", strings.Join(p.args, " "), difference(after, state))
		}
		// A run that finds nothing to do fails, and removes nothing that a kill left.
		if entries, err := os.ReadDir(path); err != nil || len(entries) != 3 && (code == 0 || code == exitSomeUnread) {
			t.Errorf("at the end the folder holds %v, %v", entries, err)
		}
		if p.reread != nil && rand.N(2) == 0 {
			k.must(p.reread...)
			if state := k.state(); state != again {
				t.Fatalf("after a kill newsdex %s ends in an index that another reading changes:\n%s", strings.Join(p.args, " "), difference(again, state))
			}
		}
	}
	t.Logf("%v: %d times as before, %d as after, %d between; %d runs gone on with", took.Round(time.Millisecond), befores, afters, betweens, resumed)
}

// run runs newsdex in a process of its own, which is killed after some time unless that
// is 0. It returns the exit code, -1 for a killed process, and the messages.
func (k *victim) run(args []string, wait time.Duration) (code int, said string) {
	k.t.Helper()
	exe, err := os.Executable()
	if err != nil {
		k.t.Fatal(err)
	}
	cmd := exec.Command(exe)
	cmd.Args = append([]string{"newsdex-often"}, args...)
	cmd.Dir = k.dir
	cmd.Env = append(os.Environ(), "PWD="+k.dir, "GORACE=atexit_sleep_ms=0")
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Start(); err != nil {
		k.t.Fatal(err)
	}
	if wait > 0 {
		defer time.AfterFunc(wait, func() { cmd.Process.Signal(syscall.SIGKILL) }).Stop()
	}
	cmd.Wait() // its error is the exit code
	return cmd.ProcessState.ExitCode(), out.String()
}

// must runs newsdex without a kill.
func (k *victim) must(args ...string) {
	k.t.Helper()
	if code, said := k.run(args, 0); code != 0 {
		k.t.Fatalf("newsdex %s: exit code %d: %s", strings.Join(args, " "), code, said)
	}
}

func init() { commands["newsdex-often"] = func() { os.Exit(withSignals(often)) } }

// often is like run but makes checkpoints often.
func often(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	s := newSession(args, stdin, stdout, stderr)
	s.checkpoint = killCheckpoint
	return execute(ctx, s)
}

// state describes everything that the index is.
func (k *victim) state() string {
	path := filepath.Join(k.dir, "news.idx")
	x, err := index.Open(path)
	if errors.Is(err, index.ErrNoIndex) {
		return "none"
	}
	var b strings.Builder
	if err != nil {
		fmt.Fprintf(&b, "problem: %v\n", err)
	} else {
		describeIndex(k.t, &b, x)
	}
	v, err := index.Verify(k.t.Context(), path)
	if err != nil {
		fmt.Fprintf(&b, "problem: %v\n", err)
	}
	for _, p := range v.Problems {
		fmt.Fprintf(&b, "problem: %v\n", p)
	}
	return b.String()
}

// copyFolder replaces a folder by a copy of another, or removes it if that does not
// exist.
func copyFolder(t *testing.T, from, to string) {
	t.Helper()
	if err := os.RemoveAll(to); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Lstat(from); err != nil {
		return
	}
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
}
