package index

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/newsdex/newsdex/index/internal/disk"
)

// children are the tasks of this test binary in a process of its own: see [child].
var children = map[string]func(args []string) error{}

// TestMain runs a child if one is requested.
func TestMain(m *testing.M) {
	if name := os.Getenv("NEWSDEX_CHILD"); name != "" {
		if err := children[name](os.Args[1:]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// child returns a command that runs one of the children.
func child(t *testing.T, name string, args ...string) *exec.Cmd {
	t.Helper()
	bin, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(bin, args...)
	cmd.Env = append(os.Environ(), "NEWSDEX_CHILD="+name)
	cmd.Stderr = os.Stderr
	return cmd
}

func init() {
	children["hold"] = func(args []string) error {
		unlock, err := lock(disk.Disk{}, args[0])
		if err != nil {
			return err
		}
		fmt.Println("held")
		_, err = io.Copy(io.Discard, os.Stdin)
		return errors.Join(err, unlock())
	}
}

// TestLocked checks that a second writer gets the holder's name at once, and that a
// killed writer blocks nobody.
func TestLocked(t *testing.T) {
	path := filepath.Join(t.TempDir(), "an index in Zürich")
	mustBuild(t, path, article("a", "old", ""))
	x := mustOpen(t, path)
	cmd := child(t, "hold", path)
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(out).ReadString('\n'); err != nil || line != "held\n" {
		t.Fatalf("the child says %q, %v", line, err)
	}
	host, err := os.Hostname()
	if err != nil {
		t.Fatal(err)
	}
	for what, write := range map[string]func() error{
		"Build":  func() error { _, err := Build(ctx, path, seq(article("b", "new", "")), Options{}); return err },
		"Update": func() error { _, err := x.Update(ctx, seq(article("b", "new", "")), Options{}); return err },
	} {
		start := time.Now()
		err := write()
		var locked *LockedError
		if !errors.Is(err, ErrLocked) || !errors.As(err, &locked) {
			t.Fatalf("%s: error %v, want ErrLocked", what, err)
		}
		if d := time.Since(start); d > time.Second {
			t.Errorf("%s: it took %v to say so", what, d)
		}
		h := locked.Holder
		if h.PID != cmd.Process.Pid || h.Host != host || time.Since(h.Since) > time.Minute || !strings.HasSuffix(h.Command, path) {
			t.Errorf("%s: the holder is said to be %+v", what, h)
		}
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err == nil {
		t.Error("the child ended by itself")
	}
	left, err := os.ReadFile(filepath.Join(path, disk.LockFile))
	if err != nil || len(left) == 0 {
		t.Errorf("the killed child left %q, %v in the lock's file", left, err)
	}
	mustBuild(t, path, article("b", "new", ""))
	if left, err = os.ReadFile(filepath.Join(path, disk.LockFile)); err != nil || len(left) != 0 {
		t.Errorf("after a run the lock's file holds %q, %v", left, err)
	}
}

// TestLockOfTheDead checks that a dead process is not reported as the holder of a lock
// that another has.
func TestLockOfTheDead(t *testing.T) {
	path := filepath.Join(t.TempDir(), "i")
	mustBuild(t, path, article("a", "old", ""))
	dead := child(t, "hold", filepath.Join(path, "nowhere"))
	dead.Stderr = nil
	if err := dead.Run(); err == nil {
		t.Fatal("a lock in no folder was had")
	}
	unlock, err := lock(disk.Disk{}, path)
	if err != nil {
		t.Fatal(err)
	}
	defer unlock()
	h := self()
	h.PID = dead.Process.Pid
	b, err := json.Marshal(h)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(path, disk.LockFile), b, 0o644); err != nil {
		t.Fatal(err)
	}
	var locked *LockedError
	if _, err := Build(ctx, path, seq(article("b", "new", "")), Options{}); !errors.As(err, &locked) || locked.Holder.PID != 0 {
		t.Errorf("error %v, and the holder is not known", err)
	}
}

// TestNoLocks checks that a file system without locks is reported as such.
func TestNoLocks(t *testing.T) {
	path := filepath.Join(t.TempDir(), "i")
	mustBuild(t, path, article("a", "old", ""))
	for _, errno := range []error{syscall.ENOLCK, syscall.EOPNOTSUPP, syscall.ENOSYS} {
		refuse := disk.Disk{Before: func(change, name string) error {
			if change == "lock" {
				return &os.PathError{Op: "flock", Path: name, Err: errno}
			}
			return nil
		}}
		_, err := Build(ctx, path, seq(article("b", "new", "")), Options{disk: refuse})
		if !errors.Is(err, ErrNoLocks) || !errors.Is(err, errno) || !strings.Contains(err.Error(), "; put the index on a disk of this computer") {
			t.Errorf("%v: error %v", errno, err)
		}
	}
	if got := contents(t, mustOpen(t, path)); len(got) != 1 || got["a"] != "old" {
		t.Errorf("contents %v", got)
	}
}
